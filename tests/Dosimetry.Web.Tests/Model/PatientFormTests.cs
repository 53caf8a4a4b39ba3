using Dosimetry.Cases.Planning;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Import;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Tests.Model;

public sealed class PatientFormTests
{
    private static readonly ImportedStudy Study = new("", new ImportedPatient("P1", null, "M", "19560417", 81, 178), [AdministrationFormTests.Spect(24)], [], []);

    [Fact]
    public void Fields_come_from_the_headers_and_keep_them_as_their_source_until_changed()
    {
        PatientForm form = PatientForm.For(new PatientSettings(), Study);
        Assert.Equal((81, 178, "M", 69), (form.Weight_kg, form.Height_cm, form.Sex, form.Age_y)); // born 17 April 1956, seen in March 2026
        Assert.Equal(new PatientSettings(), form.ToSettings());
        Assert.Equal("from the image headers", form.Source(form.Weight_kg, h => h.Weight_kg));
        form.Weight_kg = 84;
        Assert.Equal("the image headers say 81", form.Source(form.Weight_kg, h => h.Weight_kg));
        Assert.Equal(new PatientSettings { Weight_kg = 84 }, form.ToSettings());
    }

    [Fact]
    public void Creatinine_is_stored_in_one_unit_and_its_range_follows_the_field()
    {
        PatientForm form = new() { Unit = CreatinineUnit.Milligram, ShownCreatinine = 1.2 };
        Assert.Equal(106.1, form.ToSettings().Creatinine_umol_per_L!.Value, 0.05);
        form.Unit = CreatinineUnit.Micromole;
        Assert.Equal(106.1, form.ShownCreatinine!.Value, 0.05);
        form.ShownCreatinine = 1.2;
        Assert.Contains("looks like mg/dl", Assert.Single(form.Errors), StringComparison.Ordinal);
        (form.Unit, form.ShownCreatinine) = (CreatinineUnit.Milligram, 106);
        Assert.Contains("looks like µmol/L", Assert.Single(form.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_value_survives_the_record()
    {
        PatientSettings saved = new()
        {
            Weight_kg = 77, Height_cm = 171, Sex = "F", Age_y = 66, Haematocrit = 0.41, Creatinine_umol_per_L = 95, Gfr_ml_per_min = 70, GfrIsIndexed = true, Psa_ug_per_L = 12,
            Haemoglobin_g_per_dl = 13.1, Leucocytes_1e9_per_L = 5, Platelets_1e9_per_L = 180,
        };
        Assert.Equal(saved, PatientForm.For(saved, null).ToSettings());
        Assert.Equal(saved, PatientForm.For(saved, Study).ToSettings());
    }

    [Fact]
    public void What_the_model_takes_names_its_source()
    {
        PatientFacts facts = PatientFacts.Of(new PatientSettings { Creatinine_umol_per_L = 88.42 }, Study);
        Assert.Equal(("image headers", false), (facts.Weight_kg.Source, facts.Weight_kg.IsAssumed));
        Assert.True(facts.Haematocrit.IsAssumed);
        // 142 · (1/0.9)^−1.2 · 0.9938^69 = 81.5 ml/min per 1.73 m²; body surface √(178 · 81/3600) = 2.001 m².
        Assert.Equal(81.5 * 2.001 / 1.73, facts.Gfr_ml_per_min.Value, 0.2);
        Assert.Contains("CKD-EPI", facts.Gfr_ml_per_min.Source, StringComparison.Ordinal);
        Assert.Equal(90, PatientFacts.Of(new PatientSettings { Gfr_ml_per_min = 90 }, Study).Gfr_ml_per_min.Value);
    }

    [Theory]
    [InlineData(178, 81, null, null, null, "mixed up")]
    [InlineData(null, null, 14.0, 0.2, null, "do not fit")]
    [InlineData(null, null, null, null, 25.0, "far apart")]
    public void Values_that_hardly_go_together_are_doubted(int? weight, int? height, double? haemoglobin, double? haematocrit, double? gfr, string expected)
    {
        IReadOnlyList<string> doubts = PatientDoubts.Of(new PatientSettings
        {
            Weight_kg = weight, Height_cm = height, Haemoglobin_g_per_dl = haemoglobin, Haematocrit = haematocrit, Gfr_ml_per_min = gfr, Age_y = 70, Creatinine_umol_per_L = 85,
        });
        Assert.Contains(expected, Assert.Single(doubts), StringComparison.Ordinal);
    }
}
