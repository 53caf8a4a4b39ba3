using System.Text.Json;

namespace Dosimetry.Cli.Tests;

/// <summary><c>dosimetry pbpk …</c> and <c>dosimetry plan</c> as a user runs them.</summary>
public sealed class PbpkVerbTests : IDisposable
{
    private const string Patient = """{"inputs":{"BW":80,"height_cm":175,"age":70,"hct":0.4,"GFR":0.09,"ligand":"PSMA-617"}}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-pbpk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A fit, then a plan with its posterior: every key of the contract, and a plan that the fit makes surer.</summary>
    [Fact]
    public void A_fit_feeds_the_plan()
    {
        string patient = Write("p.json", Patient), limits = Write("l.json", """{"ligand_nmol":[57.1],"cycles":6}""");
        string data = Write("d.json", """[{"ligand":"PSMA-617","nuclide":"Lu-177","injected_MBq":7400,"ligand_nmol":57.1,"time_min":1440,"organ":"Kidney","activity_MBq":237.266,"cv":0.05}]""");
        string prior = Write("prior.json", """{"R_kidney":{"median":18,"CV":0.4},"lam_rel_sg":{"median":3.7e-4,"CV":0.16}}""");
        JsonElement fit = Cli.Json("pbpk", "fit", "--patient", patient, "--data", data, "--prior", prior);
        Assert.Equal(18, fit.GetProperty("map").GetProperty("R_kidney").GetDouble(), 0.01); // the activity is that of the reference patient, whose density is 18
        Assert.Equal([true, false], fit.GetProperty("identifiable").EnumerateArray().Select(v => v.GetBoolean()));
        Assert.True(fit.GetProperty("tiaSdLog").GetProperty("Kidney").GetDouble() > 0);
        Assert.True(fit.GetProperty("sd").GetProperty("R_kidney").GetDouble() < 0.2);

        JsonElement plan = Cli.Json("plan", "--patient", patient, "--limits", limits, "--fit", Write("fit.json", fit.GetRawText()));
        JsonElement best = plan.GetProperty("recommended");
        foreach (string key in (string[])["activity_GBq", "ligand_nmol", "cycles", "kidneyBed_Gy", "tumourDose_Gy", "exceedProbability"])
            Assert.True(best.TryGetProperty(key, out _), key);
        Assert.Equal(40, plan.GetProperty("options")[0].GetProperty("kidneyBed_Gy").GetDouble(), 1e-6); // the most probable patient just meets the limit
        Assert.True(best.GetProperty("kidneyBed_Gy").GetDouble() < 40);
        Assert.InRange(best.GetProperty("exceedProbability").GetProperty("Kidney").GetDouble(), 0.05, 0.10);
        Assert.Contains("fit.json", plan.GetProperty("uncertainty").GetString());
        Assert.Equal(6, plan.GetProperty("fixed").GetProperty("cycles").GetInt32());
    }

    /// <summary>After a cycle: the images are fitted, the rest is planned anew, every change has its sentence, and the posterior can go on.</summary>
    [Fact]
    public void After_a_cycle_the_rest_is_planned_anew()
    {
        string patient = Write("p.json", Patient), limits = Write("l.json", """{"ligand_nmol":[57.1],"cycles":6}""");
        string after = Write("a.json", """
            {"delivered":[{"activity_GBq":7.4,"ligand_nmol":57.1,"cycles":1}],
             "data":[{"ligand":"PSMA-617","nuclide":"Lu-177","injected_MBq":7400,"ligand_nmol":57.1,"time_min":1440,"organ":"Kidney","activity_MBq":150,"cv":0.08}]}
            """);
        JsonElement plan = Cli.Json("plan", "--patient", patient, "--limits", limits, "--after", after);
        Assert.Equal(5, plan.GetProperty("now").GetProperty("recommended").GetProperty("cycles").GetInt32());
        Assert.Contains(plan.GetProperty("changes").EnumerateArray(), c => c.GetProperty("sentence").GetString()!.Contains("less than", StringComparison.Ordinal));
        Assert.Equal(0, Cli.Run("plan", "--patient", patient, "--limits", limits, "--fit", Write("next.json", plan.GetRawText())).Code);
    }

    [Fact]
    public void Export_writes_a_file_and_simulate_needs_doses()
    {
        string patient = Write("p.json", Patient), model = Path.Combine(_folder, "model.xml");
        Assert.Equal(0, Cli.Run("pbpk", "export", "--patient", patient, "--out", model).Code);
        Assert.Contains("version=\"2\"", File.ReadAllText(model));
        JsonElement read = Cli.Json("pbpk", "import", "--model", model, "--times", "0,60");
        Assert.Equal(57.1, read.GetProperty("amounts")[1].EnumerateObject().Sum(s => s.Value.GetDouble()), 1e-4); // ligand is conserved
        var (exit, _, error) = Cli.Run("pbpk", "simulate", "--patient", patient);
        Assert.Equal(3, exit);
        Assert.Contains("doses", error);
    }

    [Theory]
    [InlineData("""{"inputs":{"GFR":90}}""", "90 mL/min is 0.090")]
    [InlineData("""{"inputs":{"hct":0}}""", "haematocrit")]
    [InlineData("""{"inputs":{"BW":"heavy"}}""", "not a number")]
    [InlineData("""{"inputs":{"tumors":[{"name":"Tumor1","V":90,"R":50}]}}""", "30 mL is 0.030")]
    [InlineData("""{"patient":1}""", "inputs")]
    [InlineData("not json", "no JSON")]
    public void Impossible_patients_are_refused_in_words_with_exit_3(string patient, string expected)
    {
        var (exit, output, error) = Cli.Run("plan", "--patient", Write("p.json", patient));
        Assert.Equal((3, ""), (exit, output));
        Assert.Contains(expected, error);
    }
}
