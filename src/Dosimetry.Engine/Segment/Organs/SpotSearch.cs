using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Organs;

/// <summary>A hot organ as it was found: voxels of the field's lattice, and the levels behind the outline (in multiples of the body's mean uptake).</summary>
internal sealed record FoundSpot(bool[] Mask, double Level, double Background, double Edge, double Score);

/// <summary>
/// Finds a hot organ by its place. Method: connected parts above falling thresholds inside the admitted zone; those with the best product of
/// scores for distance from the midline, depth, height and volume (bladder: CT number as well) are outlined, and the best outline wins. Its outline: uptake ≥ B + e (L − B), L = mean of the voxels ≥ 70 % of the maximum, B = median of
/// a shell 6 to 14 mm outside; then closed, and cut to soft tissue of the CT.
/// Validity: organs much hotter than what touches them. Neglected: a lesion of the organ's size at the organ's place.
/// </summary>
internal sealed class SpotSearch
{
    private const int MostParts = 16, Outlined = 5;
    private const double Hottest = 0.7, EvenShare = 0.8, ShellFrom_mm = 6, ShellTo_mm = 14, LeastScore = 0.02, LeastContrast = 1.8;
    private static readonly double[] Thresholds = [40, 28, 20, 14, 10, 7, 5, 3.5, 2.5, 1.8];
    private readonly OrganField field;
    private readonly Landmarks landmarks;
    private readonly bool[] taken, zone;
    private readonly SpotTemplate template;
    private readonly double origin_mm;

    private SpotSearch(OrganField field, Landmarks landmarks, bool[] taken, SpotTemplate template, double origin_mm)
    {
        (this.field, this.landmarks, this.taken, this.template, this.origin_mm) = (field, landmarks, taken, template, origin_mm);
        zone = new bool[field.Grid.Count];
        for (int n = 0; n < zone.Length; n++) zone[n] = field.Body[n] && !taken[n] && Admits(field, landmarks, template, origin_mm, n);
    }

    /// <summary>The organ on the whole field, or null where nothing fits.</summary>
    /// <param name="whole">Images of the patient.</param>
    /// <param name="landmarks">His landmarks.</param>
    /// <param name="taken">Voxels of organs found before.</param>
    /// <param name="template">Where it is expected.</param>
    /// <param name="origin_mm">Height that the template's heights are relative to.</param>
    /// <param name="from_HU">Lowest CT number of the organ.</param>
    /// <param name="to_HU">Highest CT number of the organ.</param>
    public static FoundSpot? Find(OrganField whole, Landmarks landmarks, bool[] taken, SpotTemplate template, double origin_mm, double from_HU, double to_HU)
    {
        if (LatticeBox.Around(whole.Grid, n => Admits(whole, landmarks, template, origin_mm, n), 2 * ShellTo_mm) is not { } box) return null;
        FoundSpot? spot = new SpotSearch(whole.Cut(box), landmarks, box.Cut(taken, whole.Grid), template, origin_mm).Best(from_HU, to_HU);
        return spot is null ? null : spot with { Mask = box.Place(spot.Mask, whole.Grid) };
    }

    private static bool Admits(OrganField field, Landmarks landmarks, SpotTemplate template, double origin_mm, int n)
    {
        Vector3D p = field.At(n);
        double radius_mm = 10 * Math.Cbrt(0.24 * Math.Exp(template.LogVolume_ml.Value));
        return template.Admits(landmarks.RightOfMidline_mm(p), landmarks.InFrontOfSpine_mm(p), p.Z - origin_mm, radius_mm);
    }

    /// <summary>The best few parts are outlined, and the outline that fits best wins: a part may hold the organ and a hotter neighbour.</summary>
    private FoundSpot? Best(double from_HU, double to_HU)
    {
        List<(int[] Part, double Score)> candidates = [];
        foreach (double threshold in Thresholds)
        {
            bool[] hot = new bool[zone.Length];
            for (int n = 0; n < hot.Length; n++) hot[n] = zone[n] && field.Uptake[n] >= threshold;
            candidates.AddRange(Morphology.Parts(hot, field.Grid).Take(MostParts).Select(p => (p, Score(p))));
        }
        return candidates.Where(c => c.Score >= LeastScore).OrderByDescending(c => c.Score).Take(Outlined)
            .Select(c => Outline(c.Part, from_HU, to_HU)).OfType<FoundSpot>().Where(o => o.Score >= LeastScore).OrderByDescending(o => o.Score).FirstOrDefault();
    }

    private double Score(IReadOnlyCollection<int> part)
    {
        Vector3D sum = default;
        foreach (int n in part) sum += field.At(n);
        Vector3D centre = 1.0 / part.Count * sum;
        double density = template.Hu is { } expected && field.Hu is { } hu ? expected.Score(part.Average(n => (double)hu[n])) : 1;
        return density * template.Score(landmarks.RightOfMidline_mm(centre), landmarks.InFrontOfSpine_mm(centre), centre.Z - origin_mm, part.Count * field.Grid.VoxelVolume_ml);
    }

    private FoundSpot? Outline(int[] part, double from_HU, double to_HU)
    {
        Grid grid = field.Grid;
        bool[] seed = Morphology.Of(grid, part);
        double level = Level(part), background = Shell(seed);
        if (level < LeastContrast * background) return null;
        double edge = background + template.EdgeShare * (level - background);
        bool[] near = Morphology.Dilate(seed, grid, ShellFrom_mm), above = new bool[grid.Count];
        for (int n = 0; n < above.Length; n++) above[n] = near[n] && !taken[n] && field.Uptake[n] >= edge;
        bool[] organ = Morphology.Largest(above, grid);
        if (template.Closing_mm > 0) organ = Morphology.FillSlices(Morphology.Close(organ, grid, template.Closing_mm), grid);
        for (int n = 0; n < organ.Length; n++) organ[n] = organ[n] && !taken[n] && field.IsSoft(n, from_HU, to_HU);
        organ = Morphology.Largest(organ, grid);
        int[] voxels = [.. Enumerable.Range(0, organ.Length).Where(n => organ[n])];
        return voxels.Length < 3 ? null : new FoundSpot(organ, level, background, edge, Score(voxels));
    }

    private double Level(int[] part)
    {
        float[] sorted = [.. part.Select(n => field.Uptake[n]).Order()];
        return template.Even ? sorted[(int)(EvenShare * (sorted.Length - 1))] : sorted.Where(u => u >= Hottest * sorted[^1]).Average(u => (double)u);
    }

    /// <summary>Median uptake of the body in the shell around the part.</summary>
    private double Shell(bool[] seed)
    {
        bool[] inner = Morphology.Dilate(seed, field.Grid, ShellFrom_mm), outer = Morphology.Dilate(seed, field.Grid, ShellTo_mm);
        float[] values = [.. Enumerable.Range(0, outer.Length).Where(n => outer[n] && !inner[n] && field.Body[n]).Select(n => field.Uptake[n]).Order()];
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }
}
