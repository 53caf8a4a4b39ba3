using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Settings;

public sealed class PatientValuesTests
{
    [Theory]
    [InlineData("gfr", 0.09, "This looks like L/min: write 90 ml/min.")]
    [InlineData("gfr", 1.5, "This looks like ml/s: write 90 ml/min.")]
    [InlineData("gfr", 0, "Without filtration")]
    [InlineData("gfr", 900, "Check value and unit.")]
    [InlineData("haematocrit", 0, "blood without red cells")]
    [InlineData("haematocrit", 0.42, "This looks like a fraction: write 42 %.")]
    [InlineData("height", 1.75, "This looks like metres: write 175 cm.")]
    [InlineData("weight", 81000, "This looks like grams: write 81 kg.")]
    [InlineData("age", 1954, "year of birth")]
    [InlineData("creatinine", 1.1, "This looks like mg/dl: write 97.3 µmol/L.")]
    [InlineData("haemoglobin", 128, "This looks like g/L: write 12.8 g/dl.")]
    [InlineData("platelets", 212000, "write 212 · 10⁹/L.")]
    [InlineData("psa", -1, "outside 0")]
    [InlineData("weight", double.NaN, "outside 2 to 400 kg")]
    public void A_value_of_another_unit_gets_a_sentence_that_names_it(string name, double value, string expected) =>
        Assert.Contains(expected, All.Single(q => q.Name == name).Objection(value), StringComparison.Ordinal);

    [Fact]
    public void Ordinary_patients_and_empty_forms_raise_no_objection()
    {
        Assert.Empty(PatientValues.Objections(new PatientSettings()));
        Assert.Empty(PatientValues.Objections(Ordinary));
        foreach (ClinicalQuantity q in All)
        {
            Assert.Null(q.Objection(null));
            Assert.Null(q.Objection(q.Low));
            Assert.Null(q.Objection(q.High));
        }
    }

    [Fact]
    public void The_record_refuses_what_the_form_would_refuse_and_keeps_the_older_version()
    {
        using TestRecord record = new();
        string id = record.Workspace.Cases.Create(Actor.System, "Bad values").Id;
        VersionedSettings saved = record.Workspace.Settings.Save(Actor.System, id, new CaseSettings { Patient = Ordinary }, 0);
        RefusedException refused = Assert.Throws<RefusedException>(() =>
            record.Workspace.Settings.Save(Actor.System, id, saved.Settings with { Patient = Ordinary with { Gfr_ml_per_min = 0.09, Haematocrit = 0 } }, saved.RowVersion));
        Assert.Equal("PATIENT.OUT_OF_RANGE", refused.Finding.Code);
        Assert.Contains("L/min", refused.Message, StringComparison.Ordinal);
        Assert.Contains("red cells", refused.Message, StringComparison.Ordinal);
        Assert.Equal(saved.RowVersion, record.Workspace.Settings.Get(id).RowVersion);
        Assert.Equal(Ordinary, record.Workspace.Settings.Get(id).Settings.Patient);
    }

    private static PatientSettings Ordinary { get; } = new()
    {
        Weight_kg = 80, Height_cm = 178, Sex = "M", Age_y = 70, Haematocrit = 0.4, Creatinine_umol_per_L = 88, Gfr_ml_per_min = 85, GfrIsIndexed = true, Psa_ug_per_L = 48,
        Haemoglobin_g_per_dl = 12.9, Leucocytes_1e9_per_L = 6.2, Platelets_1e9_per_L = 205,
    };

    private static readonly ClinicalQuantity[] All =
    [
        PatientValues.Weight, PatientValues.Height, PatientValues.Age, PatientValues.HaematocritPercent, PatientValues.Creatinine, PatientValues.Gfr, PatientValues.Psa,
        PatientValues.Haemoglobin, PatientValues.Leucocytes, PatientValues.Platelets,
    ];
}
