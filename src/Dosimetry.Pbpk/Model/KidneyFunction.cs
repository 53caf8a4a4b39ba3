// Quantity: glomerular filtration rate (GFR) from serum creatinine, and its change from "per 1.73 m²" to the patient's own body.
// Equation: eGFR = 142 · min(S/κ, 1)^α · max(S/κ, 1)^−1.200 · 0.9938^age (· 1.012 for women), S in mg/dl, ml/min per 1.73 m²;
//   κ = 0.7, α = −0.241 (women); κ = 0.9, α = −0.302 (men). GFR = eGFR · BSA/1.73, BSA = √(height · weight/3600).
// Source: CKD-EPI 2021 (Inker et al., NEJM 385:1737), recalled; body surface after Mosteller.
// Validity: adults in steady state; little muscle makes it too high. Neglected: cystatin C, acute kidney injury.
namespace Dosimetry.Pbpk.Model;

/// <summary>Kidney function from laboratory values.</summary>
public static class KidneyFunction
{
    private const double StandardSurface_m2 = 1.73;

    /// <summary>CKD-EPI 2021, ml/min per 1.73 m².</summary>
    /// <exception cref="PbpkInputException">Creatinine or age is not positive.</exception>
    public static double IndexedGfr_ml_per_min(double creatinine_mg_per_dl, double age_y, bool female)
    {
        if (!(creatinine_mg_per_dl > 0) || !(age_y > 0))
            throw new PbpkInputException(FormattableString.Invariant($"No GFR follows from a creatinine of {creatinine_mg_per_dl:G4} mg/dl at {age_y:G4} years."));
        double kappa = female ? 0.7 : 0.9, alpha = female ? -0.241 : -0.302, ratio = creatinine_mg_per_dl / kappa;
        return 142 * Math.Pow(Math.Min(ratio, 1), alpha) * Math.Pow(Math.Max(ratio, 1), -1.200) * Math.Pow(0.9938, age_y) * (female ? 1.012 : 1);
    }

    /// <summary>From a rate per 1.73 m² to the patient's own.</summary>
    public static double Deindexed_ml_per_min(double indexed_ml_per_min, double weight_kg, double height_cm) =>
        indexed_ml_per_min * new PatientCovariates { Weight_kg = weight_kg, Height_cm = height_cm }.BodySurface_m2 / StandardSurface_m2;
}
