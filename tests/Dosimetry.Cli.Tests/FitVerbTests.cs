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

    [Fact]
    public void Methods_for_one_scan_stand_beside_the_fit_and_a_point_left_out_is_printed_with_its_reason()
    {
        string tac = Table("time_h,kidney_left_MBq", "4,95", "24,80", "48,190", "96,30", "168,9");
        JsonElement fit = Cli.Json("fit", "--tac", tac, "--single-time-point", "compare", "--previous-half-life", "40", "--exclude", "kidney_left@48=wrong bed position", "--model", "average");
        Assert.Equal("average", fit.GetProperty("model").GetString());
        Assert.Equal(16, fit.GetProperty("singleTimePoint").GetArrayLength());
        Assert.Equal("wrong bed position", fit.GetProperty("excluded")[0].GetProperty("reason").GetString());
        double low = fit.GetProperty("bootstrap").GetProperty("low_MBq_h").GetDouble(), high = fit.GetProperty("bootstrap").GetProperty("high_MBq_h").GetDouble();
        Assert.InRange(fit.GetProperty("tia_MBq_h").GetDouble(), low, high);
        Assert.Equal(2, Cli.Run("fit", "--tac", tac, "--exclude", "kidney_left 48").Code);
        Assert.Equal(3, Cli.Run("fit", "--tac", tac, "--exclude", "kidney_left@48=").Code);
    }

    [Fact]
    public void Blood_samples_give_the_marrow_dose()
    {
        string blood = Table("time_h,concentration_kBq_per_ml", "0.5,60", "2,30", "24,3", "48,1.5", "96,0.5");
        JsonElement fit = Cli.Json("fit", "--blood", blood, "--administered-MBq", "7400", "--marrow-ratio", "haematocrit", "--haematocrit", "0.4");
        JsonElement marrow = fit.GetProperty("marrow");
        Assert.Equal(0.19 / 0.6, marrow.GetProperty("ratio").GetDouble(), 1e-9);
        double tia = fit.GetProperty("tia_MBq_h").GetDouble(); // of one litre
        Assert.Equal(tia * 3.6 * 0.19 / 0.6 * 1170 * 1.15e-5 / 1000, marrow.GetProperty("meanDose_Gy").GetDouble(), 1e-9);
        Assert.Equal(3, Cli.Run("fit", "--blood", blood, "--administered-MBq", "7400", "--marrow-ratio", "haematocrit").Code);
        Assert.Equal(2, Cli.Run("fit").Code);
    }

    [Theory]
    [InlineData("madsen", 100 * 36.5 / 0.69314718055994531 * 2.4881)] // A e^(kt)/k with 36.5 h at 48 h: 2^(48/36.5) = 2.4881
    [InlineData("hanscheid", 100 * 96 / 0.69314718055994531)]
    public void Single_time_point_methods_keep_their_closed_forms(string method, double expected)
    {
        JsonElement fit = Cli.Json("fit", "--tac", Table("time_h,kidney_left_MBq", "48,100"), "--single-time-point", method);
        Assert.Equal(expected, fit.GetProperty("tia_MBq_h").GetDouble(), expected * 2e-4);
    }
}
