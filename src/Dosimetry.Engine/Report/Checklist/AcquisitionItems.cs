using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Report.Checklist;

/// <summary>Items 6 to 13: how the images were made, calibrated and brought together.</summary>
internal static class AcquisitionItems
{
    public static IReadOnlyList<ChecklistItem> All { get; } =
    [
        new(6, "Scanner, collimator, CT settings", Scanner),
        new(7, "Quality control, cross calibration, clock synchronisation", QualityControl),
        new(8, "Acquisition: time points, projections, matrix, windows", Acquisition),
        new(9, "Reconstruction", r => Answer.Fields(("reconstruction", DeviceValue(r, "reconstruction")))),
        new(10, "Corrections: attenuation, scatter, dead time, resolution, background, motion", Corrections),
        new(11, "Calibration factor", Factor),
        new(12, "Recovery coefficients, partial-volume correction", Recovery),
        new(13, "Registration: method, reference, accuracy, accepted by", Registration),
    ];

    private static Answer Scanner(CaseRecord r) => Answer.Fields(
        ("manufacturer", DeviceValue(r, "manufacturer")), ("model", DeviceValue(r, "model")), ("software", DeviceValue(r, "software")),
        ("collimator", DeviceValue(r, "collimator")));

    private static Answer QualityControl(CaseRecord r) => Answer.Fields(
        ("quality control", r.Case.Calibration?.Qc is { } qc ? string.Join(", ", qc) : null),
        ("clock offset", r.Case.Calibration?.ClockOffset_s is { } s ? $"{Figures.Show(s)} s" : null));

    private static Answer Acquisition(CaseRecord r) => Answer.Fields(
        ("time points", r.Aligned.Spect.Count == 0 ? null : string.Join(", ", r.Aligned.Spect.Select(s => $"{Figures.Plain(s.AfterInjection.Hours, 3)} h"))),
        ("matrix", string.Join(", ", Spect(r).Select(s => string.Join(" × ", s.Size)).Distinct())),
        ("voxel", string.Join(", ", Spect(r).Select(s => string.Join(" × ", s.Spacing_mm.Select(mm => Figures.Plain(mm))) + " mm").Distinct())),
        ("time per projection set", Each(r, s => s.Nm?.Duration_s is { } d ? $"{Figures.Show(d)} s" : null)),
        ("energy windows", DeviceValue(r, "energyWindows")));

    private static Answer Corrections(CaseRecord r) => Answer.Fields(
        ("corrections", r.Case.Calibration?.Corrections is { Count: > 0 } said ? string.Join(", ", said) : DeviceValue(r, "corrections")));

    private static Answer Factor(CaseRecord r)
    {
        if (r.Calibration is not { } used)
            return Answer.NotApplicable("the SPECT images carry Bq/ml themselves; the factor is inside the scanner's own calibration.");
        string scope = used.PerHead ? $"per head, {used.Heads} heads" : "whole system";
        return Answer.Fields(
            ("factor", $"{Figures.Show(used.Sensitivity_cps_per_MBq, 4)} cps/MBq ({scope})"), ("uncertainty", used.RelSigma > 0 ? Figures.Percent(used.RelSigma) : null),
            ("geometry", r.Case.Calibration?.Geometry), ("date", r.Case.Calibration?.Date));
    }

    private static Answer Recovery(CaseRecord r) => r.Kinetics.Recovery is { } curve
        ? Answer.Present($"activities divided by recovery coefficients: {curve.Origin}")
        : r.Case.Calibration?.Recovery is { Length: > 0 } said ? Answer.Present($"{said}; not applied to the activities here")
        : Answer.Missing("no recovery coefficients were given, so activities are not corrected for partial volume; small regions read low");

    private static Answer Registration(CaseRecord r)
    {
        string[] frames = [.. r.Study.Series.Select(s => s.FrameOfReferenceUid ?? "").Distinct()];
        string method = frames.Length == 1 && frames[0].Length > 0
            ? "images share one frame of reference; resampled on the grid of the first SPECT, no further alignment"
            : "images are taken as aligned by their stored positions; resampled on the grid of the first SPECT, no further alignment";
        return Answer.Fields(("method", method), ("accuracy", null), ("accepted by", null));
    }

    private static IEnumerable<ImportedSeries> Spect(CaseRecord r) =>
        from scan in r.Aligned.Spect
        from series in r.Study.Series
        where series.Id == scan.SeriesId
        select series;

    /// <summary>A header value where every SPECT series has one; null as soon as one lacks it.</summary>
    private static string? DeviceValue(CaseRecord r, string key) => Each(r, s => s.Device.GetValueOrDefault(key));

    private static string? Each(CaseRecord r, Func<ImportedSeries, string?> value)
    {
        string?[] values = [.. Spect(r).Select(value)];
        return values.Length == 0 || values.Any(string.IsNullOrWhiteSpace) ? null : string.Join(", ", values.Distinct());
    }
}
