namespace Dosimetry.Engine.Foundation;

/// <summary>
/// Random numbers without state: the n-th number of a stream is a hash of (seed, stream, n), so results do not depend on the order or the
/// number of threads. The hash is the SplitMix64 finaliser applied twice (Steele, Lea, Flood 2014), good enough for noise and sampling, not for secrets.
/// </summary>
public readonly struct CounterRandom
{
    private readonly ulong key;

    /// <summary>A stream of a seed; different streams are independent.</summary>
    public CounterRandom(ulong seed, ulong stream) => key = Mix(Mix(seed + 0x9E3779B97F4A7C15) ^ (stream * 0xD1342543DE82EF95 + 0x632BE59BD9B4E019));

    /// <summary>Uniform in (0, 1), never 0 and never 1; <paramref name="n"/> is the number's place in the stream.</summary>
    public double Uniform(long n) => ((Mix(key + (ulong)n * 0x9E3779B97F4A7C15) >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Uniform in (low, high).</summary>
    public double Between(long n, double low, double high) => low + (high - low) * Uniform(n);

    /// <summary>Standard normal, by Box and Muller from two numbers of the stream.</summary>
    public double Normal(long n) => Math.Sqrt(-2 * Math.Log(Uniform(2 * n))) * Math.Cos(2 * Math.PI * Uniform(2 * n + 1));

    /// <summary>
    /// Poisson with a mean: product of uniforms below 12, above it a rounded normal variate with the Cornish-Fisher skewness term
    /// (mean and variance exact to 1e-3 relative from a mean of 12). Uses up to 64 numbers from place 64 n on.
    /// </summary>
    public double Poisson(long n, double mean)
    {
        if (mean <= 0) return 0;
        if (mean < 12) return SmallPoisson(n, mean);
        double z = Normal(32 * n);
        return Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * z + (z * z - 1) / 6));
    }

    private double SmallPoisson(long n, double mean)
    {
        double limit = Math.Exp(-mean), product = Uniform(64 * n);
        int k = 0;
        while (product > limit && k < 63) product *= Uniform(64 * n + ++k);
        return k;
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
