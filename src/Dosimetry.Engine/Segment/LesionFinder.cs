using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// Quantity: connected spots of PSMA uptake on the PET grid. Method: SUV at or above the seed threshold; voxels claimed by an organ grown by 7 mm carry
/// that organ's reason (<see cref="PhysiologicalRule"/>); components of 18 neighbours within one reason, split where they are several peaks
/// (<see cref="Subregions"/>); below <see cref="LeastVoxels"/> or
/// <see cref="LeastVolume_ml"/> a component is <c>too_small</c>. Nothing is deleted: every component is listed with its class and reason.
/// Validity: PET with SUV by body weight. Neglected: lesions hidden within 7 mm of a claiming organ.
/// </summary>
public static class LesionFinder
{
    /// <summary>Components with fewer voxels are noise.</summary>
    public const int LeastVoxels = 3;
    /// <summary>Components below this volume are noise.</summary>
    public const double LeastVolume_ml = 0.1;
    private const byte Candidate = 1, HotSpot = 2, FirstRule = 3;

    /// <summary>Finds and classifies every spot.</summary>
    /// <param name="suv">PET in SUV.</param>
    /// <param name="organs">Organs by name; only those that claim uptake are looked at.</param>
    /// <param name="method">How lesions are bounded.</param>
    /// <param name="firstNumber">Number of the first lesion; the largest lesion gets it.</param>
    /// <param name="hu">CT numbers on the PET grid (<see cref="ThresholdMap.HuOn"/>), for their mean in each spot and for qpsma; null without a CT.</param>
    /// <exception cref="RefusedException">qpsma without liver or CT.</exception>
    public static IReadOnlyList<LesionComponent> Find(
        Volume<Suv> suv, IReadOnlyDictionary<string, RegionShape> organs, ThresholdMethod method, int firstNumber = 1, float[]? hu = null)
    {
        float[] thresholds = ThresholdMap.Of(method, suv, organs, hu);
        PhysiologicalRule[] rules = [PhysiologicalRule.AlreadyDrawn(organs.Keys), .. PhysiologicalRule.All];
        byte[] classes = Classify(suv, organs, thresholds, rules);
        int[] labels = ConnectedComponents.Label(classes, suv.Grid, out int count);
        List<int>[] voxels = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        for (int n = 0; n < labels.Length; n++)
            if (labels[n] != 0) voxels[labels[n] - 1].Add(n);
        LesionBounds bounds = new(suv, classes, method, thresholds);
        IEnumerable<int[]> spots = voxels.SelectMany(v => classes[v[0]] == Candidate ? Subregions.Split(suv, [.. v], thresholds[v[0]]) : [[.. v]]);
        return Numbered(spots.Select(v => Describe(suv, classes, v, bounds, rules, thresholds, hu)), firstNumber);
    }

    /// <summary>0 below the threshold, else candidate, hot spot of a liver or spleen, or the rule that claims the voxel.</summary>
    private static byte[] Classify(Volume<Suv> suv, IReadOnlyDictionary<string, RegionShape> organs, float[] thresholds, PhysiologicalRule[] rules)
    {
        byte[] classes = [.. suv.Values.Zip(thresholds, (v, t) => v >= t ? Candidate : (byte)0)];
        for (int r = 0; r < rules.Length; r++)
        {
            RegionShape[] shapes = [.. rules[r].Organs.Where(organs.ContainsKey).Select(o => organs[o])];
            if (shapes.Length > 0) Claim(suv, classes, shapes, rules[r], (byte)(FirstRule + r));
        }
        return classes;
    }

    private static void Claim(Volume<Suv> suv, byte[] classes, RegionShape[] shapes, PhysiologicalRule rule, byte claimed)
    {
        bool[] organ = new bool[classes.Length];
        foreach (RegionShape shape in shapes)
        {
            float[] weights = shape.WeightsOn(suv.Grid);
            for (int n = 0; n < organ.Length; n++) organ[n] |= weights[n] >= 0.5f;
        }
        double hot = rule.KeepsHotSpots ? PhysiologicalRule.HotSpotRatio * Median(suv, organ) : double.PositiveInfinity;
        bool[] near = Dilation.Grow(organ, suv.Grid, PhysiologicalRule.Margin_mm);
        for (int n = 0; n < classes.Length; n++)
            if (near[n] && classes[n] == Candidate) classes[n] = suv.Values[n] > hot ? HotSpot : claimed;
    }

    private static double Median(Volume<Suv> suv, bool[] organ)
    {
        float[] inside = [.. suv.Values.Where((_, n) => organ[n]).Order()];
        return inside.Length == 0 ? double.PositiveInfinity : inside[inside.Length / 2];
    }

    private static LesionComponent Describe(Volume<Suv> suv, byte[] classes, int[] voxels, LesionBounds bounds, PhysiologicalRule[] rules, float[] thresholds, float[]? hu)
    {
        byte kind = classes[voxels[0]];
        bool tooSmall = voxels.Length < LeastVoxels || voxels.Length * suv.Grid.VoxelVolume_ml < LeastVolume_ml;
        (ComponentClass of, string? reason) = kind switch
        {
            >= FirstRule => (rules[kind - FirstRule].Class, rules[kind - FirstRule].Reason),
            HotSpot => (ComponentClass.Uncertain, "hot_spot_in_organ"),
            _ when tooSmall => (ComponentClass.Uncertain, "too_small"),
            _ => (ComponentClass.Lesion, null),
        };
        double threshold = thresholds[voxels[0]];
        if (of == ComponentClass.Lesion) (voxels, threshold) = bounds.Bound(voxels);
        return Features(suv, voxels, of, reason, threshold) with { HuMean = hu is null ? null : voxels.Average(n => (double)hu[n]) };
    }

    private static LesionComponent Features(Volume<Suv> suv, int[] voxels, ComponentClass of, string? reason, double threshold)
    {
        double sum = 0, max = 0;
        Vector3D centre = default;
        foreach (int n in voxels)
        {
            (int i, int j, int k) = suv.Grid.Voxel(n);
            centre += suv.Grid.Affine.Apply(i, j, k);
            (sum, max) = (sum + suv.Values[n], Math.Max(max, suv.Values[n]));
        }
        centre = 1.0 / voxels.Length * centre;
        return new LesionComponent("", of, reason, voxels.Length * suv.Grid.VoxelVolume_ml, max, sum / voxels.Length, [centre.X, centre.Y, centre.Z], threshold, voxels);
    }

    /// <summary>Lesions first, largest first, numbered for life; then the others, also largest first.</summary>
    private static LesionComponent[] Numbered(IEnumerable<LesionComponent> found, int firstNumber)
    {
        int lesion = firstNumber, other = 1;
        return [.. found.OrderBy(c => c.Class).ThenByDescending(c => c.Volume_ml).ThenBy(c => c.Voxels[0])
            .Select(c => c with { Id = c.Class == ComponentClass.Lesion ? RegionNames.Lesion(lesion++) : FormattableString.Invariant($"spot_{other++:D3}") })];
    }
}
