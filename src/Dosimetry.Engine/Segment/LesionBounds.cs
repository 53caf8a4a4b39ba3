using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// Quantity: the SUV that bounds one lesion, and its voxels.
/// Equation: fixed T or the map's T; percent T = p · SUVmax; contrast T = ½ (mean70 + BG), mean70 = mean of the voxels at or above 70 % of the maximum,
/// BG = mean of a shell 4 to 12 mm around the lesion, without anything above the seed threshold.
/// The lesion is grown from its maximum over 18 neighbours, within 12 mm of the seed component and outside voxels claimed by organs or other spots.
/// Source: Schaefer 2008 with generic coefficients; percent as in common use. Validity: diameters above 12 mm.
/// Neglected: partial-volume loss of the SUVmax itself.
/// </summary>
internal sealed class LesionBounds(Volume<Suv> suv, byte[] classes, ThresholdMethod method, float[] thresholds)
{
    private const double ShellFrom_mm = 4, ShellTo_mm = 12, HottestShare = 0.7;

    public (int[] Voxels, double Threshold) Bound(int[] seed)
    {
        if (method.Kind is ThresholdKind.Fixed or ThresholdKind.QPsma) return (seed, seed.Min(n => thresholds[n]));
        bool[] lesion = Mask(seed), reach = Dilation.Grow(lesion, suv.Grid, ShellTo_mm);
        int peak = seed.MaxBy(n => suv.Values[n]);
        double threshold = method.Kind == ThresholdKind.Percent ? method.Value / 100 * suv.Values[peak] : Contrast(seed, suv.Values[peak], lesion, reach);
        return (Grow(peak, threshold, lesion, reach), threshold);
    }

    private double Contrast(int[] seed, float max, bool[] lesion, bool[] reach)
    {
        bool[] near = Dilation.Grow(lesion, suv.Grid, ShellFrom_mm);
        double sum = 0;
        int count = 0;
        for (int n = 0; n < reach.Length; n++)
            if (reach[n] && !near[n] && classes[n] == 0) (sum, count) = (sum + suv.Values[n], count + 1);
        double background = count == 0 ? 0 : sum / count, hottest = seed.Where(n => suv.Values[n] >= HottestShare * max).Average(n => (double)suv.Values[n]);
        return 0.5 * (hottest + background);
    }

    private int[] Grow(int peak, double threshold, bool[] lesion, bool[] reach)
    {
        byte[] allowed = new byte[reach.Length];
        for (int n = 0; n < allowed.Length; n++)
            if (reach[n] && suv.Values[n] >= threshold && (lesion[n] || classes[n] == 0)) allowed[n] = 1;
        int[] labels = ConnectedComponents.Label(allowed, suv.Grid, out _);
        return [.. Enumerable.Range(0, labels.Length).Where(n => labels[n] == labels[peak])];
    }

    private bool[] Mask(int[] voxels)
    {
        bool[] mask = new bool[suv.Grid.Count];
        foreach (int n in voxels) mask[n] = true;
        return mask;
    }
}
