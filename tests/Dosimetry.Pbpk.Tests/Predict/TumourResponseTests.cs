using System.Text.Json;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Pbpk.Tests.Predict;

public sealed class TumourResponseTests
{
    private static readonly DoseRateTerm[] Rate = [new(0.31, 0.0136), new(-0.31, 0.578)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Volume_and_dose_agree_with_the_independent_implementation(int n)
    {
        JsonElement expected = PbpkData.Json("response_model").GetProperty("cases")[n], i = expected.GetProperty("inputs");
        double Number(string name) => i.GetProperty(name).GetDouble();
        ResponseParameters tumour = new(Number("V0_mL"), Number("alpha"), Number("ab"), Number("Trep_h"), Number("Tdouble_d"), Number("kclear_per_h"));
        DoseRateTerm[] rate = [.. Numbers(i, "A_Gy_per_h").Zip(Numbers(i, "lam_per_h"), (a, l) => new DoseRateTerm(a, l))];
        IReadOnlyList<ResponsePoint> found = TumourResponse.Simulate(tumour, rate, Numbers(i, "cycles_h"), Numbers(i, "t_out_h"));
        double[] volume = Numbers(expected, "V_mL"), viable = Numbers(expected, "viable_mL"), dose = Numbers(expected, "D_Gy");
        for (int k = 0; k < found.Count; k++)
        {
            Assert.Equal(1, found[k].Volume_ml / volume[k], 1e-5);
            Assert.Equal(1, found[k].Viable_ml / viable[k], 1e-5);
            Assert.Equal(dose[k], found[k].Dose_Gy, 1e-5 * dose[^1]);
        }
    }

    [Fact]
    public void Without_dose_a_tumour_doubles_in_its_doubling_time() =>
        Assert.Equal(20, TumourResponse.Simulate(new ResponseParameters(10, 0.02, 3, 1.5, 30, 0.02), [], [0], [720])[0].Volume_ml, 1e-5);

    /// <summary>Without growth and clearance ln(viable) falls by α BED, whatever the protraction.</summary>
    [Fact]
    public void Kill_is_alpha_times_the_effective_dose()
    {
        const double alpha = 0.02, alphaBeta = 3, repair_h = 1.5;
        ResponsePoint end = TumourResponse.Simulate(new ResponseParameters(10, alpha, alphaBeta, repair_h, 1e9, 0), Rate, [0], [3000])[0];
        double mu = Math.Log(2) / repair_h, gd2 = 0;
        foreach (DoseRateTerm a in Rate)
            foreach (DoseRateTerm b in Rate) gd2 += 2 * a.Rate_Gy_per_h * b.Rate_Gy_per_h / ((a.Decay_per_h + b.Decay_per_h) * (a.Decay_per_h + mu));
        Assert.Equal(10 * Math.Exp(-alpha * (Rate.Sum(r => r.Rate_Gy_per_h / r.Decay_per_h) + gd2 / alphaBeta)), end.Viable_ml, 1e-5);
        Assert.Equal(10, end.Volume_ml, 1e-5);
    }

    [Fact]
    public void A_tumour_without_volume_is_refused() =>
        Assert.Contains("volume", Assert.Throws<PbpkInputException>(() => TumourResponse.Simulate(new ResponseParameters(0, 0.02, 3, 1.5, 30, 0.02), Rate, [0], [10])).Message, StringComparison.Ordinal);

    private static double[] Numbers(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
}
