using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Organs;

/// <summary>
/// What the search for organs starts from: lungs and bone by CT number, the midline as a line through the spine, the heights of lung base, lung apex and
/// vertex. Null: not in the field, or there is no CT.
/// </summary>
internal sealed class Landmarks
{
    private const double LungTo_HU = -450, BoneFrom_HU = 160, LeastLung_ml = 150, LeastBone_ml = 3, SmallHole_mm2 = 1500, CutHead_mm2 = 12000, SpineReach_mm = 60;
    private readonly OrganField field;
    private readonly double midAtZero_mm, midPerMm, spineDepth_mm;

    /// <summary>Finds them.</summary>
    public Landmarks(OrganField field)
    {
        this.field = field;
        (Lungs, Bone) = field.Hu is { } hu ? (FindLungs(hu), FindBone(hu)) : (new bool[field.Grid.Count], new bool[field.Grid.Count]);
        (midAtZero_mm, midPerMm, spineDepth_mm) = Midline();
        double[] heights = [.. Enumerable.Range(0, Lungs.Length).Where(n => Lungs[n]).Select(n => field.At(n).Z)];
        if (heights.Length > 0)
        {
            Array.Sort(heights);
            (LungBase_mm, LungApex_mm) = (heights[heights.Length / 50], heights[^(1 + heights.Length / 100)]);
        }
        Vertex_mm = FindVertex();
    }

    /// <summary>Both lungs, with the airways that touch them.</summary>
    public bool[] Lungs { get; }
    /// <summary>Bone.</summary>
    public bool[] Bone { get; }
    /// <summary>Height that 2 % of the lungs lie below.</summary>
    public double? LungBase_mm { get; }
    /// <summary>Height that 1 % of the lungs lie above.</summary>
    public double? LungApex_mm { get; }
    /// <summary>Top of the head, where it lies in the field.</summary>
    public double? Vertex_mm { get; }

    /// <summary>How far right of the midline a point lies, mm (negative: left).</summary>
    public double RightOfMidline_mm(Vector3D p) => p.X - midAtZero_mm - midPerMm * p.Z;

    /// <summary>How far in front of the spine's middle a point lies, mm.</summary>
    public double InFrontOfSpine_mm(Vector3D p) => p.Y - spineDepth_mm;

    private bool[] FindLungs(float[] hu)
    {
        Grid grid = field.Grid;
        bool[] air = new bool[grid.Count];
        for (int n = 0; n < air.Length; n++) air[n] = field.Body[n] && hu[n] < LungTo_HU;
        IEnumerable<int[]> parts = Morphology.Parts(air, grid).Where(p => p.Length * grid.VoxelVolume_ml >= LeastLung_ml).Take(2);
        return Morphology.Of(grid, parts.SelectMany(p => p));
    }

    /// <summary>Dense parts, their small gaps closed and the marrow spaces they enclose filled (not the skull).</summary>
    private bool[] FindBone(float[] hu)
    {
        bool[] dense = new bool[field.Grid.Count];
        for (int n = 0; n < dense.Length; n++) dense[n] = field.Body[n] && hu[n] > BoneFrom_HU;
        bool[] bone = Morphology.Of(field.Grid, Morphology.Parts(dense, field.Grid).Where(p => p.Length * field.Grid.VoxelVolume_ml >= LeastBone_ml).SelectMany(p => p));
        return Morphology.FillSlices(bone, field.Grid, SmallHole_mm2);
    }

    /// <summary>
    /// Line x = a + b z through the slices' middles (median of bone within 60 mm of the body's middle; the body's middle where there is no bone), by the median of
    /// slopes and of offsets, so that arms and lesions do not pull it. The spine's depth is the median y of bone within 25 mm of the line.
    /// </summary>
    private (double AtZero_mm, double PerMm, double SpineDepth_mm) Midline()
    {
        List<(double Z, double X)> middles = [];
        for (int k = 0; k < field.Grid.Nz; k += 2)
            if (MiddleOf(k) is { } x) middles.Add((field.Grid.Affine.Apply(0, 0, k).Z, x));
        if (middles.Count == 0) return (field.At(field.Grid.Count / 2).X, 0, field.At(field.Grid.Count / 2).Y);
        int half = middles.Count / 2;
        double[] slopes = [.. Enumerable.Range(0, half).Select(n => (middles[n + half].X - middles[n].X) / (middles[n + half].Z - middles[n].Z)).Order()];
        double slope = slopes.Length == 0 ? 0 : slopes[slopes.Length / 2];
        double offset = Median(middles.Select(m => m.X - slope * m.Z));
        double[] depths = [.. Enumerable.Range(0, Bone.Length).Where(n => Bone[n]).Select(field.At).Where(p => Math.Abs(p.X - offset - slope * p.Z) < 25).Select(p => p.Y)];
        return (offset, slope, depths.Length > 0 ? Median(depths) : Median(Enumerable.Range(0, field.Body.Length).Where(n => field.Body[n]).Select(n => field.At(n).Y)));
    }

    private double? MiddleOf(int k)
    {
        Grid grid = field.Grid;
        double sum = 0;
        int count = 0;
        for (int n = grid.Index(0, 0, k); n < grid.Index(0, 0, k) + grid.Nx * grid.Ny; n++)
            if (field.Body[n]) (sum, count) = (sum + field.At(n).X, count + 1);
        if (count * grid.VoxelVolume_ml / grid.Spacing_mm.Z * 10 < 50) return null; // less than 50 cm² of body
        double middle = sum / count;
        double[] bone = [.. Enumerable.Range(grid.Index(0, 0, k), grid.Nx * grid.Ny).Where(n => Bone[n]).Select(n => field.At(n).X).Where(x => Math.Abs(x - middle) < SpineReach_mm)];
        return bone.Length >= 10 ? Median(bone) : middle;
    }

    /// <summary>The highest slice of the body; null where the body is cut there (more than 120 cm² in the last slice).</summary>
    private double? FindVertex()
    {
        Grid grid = field.Grid;
        for (int k = grid.Nz - 1; k >= 0; k--)
        {
            int count = field.Body.AsSpan(grid.Index(0, 0, k), grid.Nx * grid.Ny).Count(true);
            if (count == 0) continue;
            bool cut = k == grid.Nz - 1 && count * grid.Spacing_mm.X * grid.Spacing_mm.Y > CutHead_mm2;
            return cut ? null : grid.Affine.Apply(0, 0, k).Z;
        }
        return null;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
