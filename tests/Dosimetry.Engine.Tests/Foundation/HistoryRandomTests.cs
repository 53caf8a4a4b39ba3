using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Tests.Foundation;

/// <summary>Streams repeat, differ by seed and history, and are uniform and uncorrelated within 5 standard errors.</summary>
public class HistoryRandomTests
{
    [Fact]
    public void A_history_repeats_and_its_neighbours_differ()
    {
        static uint[] Draw(ulong seed, ulong history)
        {
            var random = new HistoryRandom(seed, history);
            return [.. Enumerable.Range(0, 8).Select(_ => random.Next())];
        }
        Assert.Equal(Draw(1, 77), Draw(1, 77));
        Assert.Empty(Draw(1, 77).Intersect(Draw(1, 78)));
        Assert.Empty(Draw(1, 77).Intersect(Draw(2, 77)));
    }

    [Fact]
    public void First_numbers_of_successive_histories_are_uniform_and_uncorrelated()
    {
        const int N = 100_000;
        double sum = 0, square = 0, lag = 0, previous = 0.5;
        for (ulong h = 0; h < N; h++)
        {
            var random = new HistoryRandom(3, h);
            double u = random.Uniform();
            (sum, square, lag, previous) = (sum + u, square + u * u, lag + (u - 0.5) * (previous - 0.5), u);
        }
        Assert.Equal(0.5, sum / N, 5 * Math.Sqrt(1.0 / 12 / N));
        Assert.Equal(1.0 / 3, square / N, 5 * Math.Sqrt(4.0 / 45 / N));
        Assert.Equal(0, lag / N, 5.0 / 12 / Math.Sqrt(N));
    }

    [Fact]
    public void Never_zero_and_never_one()
    {
        var random = new HistoryRandom(1, 1);
        for (int i = 0; i < 200_000; i++)
        {
            float u = random.Uniform();
            Assert.True(u is > 0 and < 1);
        }
    }
}
