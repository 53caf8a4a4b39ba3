using System.CommandLine;
using Dosimetry.Cli.Bench;
using Dosimetry.Engine.Report;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry bench</c>: speed of the pieces that a user waits for, on this machine as it is now.</summary>
internal static class BenchVerb
{
    public static Command Create()
    {
        Option<string?> only = new("--only") { Description = $"Only: {string.Join(", ", Benchmarks.All.Select(b => b.Name).Distinct())}." };
        Command command = new("bench", "Wall time, processor time and memory of each engine and of the whole job.") { only };
        return command.Does((parsed, cancel) => RunAsync(parsed.GetValue(only), cancel));
    }

    private static async Task<VerbResult> RunAsync(string? only, CancellationToken cancel)
    {
        Benchmark[] chosen = [.. only is null ? Benchmarks.All : Benchmarks.All.Concat(DoseBenchmarks.ByNameOnly).Where(b => b.Name == only)];
        if (chosen.Length == 0) throw new WrongArgumentsException($"Nothing called \"{only}\" is timed. There are: {string.Join(", ", Benchmarks.All.Concat(DoseBenchmarks.ByNameOnly).Select(b => b.Name).Distinct())}.");
        List<BenchRow> rows = [];
        foreach (Benchmark benchmark in chosen)
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("dosimetry-bench-");
            try
            {
                Console.Error.WriteLine($"{benchmark.Name}: {benchmark.Size}");
                rows.Add(await benchmark.MeasureAsync(folder.FullName, cancel));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
        return new VerbResult(new { Rows = rows, Environment.ProcessorCount }, ["name          size                                       ms      cpu ms     peak MB", .. rows.Select(Line)]);
    }

    private static string Line(BenchRow r) => $"{r.Name,-13} {r.Size,-34} {Figures.Plain(r.Ms),10} {Figures.Plain(r.Cpu_ms),11} {Figures.Plain(r.Peak_MB),11}";
}
