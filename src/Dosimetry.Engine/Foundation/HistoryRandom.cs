using System.Runtime.CompilerServices;

namespace Dosimetry.Engine.Foundation;

/// <summary>
/// Random numbers of one history: PCG-XSH-RR 64/32 (O'Neill 2014) with start and stream mixed (SplitMix64) from seed and history number.
/// A history's numbers depend on nothing else: not on threads, not on batches, not on the device. A struct without calls out, so that it
/// runs in kernels.
/// </summary>
public struct HistoryRandom
{
    private ulong _state;
    private readonly ulong _increment;

    /// <summary>The numbers of history <paramref name="history"/> under <paramref name="seed"/>.</summary>
    public HistoryRandom(ulong seed, ulong history)
    {
        ulong key = Mix(seed + 0x9E3779B97F4A7C15UL);
        _increment = Mix(key ^ (history * 0xD1342543DE82EF95UL)) | 1UL;
        _state = Mix(_increment + history);
        Next();
    }

    /// <summary>32 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next()
    {
        ulong old = _state;
        _state = old * 6364136223846793005UL + _increment;
        uint x = (uint)(((old >> 18) ^ old) >> 27);
        int r = (int)(old >> 59);
        return (x >> r) | (x << ((32 - r) & 31));
    }

    /// <summary>Uniform in (0, 1), never 0 and never 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Uniform() => ((Next() >> 8) + 0.5f) * (1f / 16777216f);

    /// <summary>Uniform in (0, 1) with 32 random bits.</summary>
    public double UniformDouble() => (Next() + 0.5) * (1.0 / 4294967296.0);

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
