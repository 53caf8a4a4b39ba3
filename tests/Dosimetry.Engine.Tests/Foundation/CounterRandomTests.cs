using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Tests.Foundation;

public sealed class CounterRandomTests
{
    [Fact]
    public void Uniform_has_mean_one_half_and_neighbours_are_uncorrelated()
    {
        CounterRandom random = new(3, 5);
        const int count = 100_000;
        double sum = 0, product = 0;
        for (int n = 0; n < count; n++)
        {
            double u = random.Uniform(n);
            Assert.InRange(u, 1e-17, 1 - 1e-17);
            sum += u;
            product += (u - 0.5) * (random.Uniform(n + 1) - 0.5);
        }
        Assert.Equal(0.5, sum / count, 5 * Math.Sqrt(1 / 12.0 / count));
        Assert.Equal(0, product / count, 5.0 / 12 / Math.Sqrt(count));
    }

    [Theory, InlineData(0.3), InlineData(5), InlineData(11.9), InlineData(12.1), InlineData(400)]
    public void Poisson_has_its_mean_and_variance(double mean)
    {
        CounterRandom random = new(1, 2);
        const int count = 60_000;
        double sum = 0, square = 0;
        for (int n = 0; n < count; n++)
        {
            double k = random.Poisson(n, mean);
            sum += k;
            square += k * k;
        }
        double measured = sum / count, variance = square / count - measured * measured;
        Assert.Equal(mean, measured, 5 * Math.Sqrt(mean / count) + 0.003 * mean);
        Assert.Equal(mean, variance, 0.05 * mean);
    }

    [Fact]
    public void Streams_and_seeds_differ_and_repeat()
    {
        Assert.NotEqual(new CounterRandom(1, 1).Uniform(0), new CounterRandom(1, 2).Uniform(0));
        Assert.NotEqual(new CounterRandom(1, 1).Uniform(0), new CounterRandom(2, 1).Uniform(0));
        Assert.Equal(new CounterRandom(1, 1).Normal(7), new CounterRandom(1, 1).Normal(7));
    }
}
