using System.Globalization;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine;

/// <summary>
/// The range each number of <c>case.json</c> may have. Wide enough for any patient or camera, narrow enough to catch a slip of unit
/// (grams for kilograms, GBq for MBq, percent for a fraction).
/// </summary>
public static class CaseRanges
{
    private static readonly string[] Sexes = ["M", "F", "O"];
    private static readonly string[] Models = [.. ModelSelection.Names];
    private static readonly string[] WeightRules = ["proportional", "none"];
    private static readonly string[] LimitQuantities = ["dose", "bed"];

    /// <summary>Refuses the first value outside its range.</summary>
    /// <exception cref="RefusedException"><c>CASE.OUT_OF_RANGE</c> or <c>CASE.NOT_A_CHOICE</c>, naming the key, the value and what is accepted.</exception>
    public static void Refuse(CaseDescription c)
    {
        Patient(c.Patient);
        Radiopharmaceutical(c.Radiopharmaceutical);
        if (c.Calibration is { } calibration) Calibration(calibration);
        foreach (CaseInput spect in c.Inputs.Spect ?? []) Within(spect.Time_h, 0, 2000, "inputs.spect[].time_h", "h after injection");
        Regions(c.Regions);
        Protocol(c.Protocol);
        if (c.Uncertainty is { } uncertainty) Uncertainty(uncertainty);
        if (c.Blood is { } blood) Blood(blood);
    }

    private static void Uncertainty(CaseUncertainty u)
    {
        Within(u.OutlineFwhm_mm, 0, 50, "uncertainty.outlineFwhm_mm", "mm");
        Within(u.OutlineVoxel_mm, 0, 20, "uncertainty.outlineVoxel_mm", "mm");
        Within(u.PetFwhm_mm, 0, 50, "uncertainty.petFwhm_mm", "mm");
        Within(u.SpectFwhm_mm, 1, 50, "uncertainty.spectFwhm_mm", "mm");
        Within(u.RecoveryRelSigma, 0, 1, "uncertainty.recoveryRelSigma", "as a fraction, e.g. 0.05");
        Within(u.DoseFactorRelSigma, 0, 1, "uncertainty.doseFactorRelSigma", "as a fraction, e.g. 0.03");
        Within(u.Draws, 0, 100_000, "uncertainty.draws", "draws");
    }

    private static void Blood(CaseBlood b)
    {
        Choice(b.MarrowRatio, CaseBlood.Ratios, "blood.marrowRatio");
        Choice(b.Model, Models, "blood.model");
        Within(b.Haematocrit, 0.1, 0.7, "blood.haematocrit", "as a fraction, e.g. 0.40");
        foreach (BloodSample sample in b.Samples)
        {
            Within(sample.Time_h, 0, 2000, "blood.samples[].time_h", "h after injection");
            Within(sample.Concentration_kBq_per_ml, 0, 50_000, "blood.samples[].concentration_kBq_per_ml", "kBq/ml");
            Within(sample.Sigma_kBq_per_ml, 0, 50_000, "blood.samples[].sigma_kBq_per_ml", "kBq/ml");
        }
    }

    private static void Patient(CasePatient p)
    {
        Choice(p.Sex, Sexes, "patient.sex");
        Within(p.Age, 0, 120, "patient.age", "years");
        Within(p.Weight_kg, 2, 400, "patient.weight_kg", "kg");
        Within(p.Height_cm, 40, 250, "patient.height_cm", "cm");
        Within(p.Haematocrit, 0.1, 0.7, "patient.haematocrit", "as a fraction, e.g. 0.40");
        Within(p.Gfr_ml_per_min, 1, 250, "patient.gfr_ml_per_min", "ml/min");
    }

    private static void Radiopharmaceutical(CaseRadiopharmaceutical r)
    {
        Within(r.Activity_MBq, 1, 50_000, "radiopharmaceutical.activity_MBq", "MBq (7.4 GBq = 7400)");
        Within(r.Intended_MBq, 1, 50_000, "radiopharmaceutical.intended_MBq", "MBq (7.4 GBq = 7400)");
        Within(r.Residual_MBq, 0, 10_000, "radiopharmaceutical.residual_MBq", "MBq");
        Within(r.Amount_nmol, 0.01, 100_000, "radiopharmaceutical.amount_nmol", "nmol");
        Within(r.Duration_min, 0, 24 * 60, "radiopharmaceutical.duration_min", "minutes");
        Within(r.Purity, 0, 1, "radiopharmaceutical.purity", "as a fraction, e.g. 0.98");
    }

    private static void Calibration(CaseCalibration c)
    {
        Within(c.Sensitivity_cps_per_MBq, 0.01, 1000, "calibration.sensitivity_cps_per_MBq", "counts per second per MBq");
        Within(c.Heads, 1, 16, "calibration.heads", "heads");
        Within(c.RelSigma, 0, 1, "calibration.relSigma", "as a fraction, e.g. 0.05");
        Within(c.Duration_s, 1, 86_400, "calibration.duration_s", "s");
        Within(c.ClockOffset_s, -86_400, 86_400, "calibration.clockOffset_s", "s");
    }

    private static void Regions(CaseRegions r)
    {
        if (r.Lesions is null or "none") return;
        try { RegionChoice.Method(r.Lesions); }
        catch (RefusedException)
        {
            throw new RefusedException("CASE.NOT_A_CHOICE", $"case.json: regions.lesions is \"{r.Lesions}\". Accepted: \"fixed:3\" (SUV), \"percent:41\", \"contrast\" or \"none\".");
        }
    }

    private static void Protocol(CaseProtocol p)
    {
        Choice(p.Model, Models, "protocol.model");
        foreach (string model in p.ModelOfRegion?.Values ?? []) Choice(model, Models, "protocol.modelOfRegion");
        Choice(p.Weights, WeightRules, "protocol.weights");
        foreach (PointExclusion exclusion in p.ExcludedPoints ?? []) Outliers.Check(exclusion);
        foreach ((string region, double hours) in p.PreviousHalfLife_h ?? new Dictionary<string, double>()) Within(hours, 0.5, 2000, $"protocol.previousHalfLife_h.{region}", "h");
        Within(p.BootstrapDraws, 0, 100_000, "protocol.bootstrapDraws", "refits");
        Within(p.Histories, 1000, 1e12, "protocol.histories", "histories");
        Within(p.TargetSigma, 1e-4, 0.5, "protocol.targetSigma", "as a fraction, e.g. 0.01");
        Choice(p.Daughters, [.. NuclideOptions.DaughterWords], "protocol.daughters");
        Choice(p.NuclideData, [.. NuclideOptions.DataWords], "protocol.nuclideData");
        Within(p.Rbe, Evaluate.RbeWeighting.Least, Evaluate.RbeWeighting.Most, "protocol.rbe", "(a factor for alpha particles)");
        foreach (CaseRadiobiology r in p.Radiobiology ?? [])
        {
            Within(r.AlphaBeta_Gy, 0.1, 100, $"protocol.radiobiology[{r.Organ}].alphaBeta_Gy", "Gy");
            Within(r.RepairHalfLife_h, 0.05, 100, $"protocol.radiobiology[{r.Organ}].repairHalfLife_h", "h");
            Within(r.Alpha_per_Gy, 0.001, 10, $"protocol.radiobiology[{r.Organ}].alpha_per_Gy", "1/Gy");
            Within(r.EudExponent, -100, 100, $"protocol.radiobiology[{r.Organ}].eudExponent", "(not 0)");
            if (r.EudExponent == 0) throw new RefusedException("CASE.OUT_OF_RANGE", $"case.json: protocol.radiobiology[{r.Organ}].eudExponent is 0. Accepted: -100 to 100 without 0; 1 is the mean.");
        }
        foreach (CaseLimit limit in p.Limits ?? [])
        {
            Choice(limit.Quantity, LimitQuantities, "protocol.limits[].quantity");
            Within(limit.Limit_Gy, 0.01, 1000, "protocol.limits[].limit_Gy", "Gy");
        }
    }

    private static void Within(double? value, double low, double high, string key, string unit)
    {
        if (value is not { } v || v >= low && v <= high) return;
        throw new RefusedException("CASE.OUT_OF_RANGE",
            string.Create(CultureInfo.InvariantCulture, $"case.json: {key} is {v}. Accepted: {low} to {high} {unit}. Check value and unit."));
    }

    private static void Choice(string? value, string[] accepted, string key)
    {
        if (value is null || accepted.Contains(value)) return;
        throw new RefusedException("CASE.NOT_A_CHOICE", $"case.json: {key} is \"{value}\". Accepted: {string.Join(", ", accepted)}.");
    }
}
