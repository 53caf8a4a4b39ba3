using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>One exponential: activity at the time of injection and effective half-life (decay included).</summary>
public sealed record ExponentialTerm(double Activity_MBq, double HalfLife_h);

/// <summary>
/// The true time-activity curve of a region: A(t) = Σ A_i exp(−ln2 · t / T_i), t in h after injection, A in MBq, decay included.
/// </summary>
public sealed record TrueCurve(string Region, IReadOnlyList<ExponentialTerm> Terms)
{
    /// <summary>Activity at a time, MBq.</summary>
    public double At_MBq(double time_h) => Terms.Sum(t => t.Activity_MBq * Math.Exp(-Math.Log(2) * time_h / t.HalfLife_h));

    /// <summary>Mean activity while the camera runs from <paramref name="start_h"/> on, MBq.</summary>
    public double Mean_MBq(double start_h, double duration_h) => Terms.Sum(t =>
    {
        double x = Math.Log(2) * duration_h / t.HalfLife_h;
        return t.Activity_MBq * Math.Exp(-Math.Log(2) * start_h / t.HalfLife_h) * (1 - Math.Exp(-x)) / x;
    });

    /// <summary>Time integral from injection to infinity, MBq·h.</summary>
    public double Tia_MBq_h => Terms.Sum(t => t.Activity_MBq * t.HalfLife_h / Math.Log(2));
}

/// <summary>A region of the truth: size, kinetics, SUV.</summary>
public sealed record TrueRegion(string Name, double Volume_ml, double Mass_g, TrueCurve Curve, double Suv);

/// <summary>
/// Kinetics of a patient. Equation: the wanted self-dose D fixes the time integral, Ã = D · m / E_e with E_e the electron energy per
/// decay; the phases share it.
/// Each organ varies log-normally by seed; the two sides of a pair vary together. Not modelled: uptake in the first hours, saturation,
/// tumour sink.
/// </summary>
public sealed class TrueKinetics
{
    private readonly Dictionary<ushort, double> concentrationFactor;
    private readonly Dictionary<ushort, int> regionOf;

    /// <summary>Kinetics of an anatomy; <paramref name="electronEnergy"/> per decay of the therapy nuclide.</summary>
    public TrueKinetics(Anatomy anatomy, ulong seed, Activity administered, Energy electronEnergy)
    {
        long[] voxels = anatomy.VoxelsOfLabel();
        double voxel_ml = anatomy.Labels.Grid.VoxelVolume_ml;
        CounterRandom random = new(seed, 3);
        Tissue[] present = [.. anatomy.Tissues.Values.Where(t => t.Label != 0 && t.Share > 0 && voxels[t.Label] > 0).OrderBy(t => t.Label)];
        var groups = present.GroupBy(t => UptakeOf(t.Region, random) is null ? UptakeTable.Rest.Region : t.Region!).ToArray();
        (concentrationFactor, regionOf) = ([], []);
        List<TrueRegion> regions = [];
        foreach (var group in groups)
        {
            double volume_ml = group.Sum(t => voxels[t.Label] * voxel_ml),
                mass_g = group.Sum(t => voxels[t.Label] * voxel_ml * t.Density_g_per_cm3);
            double weight = group.Sum(t => t.Share * voxels[t.Label] * voxel_ml);
            foreach (Tissue tissue in group) (concentrationFactor[tissue.Label], regionOf[tissue.Label]) = (tissue.Share / weight,
                regions.Count);
            OrganUptake uptake = UptakeOf(group.Key, random) ?? UptakeTable.Rest;
            regions.Add(new(group.Key, volume_ml, mass_g, CurveOf(uptake, mass_g, administered, electronEnergy, random), uptake.Suv));
        }
        Regions = regions;
    }

    /// <summary>All regions; they share out the whole body without overlap. The last resort is "rest".</summary>
    public IReadOnlyList<TrueRegion> Regions { get; }

    /// <summary>Concentration in Bq/ml of each label (index) for a quantity in MBq of each region.</summary>
    public float[] Concentration_BqPerMl(Func<TrueRegion, double> activity_MBq)
    {
        double[] ofRegion = [.. Regions.Select(activity_MBq)];
        float[] ofLabel = new float[ushort.MaxValue + 1];
        foreach ((ushort label, double factor) in concentrationFactor) ofLabel[label] = (float)(1e6 * factor * ofRegion[regionOf[label]]);
        return ofLabel;
    }

    private static OrganUptake? UptakeOf(string? region, CounterRandom random)
    {
        if (region is null) return null;
        if (!region.StartsWith("lesion_", StringComparison.Ordinal)) return UptakeTable.Organs.FirstOrDefault(o => o.Region == region);
        int number = int.Parse(region.AsSpan(7), System.Globalization.CultureInfo.InvariantCulture);
        return UptakeTable.Lesion(region, random.Uniform(500 + number), random.Uniform(600 + number));
    }

    private static TrueCurve CurveOf(OrganUptake uptake, double mass_g, Activity administered, Energy electronEnergy, CounterRandom random)
    {
        string pair = uptake.Region.Replace("_left", "", StringComparison.Ordinal).Replace("_right", "", StringComparison.Ordinal);
        long n = pair.Aggregate(17L, (h, c) => (31 * h + c) % 100_000);
        double dose_Gy = uptake.SelfDose_Gy_per_GBq * administered.GBq * Math.Exp(uptake.Spread * Math.Clamp(random.Normal(1000 + n), -2,
            2));
        double halfLife_h = uptake.HalfLife_h * Math.Exp(0.1 * Math.Clamp(random.Normal(200_000 + n), -2, 2));
        double tia_MBq_h = TimeIntegratedActivity.FromBqS(dose_Gy * mass_g * 1e-3 / electronEnergy.Joule).MBqH;
        double slow_MBq = tia_MBq_h * Math.Log(2) / (halfLife_h + uptake.FastRatio * uptake.FastHalfLife_h);
        ExponentialTerm slow = new(slow_MBq, halfLife_h);
        return new(uptake.Region, uptake.FastRatio == 0 ? [slow] : [slow, new(uptake.FastRatio * slow_MBq, uptake.FastHalfLife_h)]);
    }
}
