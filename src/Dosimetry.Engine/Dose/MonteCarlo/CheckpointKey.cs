using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Identity of a run: hash of everything its bits depend on, so that tallies are never continued by another program, on other data, or to another end.
/// Threads and executors with the same bits are not in it.
/// </summary>
internal static class CheckpointKey
{
    /// <param name="input">Activity, grid and names.</param>
    /// <param name="options">Seed and regions.</param>
    /// <param name="settings">Numbers of the method.</param>
    /// <param name="length">When the run ends.</param>
    /// <param name="memory">Hash of what the kernel reads.</param>
    public static byte[] Of(DoseInput input, DoseOptions options, MonteCarloSettings settings, RunLength length, byte[] memory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Guid program = typeof(CheckpointKey).Module.ModuleVersionId; // another build may follow decays in another way
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"{program} {settings} seed {options.Seed} {length.Rule} {input.Nuclide} {input.Tia.Grid} {string.Join(' ', input.Media)}")));
        hash.AppendData(memory);
        hash.AppendData(MemoryMarshal.AsBytes(input.Tia.Values.AsSpan()));
        foreach (RegionVoxels region in options.Regions)
        {
            hash.AppendData(BitConverter.GetBytes(region.Voxels.Length));
            hash.AppendData(MemoryMarshal.AsBytes(region.Voxels.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(region.Shares.AsSpan()));
        }
        return hash.GetHashAndReset();
    }
}
