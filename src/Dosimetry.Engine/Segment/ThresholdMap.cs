using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// Quantity: the SUV from which uptake is looked at, per voxel. Equation: a constant, or for <c>qpsma</c> 3 in bone and
/// T = 4.30 / mean_liver · (mean_liver + SD_liver) elsewhere. Bone: CT ≥ <see cref="BoneFrom_HU"/> grown by 5 mm (marrow and the edge).
/// Source: Gafita et al., J Nucl Med 60 (2019) 1277 for the rule (bone 3, soft tissue from the liver); its formula as quoted in secondary text,
/// not re-read in the paper: hence "qPSMA-type". Validity: PSMA ligands with little liver excretion.
/// </summary>
internal static class ThresholdMap
{
    private const double LiverNumerator = 4.30;
    private const float BoneFrom_HU = 150;
    private const double BoneMargin_mm = 5;

    /// <summary>The map on the PET grid.</summary>
    /// <exception cref="RefusedException"><c>qpsma</c> without liver or CT.</exception>
    public static float[] Of(ThresholdMethod method, Volume<Suv> suv, IReadOnlyDictionary<string, RegionShape> organs, float[]? hu)
    {
        float[] map = new float[suv.Grid.Count];
        if (method.Kind != ThresholdKind.QPsma) { Array.Fill(map, (float)method.SeedSuv); return map; }
        if (hu is null) throw new RefusedException("SEGMENT.NO_CT", "qpsma tells bone from soft tissue on the CT: give one, or use fixed:3.");
        if (!organs.TryGetValue("liver", out RegionShape? liver)) throw new RefusedException("SEGMENT.NO_LIVER", "qpsma takes its soft-tissue threshold from the liver: draw one, or use fixed:3.");
        Array.Fill(map, (float)SoftTissue(suv, liver));
        bool[] bone = Dilation.Grow(Array.ConvertAll(hu, v => v >= BoneFrom_HU), suv.Grid, BoneMargin_mm);
        for (int n = 0; n < map.Length; n++)
            if (bone[n]) map[n] = (float)method.SeedSuv;
        return map;
    }

    /// <summary>CT numbers averaged onto the PET grid; air where the CT does not reach.</summary>
    public static float[] HuOn(Volume<CtNumber> ct, Grid grid)
    {
        const float air = -1000;
        OverlapResampler resampler = new(ct.Grid, grid);
        float[] sums = resampler.Average(ct.Values), coverage = resampler.Coverage();
        return [.. sums.Zip(coverage, (s, c) => c > 0 ? s / c : air)];
    }

    private static double SoftTissue(Volume<Suv> suv, RegionShape liver)
    {
        float[] weights = liver.WeightsOn(suv.Grid);
        double[] inside = [.. suv.Values.Where((_, n) => weights[n] >= 0.5f).Select(v => (double)v)];
        if (inside.Length == 0) throw new RefusedException("SEGMENT.NO_LIVER", "The liver lies outside the PET; qpsma needs it. Use fixed:3.");
        double mean = inside.Average(), deviation = Math.Sqrt(inside.Average(v => (v - mean) * (v - mean)));
        return LiverNumerator / mean * (mean + deviation);
    }
}
