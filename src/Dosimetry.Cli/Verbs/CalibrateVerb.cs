using System.CommandLine;
using System.Text.Json;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry calibrate PATH --assay-MBq 500 --assay-time 2026-03-01T09:00 --out calibration.json</c>: a camera's factor from a phantom scan.</summary>
internal static class CalibrateVerb
{
    private static readonly Argument<string> Scan = new("PATH") { Description = "SPECT of the phantom, in counts: file, folder, zip, or the folder of an earlier import." };
    private static readonly Option<double> Assay = new("--assay-MBq") { Required = true, Description = "Net activity in the phantom." };
    private static readonly Option<DateTime> Time = new("--assay-time") { Required = true, Description = "Time of the assay, the scanner's local time (2026-03-01T09:00:00)." };
    private static readonly Option<double> Sigma = new("--assay-sigma") { Description = "Relative standard uncertainty of the assay.", DefaultValueFactory = _ => 0.03 };
    private static readonly Option<string> Nuclide = new("--nuclide") { Description = "Nuclide in the phantom.", DefaultValueFactory = _ => "Lu-177" };
    private static readonly Option<string?> Series = new("--series") { Description = "Which series, where there are several (\"spect-2\")." };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "calibration.json to write, as quantify and run take it." };

    public static Command Create() =>
        new Command("calibrate", "A camera's sensitivity from a phantom scan and an assay.") { Scan, Assay, Time, Sigma, Nuclide, Series, Out }.Does((parsed, cancel) =>
        {
            using ImportedInput input = ImportedInput.Open(parsed.GetValue(Scan)!, cancel);
            ImportedSeries[] scans = [.. input.Study.Series.Where(s => s.Nm is not null && (parsed.GetValue(Series) is not { } id || s.Id == id))];
            if (scans.Length == 0) return ImportedInput.Refuse("there is no SPECT volume to calibrate with.", input.Study.Findings);
            if (scans.Length > 1) throw new WrongArgumentsException($"There are {scans.Length} SPECT series: choose one with --series {string.Join("|", scans.Select(s => s.Id))}.");
            List<Finding> findings = [.. input.Study.Findings];
            Duration halfLife = new NuclideLibrary(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides"))[parsed.GetValue(Nuclide)!].HalfLife;
            PhantomAssay assay = new(Activity.FromMBq(parsed.GetValue(Assay)), parsed.GetValue(Time), parsed.GetValue(Sigma));
            SpectCalibration factor = PhantomCalibration.Of(input.Study, scans[0], assay, halfLife, findings);
            if (parsed.GetValue(Out) is { } output) File.WriteAllText(output.FullName, JsonSerializer.Serialize(factor, EngineJson.Options));
            string of = factor.PerHead ? $"per head, {factor.Heads} heads" : "of the system";
            return new VerbResult(new { Series = scans[0].Id, Calibration = factor, Findings = findings },
                [FormattableString.Invariant($"{scans[0].Id}: {factor.Sensitivity_cps_per_MBq:F4} cps/MBq {of}, ± {100 * factor.RelSigma:F1} %"), .. ImportedInput.Lines(findings)]);
        });
}
