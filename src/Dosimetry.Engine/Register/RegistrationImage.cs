using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// An image as the search for the best fit sees it: grey values 0 to 1. CT numbers are cut to −200…300 HU (skin, fat, muscle, bone; the couch and
/// dense metal count little); emission images are the square root of what is not negative (evens out Poisson noise; Anscombe 1948), cut where
/// 0.2 % of the bright voxels would lie above.
/// </summary>
public sealed class RegistrationImage
{
    private const float LowHu = -200, HighHu = 300;
    private const double BrightShare = 0.002;

    private RegistrationImage(Grid grid, float[] grey) => (Grid, Grey) = (grid, grey);

    /// <summary>Position.</summary>
    public Grid Grid { get; }
    /// <summary>Grey values, 0 to 1.</summary>
    public float[] Grey { get; }

    /// <summary>From CT numbers.</summary>
    public static RegistrationImage OfCt(Volume<CtNumber> ct) =>
        new(ct.Grid, Array.ConvertAll(ct.Values, hu => (Math.Clamp(hu, LowHu, HighHu) - LowHu) / (HighHu - LowHu)));

    /// <summary>From counts, Bq/ml or SUV.</summary>
    /// <exception cref="RefusedException">The image is empty.</exception>
    public static RegistrationImage OfEmission(Grid grid, float[] values)
    {
        float[] bright = [.. values.Where(v => v > 0)];
        if (bright.Length == 0) throw new RefusedException("REGISTER.EMPTY", "One of the images holds no uptake at all; there is nothing to align.");
        Array.Sort(bright);
        float top = MathF.Sqrt(bright[(int)((1 - BrightShare) * (bright.Length - 1))]);
        return new(grid, Array.ConvertAll(values, v => Math.Min(MathF.Sqrt(Math.Max(v, 0)) / top, 1)));
    }

    /// <summary>Box means on voxels of at least <paramref name="spacing_mm"/> along each axis.</summary>
    public RegistrationImage Coarser(double spacing_mm)
    {
        Vector3D s = Grid.Spacing_mm;
        (int fx, int fy, int fz) = (Factor(spacing_mm, s.X, Grid.Nx), Factor(spacing_mm, s.Y, Grid.Ny), Factor(spacing_mm, s.Z, Grid.Nz));
        if (fx * fy * fz == 1) return this;
        Affine a = Grid.Affine;
        Vector3D origin = a.Apply((fx - 1) / 2.0, (fy - 1) / 2.0, (fz - 1) / 2.0);
        Grid coarse = new(Grid.Nx / fx, Grid.Ny / fy, Grid.Nz / fz, Affine.FromColumns(fx * a.StepI, fy * a.StepJ, fz * a.StepK, origin));
        return new(coarse, new OverlapResampler(Grid, coarse).Average(Grey));
    }

    /// <summary>Centre of the grey values, mm.</summary>
    public Vector3D Centre_mm()
    {
        double sum = 0;
        Vector3D centre = default;
        for (int n = 0; n < Grey.Length; n++)
        {
            if (Grey[n] <= 0) continue;
            (int i, int j, int k) = Grid.Voxel(n);
            (sum, centre) = (sum + Grey[n], centre + Grey[n] * new Vector3D(i, j, k));
        }
        return sum == 0 ? Grid.Affine.Apply(Grid.Nx / 2.0, Grid.Ny / 2.0, Grid.Nz / 2.0) : Grid.Affine.Apply(1 / sum * centre);
    }

    private static int Factor(double wanted_mm, double spacing_mm, int count) => Math.Clamp((int)Math.Round(wanted_mm / spacing_mm), 1, count);
}
