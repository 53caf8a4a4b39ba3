using Dosimetry.Pbpk.Fit;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Dosimetry.Pbpk.Tests.Fit;

public sealed class ChainDiagnosticsTests
{
    /// <summary>An autoregressive chain is worth n (1 − ρ)/(1 + ρ) independent draws.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void An_autoregressive_chain_is_worth_what_theory_says(double rho)
    {
        double[][] chains = [.. Enumerable.Range(0, 4).Select(c => Autoregressive(rho, 20_000, 11 + c, 0))];
        double expected = 80_000 * (1 - rho) / (1 + rho);
        Assert.Equal(1, ChainDiagnostics.EffectiveSize(chains) / expected, 0.12); // its own statistical error
        Assert.InRange(ChainDiagnostics.RHat(chains), 0.999, 1.01);
    }

    [Fact]
    public void Chains_in_different_places_and_a_chain_that_drifts_are_noticed()
    {
        Assert.True(ChainDiagnostics.RHat([Autoregressive(0, 500, 1, 0), Autoregressive(0, 500, 2, 3)]) > 1.5);
        double[] drifting = [.. Autoregressive(0, 500, 3, 0).Select((v, n) => v + n / 100.0)];
        Assert.True(ChainDiagnostics.RHat([drifting, drifting]) > 1.2);
    }

    private static double[] Autoregressive(double rho, int count, int seed, double mean)
    {
        MersenneTwister random = new(seed, threadSafe: false);
        double[] chain = new double[count];
        double x = Normal.Sample(random, 0, 1);
        for (int n = 0; n < count; n++)
        {
            chain[n] = mean + x;
            x = rho * x + Math.Sqrt(1 - rho * rho) * Normal.Sample(random, 0, 1);
        }
        return chain;
    }
}
