using Dosimetry.Cases;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Web.Model;

/// <summary>
/// The patient's box for slices that the server draws: outer edges and a step along each axis, mm (RAS+). <paramref name="Always"/>: an image is too large
/// for a browser, so that slices are served from the start.
/// </summary>
public sealed record ViewerScene(string Address, double[] Low, double[] High, double[] Step, bool Always)
{
    /// <summary>
    /// Voxels of one image from which slices are served instead of the volume: a browser needs about 4 bytes per voxel in memory and 4 more on the graphics
    /// card, and 100 million voxels come to 0.8 GB.
    /// </summary>
    public const long MostVoxels = 100_000_000;

    /// <summary>The scene of a case: the box of its CT, else of its first image.</summary>
    public static ViewerScene? Of(CaseView view, IReadOnlyList<ViewerLayer> layers)
    {
        if (view.Overview.Import is not { Study.Series: { Count: > 0 } all } || layers.Count == 0) return null;
        ImportedSeries ground = all.FirstOrDefault(s => s.Quantity == CtNumber.Name) ?? all.MaxBy(s => s.Size.Aggregate(1L, (a, b) => a * b))!;
        Affine affine = Affine.FromRowMajor(ground.Affine);
        Vector3D[] corners =
        [
            .. from i in new[] { -0.5, ground.Size[0] - 0.5 } from j in new[] { -0.5, ground.Size[1] - 0.5 } from k in new[] { -0.5, ground.Size[2] - 0.5 } select affine.Apply(i, j, k),
        ];
        return new ViewerScene($"api/cases/{view.Id}", [corners.Min(c => c.X), corners.Min(c => c.Y), corners.Min(c => c.Z)], [corners.Max(c => c.X), corners.Max(c => c.Y), corners.Max(c => c.Z)],
            [affine.Spacing_mm.X, affine.Spacing_mm.Y, affine.Spacing_mm.Z], layers.Any(l => l.Voxels > MostVoxels));
    }
}
