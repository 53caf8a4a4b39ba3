using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Settings;

/// <summary>
/// Ranges of the patient's values: wide enough for any adult in therapy, narrow enough to catch a slip of unit. Pages show the sentence beside the field;
/// the record refuses the same values, whoever sends them.
/// </summary>
public static class PatientValues
{
    /// <summary>1 mg/dl of creatinine in µmol/L.</summary>
    public const double Creatinine_umol_per_L_per_mg_per_dl = 88.42;

    /// <summary>Body weight.</summary>
    public static readonly ClinicalQuantity Weight = new("weight", "Weight", "kg", 2, 400, "40 to 130 kg; needed for SUV and the kinetic model",
        v => v is > 2000 and < 400_000 ? Meant("grams", v / 1000, "kg") : null);
    /// <summary>Height.</summary>
    public static readonly ClinicalQuantity Height = new("height", "Height", "cm", 40, 250, "150 to 200 cm",
        v => v is > 0.4 and < 2.6 ? Meant("metres", 100 * v, "cm") : v is > 400 and < 2600 ? Meant("millimetres", v / 10, "cm") : null);
    /// <summary>Age.</summary>
    public static readonly ClinicalQuantity Age = new("age", "Age", "years", 18, 110, "50 to 90 years; lowers the flow through the kidneys",
        v => v is > 1900 and < 2100 ? "This looks like a year of birth: write the age." : null);
    /// <summary>Haematocrit in percent, as laboratories print it.</summary>
    public static readonly ClinicalQuantity HaematocritPercent = new("haematocrit", "Haematocrit", "%", 10, 70, "35 to 50 %; sets the plasma volume", v =>
        v == 0 ? "Zero would be blood without red cells: leave the field empty when the value is not known." : v is >= 0.1 and <= 0.7 ? Meant("a fraction", 100 * v, "%") : null);
    /// <summary>Creatinine.</summary>
    public static readonly ClinicalQuantity Creatinine = new("creatinine", "Creatinine", "µmol/L", 20, 2000, "60 to 110 µmol/L", v =>
        v is >= 0.2 and < 20 ? Meant("mg/dl", v * Creatinine_umol_per_L_per_mg_per_dl, "µmol/L") : null);
    /// <summary>Creatinine in the other unit.</summary>
    public static readonly ClinicalQuantity CreatinineInMg = new("creatinine", "Creatinine", "mg/dl", 0.2, 20, "0.7 to 1.3 mg/dl", v =>
        v is > 20 and <= 2000 ? Meant("µmol/L", v / Creatinine_umol_per_L_per_mg_per_dl, "mg/dl") : null);
    /// <summary>Glomerular filtration rate.</summary>
    public static readonly ClinicalQuantity Gfr = new("gfr", "GFR", "ml/min", 3, 250, "60 to 120 ml/min; empty: worked out from creatinine", v =>
        v == 0 ? "Without filtration the model has no answer: leave the field empty when the value is not known."
        : v is >= 0.003 and <= 0.25 ? Meant("L/min", 1000 * v, "ml/min") : v is > 0.25 and < 3 ? Meant("ml/s", 60 * v, "ml/min") : null);
    /// <summary>Prostate-specific antigen.</summary>
    public static readonly ClinicalQuantity Psa = new("psa", "PSA", "µg/L", 0, 50_000, "µg/L is the same as ng/ml", _ => null);
    /// <summary>Haemoglobin.</summary>
    public static readonly ClinicalQuantity Haemoglobin = new("haemoglobin", "Haemoglobin", "g/dl", 3, 22, "10 to 17 g/dl", v => v is >= 30 and <= 220 ? Meant("g/L", v / 10, "g/dl") : null);
    /// <summary>Leucocytes.</summary>
    public static readonly ClinicalQuantity Leucocytes = new("leucocytes", "Leucocytes", "10⁹/L", 0.1, 300, "3 to 11 · 10⁹/L", v => v is >= 500 and <= 300_000 ? Meant("cells per µl", v / 1000, "· 10⁹/L") : null);
    /// <summary>Platelets.</summary>
    public static readonly ClinicalQuantity Platelets = new("platelets", "Platelets", "10⁹/L", 1, 2000, "75 to 400 · 10⁹/L", v => v is >= 5000 and <= 2_000_000 ? Meant("cells per µl", v / 1000, "· 10⁹/L") : null);

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public static IReadOnlyList<string> Objections(PatientSettings p) =>
    [
        .. ((string?[])
        [
            p.Sex is null or "M" or "F" or "O" ? null : $"Sex is \"{p.Sex}\"; write M, F or O.",
            Weight.Objection(p.Weight_kg), Height.Objection(p.Height_cm), Age.Objection(p.Age_y), HaematocritPercent.Objection(100 * p.Haematocrit),
            Creatinine.Objection(p.Creatinine_umol_per_L), Gfr.Objection(p.Gfr_ml_per_min), Psa.Objection(p.Psa_ug_per_L),
            Haemoglobin.Objection(p.Haemoglobin_g_per_dl), Leucocytes.Objection(p.Leucocytes_1e9_per_L), Platelets.Objection(p.Platelets_1e9_per_L),
        ]).OfType<string>(),
    ];

    /// <summary>Refuses values that no patient has.</summary>
    /// <exception cref="RefusedException">PATIENT.OUT_OF_RANGE, with every sentence.</exception>
    public static void Refuse(PatientSettings patient)
    {
        if (Objections(patient) is { Count: > 0 } objections) throw new RefusedException("PATIENT.OUT_OF_RANGE", string.Join(" ", objections));
    }

    private static string Meant(string unit, double converted, string ours) =>
        string.Create(CultureInfo.InvariantCulture, $"This looks like {unit}: write {converted:G3} {ours}.");
}
