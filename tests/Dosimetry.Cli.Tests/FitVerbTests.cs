using System.Text.Json;

namespace Dosimetry.Cli.Tests;

/// <summary><c>dosimetry fit</c> as a user runs it.</summary>
public sealed class FitVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-fit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Table(params string[] lines)
    {
        string path = Path.Combine(_folder, "tac.csv");
        File.WriteAllLines(path, lines);
        return path;
    }

    [Fact]
    public void The_real_patient_gives_the_published_integral_with_every_key_of_the_contract()
    {
        string tac = Table("time_h,kidney_left_MBq", "3.741111111111111,98.561432", "27.725277777777777,73.599408", "103.09416666666667,25.39568", "123.98361111111112,19.04661");
        JsonElement fit = Cli.Json("fit", "--tac", tac, "--nuclide", "Lu-177", "--model", "bi-uptake", "--weights", "none", "--administered-MBq", "7210.4");
        Assert.Equal("bi-uptake", fit.GetProperty("model").GetString());
        Assert.Equal(7593.75266, fit.GetProperty("tia_MBq_h").GetDouble(), 0.76);
        Assert.Equal(1.0531628, fit.GetProperty("tiac_h").GetDouble(), 1e-4);
        Assert.Equal(0.0140814, fit.GetProperty("parameters").GetProperty("lambda1_per_h").GetDouble(), 1e-6);
        foreach (string key in (string[])["weights", "tiaSigma_MBq_h", "extrapolatedFraction", "residualSumOfSquares", "warnings"])
            Assert.True(fit.TryGetProperty(key, out _), key);
    }

    [Fact]
    public void Several_regions_uncertainties_comments_and_gaps_are_read()
    {
        string tac = Table("# made by hand", "time_h,kidney_left_MBq,kidney_left_sd_MBq,liver_MBq", "24,80,4,200", "96,20,1,", "168,5,0.3,60");
        JsonElement regions = Cli.Json("fit", "--tac", tac).GetProperty("regions");
        Assert.Equal(2, regions.GetArrayLength());
        Assert.Equal(3, regions[0].GetProperty("points").GetArrayLength());
        Assert.Equal(2, regions[1].GetProperty("points").GetArrayLength());
        Assert.False(regions[1].TryGetProperty("tiaSigma_MBq_h", out _)); // two points without uncertainties: not known, so not printed
    }

    [Theory]
    [InlineData("KINETICS.NEGATIVE_ACTIVITY", "time_h,a_MBq", "4,10", "24,-3")]
    [InlineData("KINETICS.UNSORTED", "time_h,a_MBq", "24,10", "4,3")]
    [InlineData("KINETICS.TABLE", "time_h,a_MBq", "24,ten", "48,3")]
    [InlineData("KINETICS.TABLE", "hours,a_MBq", "24,10", "48,3")]
    [InlineData("KINETICS.TABLE", "time_h,a_MBq", "24,10,7", "48,3")]
    public void Bad_tables_are_refused_with_the_code_and_exit_3(string code, params string[] lines)
    {
        var (exit, output, error) = Cli.Run("fit", "--tac", Table(lines));
        Assert.Equal((3, ""), (exit, output));
        Assert.Contains(code, error);
    }

    [Fact]
    public void Wrong_arguments_end_with_2_and_unknown_nuclides_with_3()
    {
        string tac = Table("time_h,a_MBq", "24,10", "48,3");
        Assert.Equal(2, Cli.Run("fit", "--tac", tac, "--model", "quadratic").Code);
        Assert.Equal(3, Cli.Run("fit", "--tac", tac, "--nuclide", "Xx-1").Code);
    }
}
