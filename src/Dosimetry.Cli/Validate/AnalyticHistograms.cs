using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cli.Validate;

/// <summary>Dose figures of shapes whose histogram is known by hand: a box in a linear gradient, a ball with dose falling from its centre, half voxels.</summary>
internal sealed class AnalyticHistograms : IValidationGroup
{
    private static readonly Grid Grid = new(50, 50, 50, Affine.Diagonal(new(2, 2, 2), new(-49, -49, -49)));

    public string Name => "analytic-dvh";

    public IEnumerable<ValidationCheck> Run(ValidationContext context) => [.. Gradient(), .. Ball(), .. HalfVoxels()];

    /// <summary>D = x from 0 to 100 Gy over a box: D_p = 100 − p, mean 50.</summary>
    private IEnumerable<ValidationCheck> Gradient()
    {
        DoseStatistics s = Of(p => p.X + 50, _ => 1);
        yield return Check("box in a gradient, mean", s.Mean_Gy, 50, 1e-6);
        yield return Check("box in a gradient, D98", s.D_Gy(98), 2, 1.0, "half a voxel of the gradient");
        yield return Check("box in a gradient, D50", s.D_Gy(50), 50, 1.0, "half a voxel of the gradient");
        yield return Check("box in a gradient, D2", s.D_Gy(2), 98, 1.0, "half a voxel of the gradient");
        yield return new ValidationCheck(Name, "box in a gradient, V25", s.V(25), 0.75, 0.01, false, "1", "exact");
    }

    /// <summary>D = 100 − 2 r in a ball of 40 mm: V(d) = ((100 − d)/80)³ for d from 20 Gy.</summary>
    private IEnumerable<ValidationCheck> Ball()
    {
        DoseStatistics s = Of(p => 100 - 2 * p.Length, p => Math.Clamp((40 - p.Length) / 2 + 0.5, 0, 1));
        yield return Check("ball, mean", s.Mean_Gy, 40, 0.5, "voxels of 2 mm on a ball of 40 mm");
        yield return Check("ball, D50", s.D_Gy(50), 100 - 80 * Math.Cbrt(0.5), 1.0, "half a voxel of the gradient");
        yield return Check("ball, D2", s.D_Gy(2), 100 - 80 * Math.Cbrt(0.02), 1.0, "half a voxel of the gradient");
        yield return new ValidationCheck(Name, "ball, volume", s.Volume_ml, 4.0 / 3 * Math.PI * 64, 0.005, true, "ml", "exact", "partial voxels at the surface");
    }

    /// <summary>Half-covered voxels count half: a box of two doses with shares ½ and 1 has mean 2/3 of the way.</summary>
    private IEnumerable<ValidationCheck> HalfVoxels()
    {
        DoseStatistics s = Of(p => p.X < 0 ? 10 : 40, p => p.X < 0 ? 0.5 : 1);
        yield return Check("half voxels, mean", s.Mean_Gy, 30, 1e-6);
        yield return new ValidationCheck(Name, "half voxels, V20", s.V(20), 2.0 / 3, 0.001, false, "1", "exact");
    }

    private ValidationCheck Check(string name, double measured, double exact, double tolerance, string? note = null) =>
        new(Name, name, measured, exact, tolerance, false, "Gy", "exact", note);

    private static DoseStatistics Of(Func<Vector3D, double> dose_Gy, Func<Vector3D, double> share)
    {
        Vector3D[] at = [.. Enumerable.Range(0, Grid.Count).Select(n => { (int i, int j, int k) = Grid.Voxel(n); return Grid.Affine.Apply(i, j, k); })];
        int[] voxels = [.. Enumerable.Range(0, Grid.Count).Where(n => share(at[n]) > 0)];
        var region = new Region("shape", RegionClass.Organ, voxels, [.. voxels.Select(v => (float)share(at[v]))], "exact", "#000000");
        return new DoseStatistics(DoseSamples.OfVoxels(region, new Volume<Dose_Gy>(Grid, [.. at.Select(p => (float)dose_Gy(p))]), null));
    }
}
