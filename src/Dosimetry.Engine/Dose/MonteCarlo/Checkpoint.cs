using System.Diagnostics;
using System.Security.Cryptography;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// The tallies of an unfinished run on disk. Because a batch depends on the seed and its number alone, sums of whole batches and their count are
/// all there is to keep. Layout: mark, key of the run, hash of the rest, sums. Written under another name, forced to disk and renamed: a kill
/// leaves the older file whole. Written at most as often as asked for, and so seldom that writing takes no more than a twentieth of the time.
/// </summary>
internal sealed class Checkpoint(string path, byte[] key, double every_s)
{
    private const int LeastRatio = 20;
    private static readonly byte[] Mark = "DPMCSUM1"u8.ToArray();
    private long _last = Stopwatch.GetTimestamp();
    private readonly double _least_s = every_s;
    private double _pause_s = every_s;

    /// <summary>Reads the sums of an interrupted run; false and a warning when the file is damaged, nothing when there is none.</summary>
    /// <exception cref="RefusedException">DOSE.CHECKPOINT_OTHER: the file belongs to another run.</exception>
    public Finding? Restore(BatchSums sums)
    {
        if (!File.Exists(path)) return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        byte[] head = new byte[Mark.Length + 2 * SHA256.HashSizeInBytes];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.AsSpan(0, Mark.Length).SequenceEqual(Mark)) return Damaged();
        if (!SHA256.HashData(file).AsSpan().SequenceEqual(head.AsSpan(Mark.Length + SHA256.HashSizeInBytes))) return Damaged();
        if (!head.AsSpan(Mark.Length, SHA256.HashSizeInBytes).SequenceEqual(key)) throw OfAnotherRun();
        file.Position = head.Length;
        sums.Load(file);
        return null;
    }

    /// <summary>Writes the sums when the pause is over.</summary>
    public void WriteIfDue(BatchSums sums)
    {
        if (Stopwatch.GetElapsedTime(_last).TotalSeconds >= _pause_s) Write(sums);
    }

    /// <summary>Writes the sums now.</summary>
    public void Write(BatchSums sums)
    {
        long start = Stopwatch.GetTimestamp();
        string half = $"{path}.{Environment.ProcessId}.part";
        using (var file = new FileStream(half, FileMode.Create, FileAccess.ReadWrite))
        {
            file.Write([.. Mark, .. key, .. new byte[SHA256.HashSizeInBytes]]);
            long begin = file.Position;
            sums.Save(file);
            file.Position = begin;
            byte[] hash = SHA256.HashData(file);
            file.Position = begin - hash.Length;
            file.Write(hash);
            file.Flush(flushToDisk: true);
        }
        File.Move(half, path, overwrite: true);
        _last = Stopwatch.GetTimestamp();
        _pause_s = Math.Max(_least_s, _least_s > 0 ? LeastRatio * Stopwatch.GetElapsedTime(start, _last).TotalSeconds : 0);
    }

    private Finding Damaged() => new(Severity.Warning, "DOSE.CHECKPOINT_DAMAGED",
        "The tallies kept of an interrupted run are damaged; the computation began anew. The dose does not depend on it.", path);

    private RefusedException OfAnotherRun() => new("DOSE.CHECKPOINT_OTHER",
        "The checkpoint belongs to another run: other images, data, seed, length or program. Delete it to start anew, or name another file.", path);
}
