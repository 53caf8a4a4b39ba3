using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Edit;

/// <summary>
/// Regions as one label per voxel on the lattice of <see cref="EditGrid"/>: a voxel belongs to the region that holds at least half of it; where several
/// do, to the lesion before the organ and to the smaller before the larger, as in the overlap rule. Computed regions are not painted.
/// </summary>
public static class EditLabels
{
    /// <summary>Labels fit a byte.</summary>
    public const int MostRegions = 255;

    /// <summary>Labels of drawn regions and of the lesions found on a PET, numbered in their order from 1.</summary>
    /// <exception cref="RefusedException">EDIT.TOO_MANY_REGIONS.</exception>
    public static LabelVolume Of(Grid grid, IReadOnlyList<DrawnRegion> drawn, IReadOnlyList<LesionComponent> found, Grid? pet)
    {
        DrawnRegion[] regions =
        [
            .. drawn.Where(d => Segmentation.IsOfItsOwn(d, drawn)),
            .. found.Where(c => c.Class == ComponentClass.Lesion).Select(c => new DrawnRegion(c.Id, "PET", Mask(c, pet!))),
        ];
        if (regions.Length > MostRegions)
            throw new RefusedException("EDIT.TOO_MANY_REGIONS", $"There are {regions.Length} regions; at most {MostRegions} can be edited together. Accept fewer.");
        ushort[] labels = new ushort[grid.Count];
        Piece[] pieces = [.. regions.Select((r, n) => Cut(r, (ushort)(n + 1), grid))];
        foreach (Piece piece in pieces.OrderByDescending(p => p.IsLesion).ThenBy(p => p.Voxels.Length))
            foreach (int n in piece.Voxels)
                if (labels[n] == 0) labels[n] = piece.Label;
        return new LabelVolume(grid, labels, regions.Select((r, n) => (r.Name, n)).ToDictionary(x => x.n + 1, x => x.Name));
    }

    /// <summary>A region on a grid, as a mask (at least half of the voxel inside).</summary>
    public static bool[] Mask(RegionShape shape, Grid grid)
    {
        bool[] mask = new bool[grid.Count];
        foreach (int n in Cut(new DrawnRegion("", "", shape), 1, grid).Voxels) mask[n] = true;
        return mask;
    }

    private static MaskShape Mask(LesionComponent lesion, Grid pet)
    {
        (int I, int J, int K)[] at = [.. lesion.Voxels.Select(pet.Voxel)];
        (int i, int j, int k) = (at.Min(v => v.I), at.Min(v => v.J), at.Min(v => v.K));
        Grid box = new(at.Max(v => v.I) - i + 1, at.Max(v => v.J) - j + 1, at.Max(v => v.K) - k + 1,
            Affine.FromColumns(pet.Affine.StepI, pet.Affine.StepJ, pet.Affine.StepK, pet.Affine.Apply(i, j, k)));
        float[] values = new float[box.Count];
        foreach (var v in at) values[box.Index(v.I - i, v.J - j, v.K - k)] = 1;
        return new MaskShape(box, values);
    }

    /// <summary>The voxels a region takes; only the part of the grid around it is looked at.</summary>
    private static Piece Cut(DrawnRegion region, ushort label, Grid grid)
    {
        (Vector3D low, Vector3D high) = region.Shape.Box_mm();
        (int i0, int i1) = Range(low.X, high.X, grid.Affine.M03, grid.Affine.M00, grid.Nx);
        (int j0, int j1) = Range(low.Y, high.Y, grid.Affine.M13, grid.Affine.M11, grid.Ny);
        (int k0, int k1) = Range(low.Z, high.Z, grid.Affine.M23, grid.Affine.M22, grid.Nz);
        if (i1 < i0 || j1 < j0 || k1 < k0) return new Piece(label, RegionNames.ClassOf(region.Name) == RegionClass.Lesion, []);
        Grid part = new(i1 - i0 + 1, j1 - j0 + 1, k1 - k0 + 1, Affine.Diagonal(grid.Spacing_mm, grid.Affine.Apply(i0, j0, k0)));
        float[] weights = region.Shape.WeightsOn(part);
        List<int> voxels = [];
        for (int n = 0; n < weights.Length; n++)
        {
            if (weights[n] < 0.5f) continue;
            (int i, int j, int k) = part.Voxel(n);
            voxels.Add(grid.Index(i0 + i, j0 + j, k0 + k));
        }
        return new Piece(label, RegionNames.ClassOf(region.Name) == RegionClass.Lesion, [.. voxels]);
    }

    private static (int First, int Last) Range(double low, double high, double origin, double step, int count) =>
        (Math.Max(0, (int)Math.Floor((low - origin) / step)), Math.Min(count - 1, (int)Math.Ceiling((high - origin) / step)));

    private sealed record Piece(ushort Label, bool IsLesion, int[] Voxels);
}
