namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>How much work a point kernel gets. More histories make it smoother, not different; the seed makes it repeatable.</summary>
public sealed record PointKernelSettings(int ElectronHistories = 120_000, int PhotonHistories = 240_000, ulong Seed = 1)
{
    /// <summary>Batches of histories, the same for any number of threads, so that sums are made in one order.</summary>
    public const int Batches = 16;
    /// <summary>Changes when the method changes, so that old caches are not read.</summary>
    public const int Version = 4;
}
