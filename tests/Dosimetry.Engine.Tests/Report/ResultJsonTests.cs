using System.Text.Json;
using Dosimetry.Engine.Report;

namespace Dosimetry.Engine.Tests.Report;

public class ResultJsonTests
{
    private static readonly ReportDocument Document = ReportBuilder.Build(SampleRecord.Full());

    [Fact]
    public void Keys_of_the_contract_are_there_with_their_units()
    {
        JsonElement root = JsonDocument.Parse(ResultJson.Write(Document)).RootElement;
        JsonElement region = root.GetProperty("regions")[0];
        foreach (string key in (string[])["name", "volume_ml", "mass_g", "meanDose_Gy", "bed_Gy", "eqd2_Gy", "d98_Gy", "d50_Gy", "d2_Gy", "tia_MBq_h", "tiaSigma_MBq_h", "doseCoefficient_Gy_per_GBq", "extrapolatedFraction"])
            Assert.True(region.TryGetProperty(key, out _), key);
        Assert.Equal("kidney_left", region.GetProperty("name").GetString());
        Assert.Equal(1.5, root.GetProperty("timings_s").GetProperty("dose").GetDouble());
        Assert.Equal(38, root.GetProperty("checklist").GetArrayLength());
        Assert.Equal("notApplicable", root.GetProperty("checklist")[34].GetProperty("state").GetString());
        foreach (string key in (string[])["findings", "provenance", "contentHash", "kinetics", "limits", "statements"]) Assert.True(root.TryGetProperty(key, out _), key);
    }

    [Fact]
    public void Two_runs_differ_in_times_only_and_share_their_hash()
    {
        ReportDocument again = ReportBuilder.Build(SampleRecord.Full() with
        {
            Timings_s = new Dictionary<string, double> { ["dose"] = 99 },
            Provenance = SampleRecord.Full().Provenance with { Created = "2027-01-01T00:00:00Z" },
        });
        Assert.Equal(Document.ContentHash, again.ContentHash);
        Assert.Equal(ResultJson.Write(Document with { Timings_s = again.Timings_s, Provenance = again.Provenance }), ResultJson.Write(again));
    }

    [Fact]
    public void A_document_read_back_is_intact_and_a_changed_dose_is_noticed()
    {
        ReportDocument read = ResultJson.Read(ResultJson.Write(Document));
        Assert.True(ResultJson.IsIntact(read));
        Assert.False(ResultJson.IsIntact(read with { Regions = [read.Regions[0] with { MeanDose_Gy = 1 }, .. read.Regions.Skip(1)] }));
    }

    [Fact]
    public void A_failed_figure_is_left_out_and_never_written_as_a_number()
    {
        CaseRecord full = SampleRecord.Full();
        var failed = full.Evaluation.Regions[0] with { MeanDose_Gy = double.NaN, Bed_Gy = double.PositiveInfinity };
        string json = ResultJson.Write(ReportBuilder.Build(full with { Evaluation = full.Evaluation with { Regions = [failed] } }));
        Assert.False(JsonDocument.Parse(json).RootElement.GetProperty("regions")[0].TryGetProperty("meanDose_Gy", out _));
        Assert.DoesNotContain("NaN", json);
    }
}
