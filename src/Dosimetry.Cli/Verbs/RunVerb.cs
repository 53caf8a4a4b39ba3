using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Tools;
using Dosimetry.Cases.Work;
using Dosimetry.Engine;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry run</c>: the whole pipeline, DICOM folder in, results folder out.</summary>
internal static class RunVerb
{
    private static readonly TimeSpan ImportLimit = TimeSpan.FromMinutes(10);

    private sealed record Options(
        Argument<string?> Path, Option<string?> Input, Option<string?> Case, Option<bool> Demo, Option<ulong?> Seed, Option<string?> Engine, Option<long?> Histories, Option<double?> TargetSigma, Option<string> Out,
        Option<DeviceChoice> Device, Option<int> Threads);

    public static Command Create()
    {
        var o = new Options(
            new("PATH") { Description = "Folder or zip of DICOM; a case.json or calibration.json in it is used.", Arity = ArgumentArity.ZeroOrOne },
            new("--input") { Description = "The same as PATH." },
            new("--case") { Description = "case.json: patient, radiopharmaceutical, inputs, regions, protocol." },
            new("--demo") { Description = "Make the built-in virtual patient and run it." },
            new("--seed") { Description = "Seed of the virtual patient and of every random number." },
            new("--engine") { Description = "Dose engine; wins over the case." },
            new("--histories") { Description = "Decays to follow (Monte Carlo); wins over the case." },
            new("--target-sigma") { Description = "Relative statistical uncertainty to stop at, e.g. 0.01 (Monte Carlo); wins over the case." },
            new("--out") { Description = "Folder for the results.", Required = true },
            PhysicsOptions.Device(), PhysicsOptions.Threads());
        Command command = new("run", "The whole pipeline: DICOM in, dose, DVH, report, RTDOSE and RTSTRUCT out.")
        {
            o.Path, o.Input, o.Case, o.Demo, o.Seed, o.Engine, o.Histories, o.TargetSigma, o.Out, o.Device, o.Threads,
        };
        return command.Does((parsed, cancel) => RunAsync(parsed, o, cancel));
    }

    private static async Task<VerbResult> RunAsync(ParseResult parsed, Options o, CancellationToken cancel)
    {
        string folder = Directory.CreateDirectory(parsed.GetValue(o.Out)!).FullName;
        var before = new Dictionary<string, double>();
        RunInput input = Input(parsed, o, folder, before, cancel);
        CaseDescription description = WithOptions(input.Case, parsed, o);
        long start = Stopwatch.GetTimestamp();
        var import = new CaseImport(new ImportTool(CliProgram.Locate(null), ImportLimit), Path.Combine(folder, "import"), Console.Error.WriteLine);
        (description, string imported) = await import.ReadAsync(description, input.Home, cancel);
        before["import"] = Seconds(start);
        var request = new CaseRunRequest(description, input.Findings, imported, folder) { Device = parsed.GetValue(o.Device), Threads = parsed.GetValue(o.Threads), Before_s = before };
        using var run = new CaseRun(request, TimeProvider.System, new Said());
        ReportDocument document = await run.CompleteAsync(keepPrepared: true, cancel);
        if (run.PdfMissing is { } reason) Console.Error.WriteLine(reason);
        return new VerbResult(document, Lines(document, folder));
    }

    private static RunInput Input(ParseResult parsed, Options o, string folder, Dictionary<string, double> before, CancellationToken cancel)
    {
        string? path = parsed.GetValue(o.Path) ?? parsed.GetValue(o.Input), caseFile = parsed.GetValue(o.Case);
        bool demo = parsed.GetValue(o.Demo);
        if ((path is null ? 0 : 1) + (caseFile is null ? 0 : 1) + (demo ? 1 : 0) != 1)
            throw new WrongArgumentsException("Name one of: --demo, --case case.json, or a folder of DICOM.");
        if (!demo) return caseFile is not null ? RunInput.OfCase(caseFile) : RunInput.OfPath(path!);
        long start = Stopwatch.GetTimestamp();
        RunInput made = RunInput.OfDemo(Path.Combine(folder, "demo"), parsed.GetValue(o.Seed) ?? 1, cancel);
        before["phantom"] = Seconds(start);
        return made;
    }

    private static CaseDescription WithOptions(CaseDescription description, ParseResult parsed, Options o)
    {
        CaseProtocol said = description.Protocol;
        (long? histories, double? target) = (parsed.GetValue(o.Histories), parsed.GetValue(o.TargetSigma));
        bool length = histories is not null || target is not null; // a number and an uncertainty exclude each other
        CaseDescription chosen = description with
        {
            Protocol = said with
            {
                Engine = parsed.GetValue(o.Engine) ?? said.Engine, Seed = parsed.GetValue(o.Seed) ?? said.Seed,
                Histories = length ? histories : said.Histories, TargetSigma = length ? target : said.TargetSigma,
            },
        };
        CaseRanges.Refuse(chosen);
        return chosen;
    }

    private static double Seconds(long start) => Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3);

    private static IEnumerable<string> Lines(ReportDocument document, string folder)
    {
        yield return "region                      volume ml    mass g    mean Gy    Gy/GBq     BED Gy";
        foreach (ReportRegion r in document.Regions)
            yield return $"{r.Name,-26} {Figures.Show(r.Volume_ml),10} {Figures.Show(r.Mass_g),9} {Figures.Show(r.MeanDose_Gy),10} {Figures.Show(r.DoseCoefficient_Gy_per_GBq),9} {Figures.Show(r.Bed_Gy),10}";
        foreach (string line in CrossCheckLines.Of(document.CrossChecks ?? [])) yield return line;
        yield return $"energy balance {Figures.Show(document.Dose.EnergyBalance, 5)} (accounted over emitted), absorbed {Figures.Percent(document.Dose.AbsorbedFraction, 3)} of what was emitted";
        foreach (StageFinding f in document.Findings.Where(f => f.Severity != Severity.Info)) yield return $"{f.Severity.ToString().ToLowerInvariant()} [{f.Code}] {f.Text}";
        yield return $"Written to {folder}: {ReportFiles.Html}, {ReportFiles.Pdf}, {ReportFiles.Result}, rtdose.dcm, rtstruct.dcm. {Statements.ResearchUseOnly}";
    }

    /// <summary>Progress on stderr, a line per stage.</summary>
    private sealed class Said : IProgress<JobProgress>
    {
        private string? _last;

        public void Report(JobProgress value)
        {
            if (value.Stage == _last) return;
            _last = value.Stage;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{100 * value.Fraction,3:F0} % {value.Stage}"));
        }
    }
}
