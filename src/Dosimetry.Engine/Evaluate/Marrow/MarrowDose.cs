using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Evaluate.Marrow;

/// <summary>How the concentration in marrow follows from that in blood.</summary>
public enum MarrowRatio
{
    /// <summary>Marrow holds as much per gram as blood: usual for small ligands such as PSMA and somatostatin analogues.</summary>
    One,
    /// <summary>RMECFF/(1 − haematocrit) with the extracellular fluid fraction 0.19: ligands that stay in plasma and extracellular fluid.</summary>
    Haematocrit,
}

/// <summary>What the blood-based marrow dose needs besides the blood curve. <paramref name="Haematocrit"/> as a fraction; null = not known.</summary>
public sealed record MarrowInput(MarrowRatio Ratio, double? Haematocrit, string? Sex, double? Weight_kg, NuclideData Nuclide, Activity Administered);

/// <summary>Absorbed dose of the red marrow from blood samples. Doses in Gy; null = not included, <see cref="Notes"/> say why.</summary>
/// <param name="Ratio">Concentration in marrow over that in blood.</param>
/// <param name="RatioBasis">Where the ratio comes from, in words.</param>
/// <param name="BloodTia_MBq_h_per_l">Time-integrated activity of one litre of blood.</param>
/// <param name="SelfDose_Gy">From activity in the marrow itself.</param>
/// <param name="RemainderDose_Gy">From photons of the rest of the body.</param>
/// <param name="MeanDose_Gy">Sum of both.</param>
/// <param name="MeanSigma_Gy">Standard uncertainty from the blood curve alone; null when not known.</param>
/// <param name="DosePerActivity_Gy_per_GBq">Per administered activity.</param>
/// <param name="Notes">What is assumed and what is not in it.</param>
public sealed record MarrowDose(
    double Ratio, string RatioBasis, double BloodTia_MBq_h_per_l, double SelfDose_Gy, double? RemainderDose_Gy, double MeanDose_Gy, double? MeanSigma_Gy,
    double DosePerActivity_Gy_per_GBq, IReadOnlyList<string> Notes);

/// <summary>
/// Quantity: mean absorbed dose of the red marrow, Gy, from blood samples.
/// Equation: D = ã_blood · ρ · S_mm m + Ã_rest · E_γ φ_γ/M;  ã_blood in MBq·s per g of blood (1 ml counts as 1 g), ρ = marrow-to-blood ratio of
///   concentrations (1, or 0.19/(1 − Hct)), S_mm m = S(marrow ← marrow) times the marrow's mass, which does not depend on the mass;
///   Ã_rest = all activity of the body, E_γ photon energy per decay, φ_γ share of it that a body keeps, M body mass.
/// Source: after the EANM guideline on bone marrow dosimetry (Hindorf 2010); Sgouros 1993 for the ratio; numbers: <see cref="MarrowTable"/>.
/// Validity: the ligand does not bind to marrow or blood cells. Neglected: uptake in bone lesions beside the marrow, electrons of the rest of the body
/// (they do not reach the marrow), density of blood (1.06 g/ml), fit of the ratio to the patient.
/// </summary>
public static class MarrowDosimetry
{
    private const double SecondsPerHour = 3600, GramsPerLitre = 1000, JoulePerKeV = 1.602176634e-16;

    /// <summary>The marrow dose of a blood curve.</summary>
    /// <param name="blood">Curve of one litre of blood.</param>
    /// <param name="body">Curves of all regions; the rest of the body counts only when a remainder is among them.</param>
    /// <param name="input">What else it needs.</param>
    /// <param name="table">Numbers.</param>
    /// <exception cref="RefusedException">The ratio by haematocrit without a haematocrit.</exception>
    public static MarrowDose Of(RegionKinetics blood, IReadOnlyList<RegionKinetics> body, MarrowInput input, MarrowTable table)
    {
        (double ratio, string basis) = Ratio(input, table);
        double tia = blood.Chosen.Tia_MBq_h, perGram = tia * SecondsPerHour / GramsPerLitre;
        double self = perGram * ratio * table.SelfEnergy_mGy_g_per_MBq_s(input.Nuclide, input.Sex) / 1000;
        double? rest = Remainder(body, input, table);
        double mean = self + (rest ?? 0);
        double? sigma = blood.Chosen.TiaSigma_MBq_h > 0 ? self * blood.Chosen.TiaSigma_MBq_h / tia : null;
        return new MarrowDose(ratio, basis, tia, self, rest, mean, sigma, mean / input.Administered.GBq, [.. Notes(input, table, rest)]);
    }

    private static (double, string) Ratio(MarrowInput input, MarrowTable table)
    {
        if (input.Ratio == MarrowRatio.One) return (1, "marrow holds as much per gram as blood");
        if (input.Haematocrit is not { } h)
            throw new RefusedException("MARROW.NO_HAEMATOCRIT", "The marrow-to-blood ratio by haematocrit needs the patient's haematocrit, as a fraction (e.g. 0.40).");
        if (h is not (> 0 and < 0.8))
            throw new RefusedException("MARROW.HAEMATOCRIT", FormattableString.Invariant($"The haematocrit {h} is no fraction between 0 and 0.8; 40 % is 0.40."));
        return (table.ExtracellularFraction / (1 - h), FormattableString.Invariant($"{table.ExtracellularFraction}/(1 − haematocrit {h})"));
    }

    private static double? Remainder(IReadOnlyList<RegionKinetics> body, MarrowInput input, MarrowTable table)
    {
        if (input.Weight_kg is not > 0 || body.All(k => k.Region != "remainder")) return null;
        double decays = body.Sum(k => k.Chosen.Tia_MBq_h) * SecondsPerHour * 1e6;
        return decays * input.Nuclide.PhotonEnergy_keV * JoulePerKeV * table.PhotonAbsorbedFraction / input.Weight_kg.Value;
    }

    private static IEnumerable<string> Notes(MarrowInput input, MarrowTable table, double? rest)
    {
        yield return "Activity in bone lesions beside the marrow is not included; with lesions in bone the true dose is higher. A drawn marrow region shows the dose of the voxel engine beside.";
        if (rest is null) yield return "Photons from the rest of the body are not included: they need a body outline with its remainder, and the patient's weight.";
        if (input.Sex is null) yield return "The sex is not stated; the adult male's marrow is taken (the female's differs by less than 1 %).";
        if (input.Nuclide.Name != table.Nuclide) yield return $"The S value is that of {table.Nuclide}, scaled by the charged energy of {input.Nuclide.Name}.";
        if (table.Status != "read") yield return $"Numbers: {table.Source}; {table.Status}.";
    }
}
