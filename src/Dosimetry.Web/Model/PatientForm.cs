using Dosimetry.Cases.Planning;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Import;

namespace Dosimetry.Web.Model;

/// <summary>Units of creatinine that the field offers. The record keeps µmol/L.</summary>
public enum CreatinineUnit
{
    /// <summary>Micromole per litre.</summary>
    Micromole,
    /// <summary>Milligram per decilitre, 88.42 µmol/L.</summary>
    Milligram,
}

/// <summary>
/// The patient form: what a person entered, else what the image headers say. A value equal to that of the headers is not stored, so that its source stays
/// the headers; empty fields stay unknown.
/// </summary>
public sealed class PatientForm
{
    /// <summary>Body weight.</summary>
    public static readonly NumberField Weight = NumberField.Of(PatientValues.Weight);
    /// <summary>Height.</summary>
    public static readonly NumberField Height = NumberField.Of(PatientValues.Height);
    /// <summary>Age.</summary>
    public static readonly NumberField Age = NumberField.Of(PatientValues.Age);
    /// <summary>Haematocrit.</summary>
    public static readonly NumberField Haematocrit = NumberField.Of(PatientValues.HaematocritPercent);
    /// <summary>Glomerular filtration rate.</summary>
    public static readonly NumberField Gfr = NumberField.Of(PatientValues.Gfr);
    /// <summary>Prostate-specific antigen.</summary>
    public static readonly NumberField Psa = NumberField.Of(PatientValues.Psa);
    /// <summary>Haemoglobin.</summary>
    public static readonly NumberField Haemoglobin = NumberField.Of(PatientValues.Haemoglobin);
    /// <summary>Leucocytes.</summary>
    public static readonly NumberField Leucocytes = NumberField.Of(PatientValues.Leucocytes);
    /// <summary>Platelets.</summary>
    public static readonly NumberField Platelets = NumberField.Of(PatientValues.Platelets);
    private static readonly NumberField InMicromole = NumberField.Of(PatientValues.Creatinine), InMilligram = NumberField.Of(PatientValues.CreatinineInMg);

    private PatientSettings _headers = new();

    /// <summary>Body weight, kg.</summary>
    public double? Weight_kg { get; set; }
    /// <summary>Height, cm.</summary>
    public double? Height_cm { get; set; }
    /// <summary>M, F, O or empty.</summary>
    public string Sex { get; set; } = "";
    /// <summary>Age, years.</summary>
    public double? Age_y { get; set; }
    /// <summary>Haematocrit, percent.</summary>
    public double? Haematocrit_percent { get; set; }
    /// <summary>Unit of the creatinine field.</summary>
    public CreatinineUnit Unit { get; set; }
    /// <summary>Creatinine, µmol/L, whatever the field shows.</summary>
    public double? Creatinine_umol_per_L { get; set; }
    /// <summary>Measured GFR, ml/min.</summary>
    public double? Gfr_ml_per_min { get; set; }
    /// <summary>True: per 1.73 m².</summary>
    public bool GfrIsIndexed { get; set; }
    /// <summary>PSA, µg/L.</summary>
    public double? Psa_ug_per_L { get; set; }
    /// <summary>Haemoglobin, g/dl.</summary>
    public double? Haemoglobin_g_per_dl { get; set; }
    /// <summary>Leucocytes, 10⁹/L.</summary>
    public double? Leucocytes_1e9_per_L { get; set; }
    /// <summary>Platelets, 10⁹/L.</summary>
    public double? Platelets_1e9_per_L { get; set; }

    /// <summary>The creatinine field in its unit.</summary>
    public NumberField CreatinineField => Unit == CreatinineUnit.Micromole ? InMicromole : InMilligram;

    /// <summary>Creatinine in the unit of the field.</summary>
    public double? ShownCreatinine
    {
        get => Unit == CreatinineUnit.Micromole ? Creatinine_umol_per_L : Creatinine_umol_per_L / PatientValues.Creatinine_umol_per_L_per_mg_per_dl;
        set => Creatinine_umol_per_L = Unit == CreatinineUnit.Micromole ? value : value * PatientValues.Creatinine_umol_per_L_per_mg_per_dl;
    }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<string> Errors =>
        [.. PatientValues.Objections(ToSettings() with { Creatinine_umol_per_L = null }), .. ((string?[])[CreatinineField.Objection(ShownCreatinine)]).OfType<string>()];

    /// <summary>The form for a case.</summary>
    public static PatientForm For(PatientSettings saved, ImportedStudy? study)
    {
        PatientSettings headers = new() { Weight_kg = PatientFacts.HeaderWeight_kg(study), Height_cm = study?.Patient.Height_cm, Sex = study?.Patient.Sex, Age_y = PatientFacts.HeaderAge_y(study) };
        return new PatientForm
        {
            _headers = headers,
            Weight_kg = saved.Weight_kg ?? headers.Weight_kg, Height_cm = saved.Height_cm ?? headers.Height_cm, Sex = saved.Sex ?? headers.Sex ?? "", Age_y = saved.Age_y ?? headers.Age_y,
            Haematocrit_percent = 100 * saved.Haematocrit, Creatinine_umol_per_L = saved.Creatinine_umol_per_L, Gfr_ml_per_min = saved.Gfr_ml_per_min, GfrIsIndexed = saved.GfrIsIndexed == true,
            Psa_ug_per_L = saved.Psa_ug_per_L, Haemoglobin_g_per_dl = saved.Haemoglobin_g_per_dl, Leucocytes_1e9_per_L = saved.Leucocytes_1e9_per_L, Platelets_1e9_per_L = saved.Platelets_1e9_per_L,
        };
    }

    /// <summary>Where a value comes from that the headers state as well, in words.</summary>
    public string Source(double? value, Func<PatientSettings, double?> ofHeaders) =>
        ofHeaders(_headers) is not { } read ? "" : value == read ? "from the image headers" : FormattableString.Invariant($"the image headers say {read:G5}");

    /// <summary>As the record keeps it.</summary>
    public PatientSettings ToSettings() => new()
    {
        Weight_kg = Own(Weight_kg, _headers.Weight_kg), Height_cm = Own(Height_cm, _headers.Height_cm), Sex = Sex.Length == 0 || Sex == _headers.Sex ? null : Sex, Age_y = Own(Age_y, _headers.Age_y),
        Haematocrit = Haematocrit_percent / 100, Creatinine_umol_per_L = Creatinine_umol_per_L, Gfr_ml_per_min = Gfr_ml_per_min,
        GfrIsIndexed = Gfr_ml_per_min is null ? null : GfrIsIndexed,
        Psa_ug_per_L = Psa_ug_per_L, Haemoglobin_g_per_dl = Haemoglobin_g_per_dl, Leucocytes_1e9_per_L = Leucocytes_1e9_per_L, Platelets_1e9_per_L = Platelets_1e9_per_L,
    };

    private static double? Own(double? value, double? read) => value == read ? null : value;
}
