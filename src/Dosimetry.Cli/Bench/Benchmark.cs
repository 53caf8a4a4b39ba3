using System.Diagnostics;

namespace Dosimetry.Cli.Bench;

/// <summary>
/// One row: wall time, processor time of all threads, and the largest working set of this process so far, in MB (2²⁰ bytes). Work in a child process is in
/// the wall time only.
/// </summary>
internal sealed record BenchRow(string Name, string Size, double Ms, double Cpu_ms, double Peak_MB);

/// <summary>A piece of work to be timed. <paramref name="Repeats"/>: the quickest of so many is taken, after one that warms up when more than one.</summary>
internal sealed record Benchmark(string Name, string Size, int Repeats, Func<string, CancellationToken, Task> Work)
{
    /// <summary>Makes what the work needs; not timed.</summary>
    public Action<string, CancellationToken> Prepare { get; init; } = (_, _) => { };

    /// <summary>Times the work in a folder of its own.</summary>
    public async Task<BenchRow> MeasureAsync(string folder, CancellationToken cancel)
    {
        Prepare(folder, cancel);
        if (Repeats > 1) await Work(folder, cancel);
        BenchRow? best = null;
        for (int n = 0; n < Repeats; n++)
        {
            using Process self = Process.GetCurrentProcess();
            (long start, TimeSpan cpu) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
            await Work(folder, cancel);
            double ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            self.Refresh();
            var row = new BenchRow(Name, Size, Math.Round(ms, 1), Math.Round((self.TotalProcessorTime - cpu).TotalMilliseconds, 1), Math.Round(self.PeakWorkingSet64 / 1048576.0, 1));
            if (best is null || row.Ms < best.Ms) best = row;
        }
        return best!;
    }
}
