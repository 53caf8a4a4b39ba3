using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Tests;

public class CaseDescriptionTests
{
    private const string Full = """
        {
          "name": "Ward 3",
          "patient": { "sex": "M", "weight_kg": 81.5, "gfr_ml_per_min": 74, "labs": ["Hb 11.9 g/dl"] },
          "radiopharmaceutical": { "nuclide": "Lu-177", "ligand": "PSMA-617", "activity_MBq": 7400, "injectionTime": "2026-03-02T09:00:00" },
          "inputs": { "path": "dicom", "ct": "ct-1", "spect": ["nm-1", { "series": "nm-2", "time_h": 24 }] },
          "calibration": { "sensitivity_cps_per_MBq": 9.2, "perHead": true, "heads": 2, "relSigma": 0.03 },
          "regions": { "lesions": "fixed:3" },
          "protocol": { "engine": "voxel-s", "limits": [{ "region": "kidneys", "quantity": "bed", "limit_Gy": 40, "source": "test" }] }
        }
        """;

    [Fact]
    public void Keys_of_the_contract_land_in_the_record()
    {
        CaseReader.Reading read = CaseReader.Read(Full);
        Assert.Empty(read.Findings);
        Assert.Equal(81.5, read.Case.Patient.Weight_kg);
        Assert.Equal(74, read.Case.Patient.Gfr_ml_per_min);
        Assert.Equal(7400, read.Case.Radiopharmaceutical.Activity_MBq);
        Assert.Equal(new DateTime(2026, 3, 2, 9, 0, 0), read.Case.Radiopharmaceutical.InjectionTime);
        Assert.Equal([new CaseInput("nm-1"), new CaseInput("nm-2", 24)], read.Case.Inputs.Spect);
        Assert.Equal(new CaseLimit("kidneys", 40, "bed", "test"), Assert.Single(read.Case.Protocol.Limits!));
    }

    [Fact]
    public void Writing_and_reading_again_changes_nothing()
    {
        string once = CaseReader.Write(CaseReader.Read(Full).Case);
        Assert.Equal(once, CaseReader.Write(CaseReader.Read(once).Case));
        Assert.Contains("\"sensitivity_cps_per_MBq\": 9.2", once);
    }

    [Fact]
    public void An_empty_object_is_a_case_with_everything_left_open() => Assert.Null(CaseReader.Read("{}").Case.Inputs.Path);

    [Fact]
    public void A_misspelt_key_is_reported_with_its_place()
    {
        Finding finding = Assert.Single(CaseReader.Read("""{ "patient": { "wieght_kg": 80 } }""").Findings);
        Assert.Equal("CASE.UNKNOWN_KEY", finding.Code);
        Assert.Contains("patient.wieght_kg", finding.Text);
    }

    [Theory]
    [InlineData("""{ "patient": { "weight_kg": 81500 } }""", "patient.weight_kg", "kg")]
    [InlineData("""{ "patient": { "haematocrit": 42 } }""", "patient.haematocrit", "fraction")]
    [InlineData("""{ "patient": { "sex": "male" } }""", "patient.sex", "M, F, O")]
    [InlineData("""{ "radiopharmaceutical": { "activity_MBq": 7.4e9 } }""", "activity_MBq", "7400")]
    [InlineData("""{ "calibration": { "relSigma": 5 } }""", "calibration.relSigma", "fraction")]
    [InlineData("""{ "regions": { "lesions": "fixed:-3" } }""", "regions.lesions", "fixed:3")]
    [InlineData("""{ "protocol": { "model": "cubic" } }""", "protocol.model", "bi-uptake")]
    [InlineData("""{ "protocol": { "limits": [{ "region": "kidneys", "limit_Gy": -1 }] } }""", "limit_Gy", "Gy")]
    [InlineData("""{ "patient": { "weight_kg": "heavy" } }""", "patient.weight_kg", "without quotes")]
    [InlineData("not json", "case.json", "JSON")]
    [InlineData("null", "case.json", "inputs")]
    [InlineData("""{ "inputs": { "ct": {} } }""", "inputs.ct", "JSON")]
    public void A_wrong_value_is_refused_with_its_key_and_the_cure(string json, string key, string cure)
    {
        RefusedException refused = Assert.Throws<RefusedException>(() => CaseReader.Read(json));
        Assert.Contains(key, refused.Message);
        Assert.Contains(cure, refused.Message);
        Assert.StartsWith("CASE.", refused.Finding.Code);
    }
}
