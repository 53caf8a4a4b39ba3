using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// Kinetics from the uptake table. Equation: the wanted self-dose D fixes the time integral, Ã = D · m / E_e with E_e the electron energy per decay; the
/// phases share it. Each organ varies log-normally by seed; the two sides of a pair vary together. Not modelled: uptake in the first hours,
/// saturation, tumour sink.
/// </summary>
internal sealed class TabulatedUptake(ulong seed, Activity administered, Energy electronEnergy) : IRegionKinetics
{
    private readonly CounterRandom random = new(seed, 3);

    /// <inheritdoc/>
    public bool Knows(string? region) => UptakeOf(region) is not null;

    /// <inheritdoc/>
    public (TrueCurve Curve, double Suv) Of(string region, double volume_ml, double mass_g)
    {
        OrganUptake uptake = UptakeOf(region) ?? UptakeTable.Rest;
        return (CurveOf(uptake, mass_g), uptake.Suv);
    }

    private OrganUptake? UptakeOf(string? region)
    {
        if (region is null) return null;
        if (!region.StartsWith("lesion_", StringComparison.Ordinal)) return UptakeTable.Organs.FirstOrDefault(o => o.Region == region);
        int number = int.Parse(region.AsSpan(7), System.Globalization.CultureInfo.InvariantCulture);
        return UptakeTable.Lesion(region, random.Uniform(500 + number), random.Uniform(600 + number));
    }

    private ExponentialCurve CurveOf(OrganUptake uptake, double mass_g)
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
