using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine;

/// <summary>Which series of an import a run uses: those that the case names by id or series instance UID, else all that fit by modality.</summary>
internal static class SeriesChoice
{
    /// <summary>The study with the chosen series only; times that the case states fill in for files without one.</summary>
    public static ImportedStudy Apply(CaseInputs inputs, DateTime? injection, ImportedStudy study, List<Finding> findings)
    {
        IEnumerable<ImportedSeries> ct = One(inputs.Ct, study, s => s.Quantity == CtNumber.Name, "ct");
        IEnumerable<ImportedSeries> pet = One(inputs.PretherapyPet, study, s => s.Pet is not null && s.Nm is null, "pretherapyPet");
        IReadOnlyList<ImportedSeries> spect = Spect(inputs, injection, study);
        ImportedSeries[] chosen = [.. ct, .. pet, .. spect];
        ImportedSeries[] others = [.. study.Series.Where(s => chosen.All(c => c.Id != s.Id))];
        if (others.Length > 0)
            findings.Add(new Finding(Severity.Info, "CASE.SERIES_LEFT_OUT", $"Series not used: {string.Join(", ", others.Select(s => $"{s.Id} ({s.Modality} {s.Description})"))}."));
        if (inputs.Spect is null && spect.Count > 0)
            findings.Add(new Finding(Severity.Info, "CASE.SPECT_BY_MODALITY", $"The case names no SPECT; every SPECT of the import is a time point: {string.Join(", ", spect.Select(s => s.Id))}."));
        return study with { Series = chosen };
    }

    private static IReadOnlyList<ImportedSeries> Spect(CaseInputs inputs, DateTime? injection, ImportedStudy study) => inputs.Spect is { Count: > 0 } named
        ? [.. named.Select(n => AsSpect(Find(n, study, "spect"), n.Time_h, injection))]
        : [.. study.Series.Where(s => s.Nm is not null)];

    /// <summary>A file without DICOM header becomes a SPECT by being named as one: its time is what the case states, its unit what the file states.</summary>
    private static ImportedSeries AsSpect(ImportedSeries series, double? time_h, DateTime? injection)
    {
        if (time_h is not { } hours) return series;
        if (injection is not { } injected)
            throw new RefusedException("CASE.NO_INJECTION_TIME", "case.json: inputs.spect[].time_h counts from the injection; write radiopharmaceutical.injectionTime (2026-03-02T09:00:00).");
        bool quantitative = series.Quantity == ActivityConcentration.Name;
        return series with
        {
            AcquisitionTime = injected.AddHours(hours),
            Nm = series.Nm ?? new NmAcquisition(null, null, null, null, null, null, null, true, quantitative),
        };
    }

    private static IEnumerable<ImportedSeries> One(CaseInput? named, ImportedStudy study, Func<ImportedSeries, bool> fits, string role) =>
        named is null ? study.Series.Where(fits) : [Find(named, study, role)];

    private static ImportedSeries Find(CaseInput named, ImportedStudy study, string role) =>
        study.Series.FirstOrDefault(s => s.Id == named.Reference || s.SeriesInstanceUid == named.Reference)
        ?? throw new RefusedException("CASE.NO_SUCH_SERIES",
            $"case.json: inputs.{role} names \"{named.Reference}\", which is no series of the import. There are: {string.Join(", ", study.Series.Select(s => $"{s.Id} ({s.Modality})"))}.");
}
