using System.CommandLine;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry quantify PATH --calibration c.json [--out A.nii.gz]</c>: SPECT counts to Bq/ml.</summary>
internal static class QuantifyVerb
{
    public static Command Create()
    {
        Argument<string> path = new("PATH") { Description = "A SPECT: file, folder, zip, or the folder of an earlier import." };
        Option<string?> calibration = new("--calibration") { Description = "calibration.json; not needed for images already in Bq/ml." };
        Option<string?> output = new("--out") { Description = "Bq/ml volume to write." };
        Option<string?> id = new("--series") { Description = "Which series, where there are several (\"spect-2\")." };
        Command command = new("quantify", "SPECT counts to Bq/ml with a stated number of heads, and the total against the injected activity.") { path, calibration, output, id };
        return command.Does((parsed, cancel) =>
        {
            SpectCalibration? factor = parsed.GetValue(calibration) is { } file ? CalibrationFile.Read(file) : null;
            using ImportedInput input = ImportedInput.Open(parsed.GetValue(path)!, cancel);
            return Run(input.Study, parsed.GetValue(id), factor, parsed.GetValue(output));
        });
    }

    private static VerbResult Run(ImportedStudy study, string? id, SpectCalibration? calibration, string? outPath)
    {
        ImportedSeries[] scans = [.. study.Series.Where(s => s.Nm is not null && (id is null || s.Id == id))];
        if (scans.Length == 0) return ImportedInput.Refuse("there is no SPECT volume to quantify.", study.Findings);
        if (scans.Length > 1) throw new WrongArgumentsException($"There are {scans.Length} SPECT series: choose one with --series {string.Join("|", scans.Select(s => s.Id))}.");
        ImportedSeries scan = scans[0];
        if (Missing(scan, calibration) is { Count: > 0 } missing)
            return ImportedInput.Refuse($"{scan.Id} cannot be quantified: {string.Join(" ", missing.Select(m => m.Text))}", [.. missing, .. study.Findings]);
        Administration administration = new(scan.Nm!.Nuclide!, null, Activity.FromMBq(scan.Nm.InjectedActivity_MBq!.Value), scan.Nm.InjectionTime!.Value);
        Duration halfLife = HalfLife(administration.Nuclide);
        List<Finding> findings = [.. study.Findings];
        QuantifiedScan result = SpectQuantifier.Quantify(study, scan, calibration ?? new SpectCalibration(1, false, null, 0), administration, halfLife, findings);
        if (outPath is not null) NiftiFile.Write(outPath, result.Activity, referenceTime: result.Time);
        double total_MBq = Plausibility.Total(result.Activity).MBq, share = Plausibility.Share(result, administration, halfLife);
        var document = new
        {
            Series = scan.Id, Total_MBq = total_MBq, ShareOfInjected = share, result.Time, TimeAfterInjection_h = result.AfterInjection.Hours,
            Calibration = scan.Nm.AlreadyQuantitative ? null : calibration, Duration_s = calibration?.Duration_s ?? scan.Nm.Duration_s, scan.Nm.Heads, Findings = findings,
        };
        string line = FormattableString.Invariant($"{scan.Id}: {total_MBq:F2} MBq at {result.Time:yyyy-MM-dd HH:mm:ss}, {result.AfterInjection.Hours:F2} h after injection, {100 * share:F1} % of the decayed injected activity");
        return new VerbResult(document, [line, .. ImportedInput.Lines(findings)]);
    }

    /// <summary>What the image must state, and does not.</summary>
    private static List<Finding> Missing(ImportedSeries scan, SpectCalibration? calibration)
    {
        NmAcquisition nm = scan.Nm!;
        List<Finding> missing = [];
        void Need(bool there, string code, string text) { if (!there) missing.Add(new Finding(Severity.Error, code, text, scan.Description)); }
        Need(nm.Nuclide is not null, "QUANTIFY.NUCLIDE_MISSING", "The image states no radionuclide.");
        Need(nm.InjectedActivity_MBq is not null, "QUANTIFY.ACTIVITY_MISSING", "The image states no administered activity, so the total cannot be checked.");
        Need(nm.InjectionTime is not null, "QUANTIFY.INJECTION_TIME_MISSING", "The image states no date and time of injection.");
        if (!nm.AlreadyQuantitative)
        {
            Need(calibration is not null, "QUANTIFY.CALIBRATION_MISSING", "The image holds counts and no --calibration is given.");
            Need((calibration?.Duration_s ?? nm.Duration_s) is not null, "CALIBRATE.DURATION_MISSING", "The image states neither time per projection nor number of projections; give duration_s in the calibration.");
        }
        return missing;
    }

    private static Duration HalfLife(string nuclide) =>
        new NuclideLibrary(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides"))[nuclide].HalfLife;
}
