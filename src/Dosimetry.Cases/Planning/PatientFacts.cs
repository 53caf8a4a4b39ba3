using System.Globalization;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Import;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Cases.Planning;

/// <summary>One value in use and where it comes from. <paramref name="IsAssumed"/>: nobody stated it, the model's default patient did.</summary>
public sealed record PatientFact(string Name, double Value, string Unit, string Source, bool IsAssumed);

/// <summary>
/// The patient's values as the model takes them: what a person entered, else what the image headers say, else the default patient; each with its source.
/// </summary>
public sealed record PatientFacts(PatientFact Weight_kg, PatientFact Height_cm, PatientFact Age_y, PatientFact Haematocrit, PatientFact Gfr_ml_per_min)
{
    private const string Entered = "entered", Headers = "image headers", Assumed = "assumed: default patient";

    /// <summary>All of them.</summary>
    public IReadOnlyList<PatientFact> All => [Weight_kg, Height_cm, Age_y, Haematocrit, Gfr_ml_per_min];

    /// <summary>As the model takes them.</summary>
    public PatientCovariates Covariates => new()
    {
        Weight_kg = Weight_kg.Value, Height_cm = Height_cm.Value, Age_y = Age_y.Value, Haematocrit = Haematocrit.Value, Gfr_L_per_min = Gfr_ml_per_min.Value / 1000,
    };

    /// <summary>The facts of a case; without an import only what was entered.</summary>
    public static PatientFacts Of(PatientSettings said, ImportedStudy? study)
    {
        PatientCovariates standard = new();
        PatientFact weight = Choose("Weight", "kg", said.Weight_kg, HeaderWeight_kg(study), standard.Weight_kg);
        PatientFact height = Choose("Height", "cm", said.Height_cm, study?.Patient.Height_cm, standard.Height_cm);
        PatientFact age = Choose("Age", "years", said.Age_y, HeaderAge_y(study), standard.Age_y);
        PatientFact haematocrit = Choose("Haematocrit", "", said.Haematocrit, null, standard.Haematocrit);
        return new PatientFacts(weight, height, age, haematocrit, Gfr(said, HeaderSex(said, study), weight.Value, height.Value, age.Value, 1000 * standard.Gfr_L_per_min));
    }

    /// <summary>Age at the first image by the birth date of the headers, years.</summary>
    public static double? HeaderAge_y(ImportedStudy? study)
    {
        string digits = new([.. (study?.Patient.BirthDate ?? "").Where(char.IsAsciiDigit)]);
        if (!DateTime.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime born)) return null;
        return study!.Series.Min(s => s.AcquisitionTime) is { } seen && seen > born ? Math.Floor((seen - born).TotalDays / 365.25) : null;
    }

    /// <summary>Weight by the patient module, else by the PET.</summary>
    public static double? HeaderWeight_kg(ImportedStudy? study) => study?.Patient.Weight_kg ?? study?.Series.Select(s => s.Pet?.Weight_kg).FirstOrDefault(w => w is not null);

    /// <summary>Sex as entered, else by the headers.</summary>
    public static string? HeaderSex(PatientSettings said, ImportedStudy? study) => said.Sex ?? study?.Patient.Sex;

    private static PatientFact Choose(string name, string unit, double? said, double? read, double standard) =>
        said is { } s ? new PatientFact(name, s, unit, Entered, false) : read is { } r ? new PatientFact(name, r, unit, Headers, false) : new PatientFact(name, standard, unit, Assumed, true);

    private static PatientFact Gfr(PatientSettings said, string? sex, double weight_kg, double height_cm, double age_y, double standard_ml_per_min)
    {
        const string name = "GFR", unit = "ml/min";
        if (said.Gfr_ml_per_min is { } measured)
            return said.GfrIsIndexed == true
                ? new PatientFact(name, KidneyFunction.Deindexed_ml_per_min(measured, weight_kg, height_cm), unit, "entered per 1.73 m², taken to the patient's own surface", false)
                : new PatientFact(name, measured, unit, Entered, false);
        if (said.Creatinine_umol_per_L is not { } creatinine) return new PatientFact(name, standard_ml_per_min, unit, Assumed, true);
        double indexed = KidneyFunction.IndexedGfr_ml_per_min(creatinine / PatientValues.Creatinine_umol_per_L_per_mg_per_dl, age_y, sex == "F");
        return new PatientFact(name, KidneyFunction.Deindexed_ml_per_min(indexed, weight_kg, height_cm), unit,
            FormattableString.Invariant($"from creatinine: CKD-EPI 2021 gives {indexed:F0} ml/min per 1.73 m², taken to the patient's own surface"), false);
    }
}
