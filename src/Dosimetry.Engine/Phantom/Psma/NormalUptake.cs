using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// What makes normal uptake uneven, as it is on real images: the upper small bowel takes up more than the lower; urine fills ureters in short
/// stretches; two coeliac ganglia beside the aorta. Chosen.
/// </summary>
internal static class NormalUptake
{
    private const double LowerBowelShare = 0.3, EmptyUreterShare = 0.05;

    /// <summary>The body with the tissues split.</summary>
    public static Anatomy Paint(Anatomy body, ulong seed)
    {
        ushort[] labels = (ushort[])body.Labels.Labels.Clone();
        Dictionary<ushort, Tissue> tissues = body.Tissues.ToDictionary();
        CounterRandom random = new(seed, 43);
        RegionMeasure measure = new(body.Labels);
        Dictionary<ushort, (ushort Other, Func<Vector3D, bool> IsOther)> splits = [];
        foreach (Tissue tissue in body.Tissues.Values.OrderBy(t => t.Label))
            if (Split(tissue, random, measure) is { } split)
            {
                ushort other = (ushort)(1 + tissues.Keys.Max());
                tissues[other] = tissue with { Label = other, Name = tissue.Name + ", low uptake", Share = split.Share };
                splits[tissue.Label] = (other, split.IsLow);
            }
        Apply(body.Labels.Grid, labels, splits);
        AddGanglia(body, labels, tissues, measure);
        return body with { Labels = new LabelVolume(body.Labels.Grid, labels, tissues.ToDictionary(t => (int)t.Key, t => t.Value.Name)), Tissues = tissues };
    }

    private static (double Share, Func<Vector3D, bool> IsLow)? Split(Tissue tissue, CounterRandom random, RegionMeasure measure)
    {
        long place = 10 * tissue.Label;
        if (tissue.Region == "small_bowel")
        {
            double border_mm = measure.Of(tissue.Label).Centre_mm.Z + random.Between(place, -25, 25), phase = random.Between(place + 1, 0, 6);
            return (LowerBowelShare, p => p.Z < border_mm + 20 * Math.Sin(p.X / 25 + phase));
        }
        if (tissue.Region is not ("ureter_left" or "ureter_right")) return null;
        double length_mm = random.Between(place, 50, 120), start = random.Between(place + 1, 0, 2 * Math.PI), full = random.Between(place + 2, 0, 0.8);
        return (EmptyUreterShare, p => Math.Sin(2 * Math.PI * p.Z / length_mm + start) > full * 2 - 1);
    }

    private static void Apply(Grid grid, ushort[] labels, Dictionary<ushort, (ushort Other, Func<Vector3D, bool> IsOther)> splits)
    {
        for (int n = 0; n < labels.Length; n++)
        {
            if (labels[n] == 0 || !splits.TryGetValue(labels[n], out var split)) continue;
            (int i, int j, int k) = grid.Voxel(n);
            if (split.IsOther(grid.Affine.Apply(i, j, k))) labels[n] = split.Other;
        }
    }

    /// <summary>A flat body of 5 × 12 × 16 mm on each side, between adrenal and midline, in fat or muscle.</summary>
    private static void AddGanglia(Anatomy body, ushort[] labels, Dictionary<ushort, Tissue> tissues, RegionMeasure measure)
    {
        foreach (string side in (string[])["left", "right"])
        {
            (double volume_ml, Vector3D adrenal) = measure.Of(body.LabelsOf("adrenal_" + side));
            if (volume_ml == 0) continue;
            ushort label = (ushort)(1 + tissues.Keys.Max());
            tissues[label] = new(label, "coeliac ganglion, " + side, "ganglion_" + side, 1.03, 35, "soft_tissue");
            LesionShape shape = new(new(0.55 * adrenal.X, adrenal.Y + 8, adrenal.Z - 6), 10, new(0.5, 1.2, 1.6), 0, 0);
            foreach ((int voxel, _) in shape.Voxels(body.Labels.Grid))
                if (tissues[labels[voxel]].Region is "adipose" or "muscle") labels[voxel] = label;
        }
    }
}
