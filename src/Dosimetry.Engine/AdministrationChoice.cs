using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine;

/// <summary>What was given and when: as the case says, else as the SPECT headers say, with a finding for each value taken from there.</summary>
internal static class AdministrationChoice
{
    private const string DefaultNuclide = "Lu-177";

    public static Administration From(CaseRadiopharmaceutical said, ImportedStudy study, List<Finding> findings)
    {
        NmAcquisition[] headers = [.. study.Series.Select(s => s.Nm).OfType<NmAcquisition>()];
        if (headers.Length == 0)
            throw new RefusedException("CASE.NO_SPECT", "The import holds no SPECT: dosimetry needs at least one image after the therapy. Add the SPECT series (NM, reconstructed).");
        return new Administration(Nuclide(said, headers, findings), said.Ligand, ActivityOf(said, headers, findings), Time(said, headers, findings), said.Amount_nmol);
    }

    private static string Nuclide(CaseRadiopharmaceutical said, NmAcquisition[] headers, List<Finding> findings)
    {
        if (said.Nuclide is { } named) return named;
        string nuclide = headers.Select(h => h.Nuclide).OfType<string>().FirstOrDefault() ?? DefaultNuclide;
        Say(findings, "NUCLIDE", $"The case names no nuclide; {nuclide} is used{(headers.Any(h => h.Nuclide is not null) ? ", as the SPECT headers say" : "")}.");
        return nuclide;
    }

    private static Activity ActivityOf(CaseRadiopharmaceutical said, NmAcquisition[] headers, List<Finding> findings)
    {
        if (said.Activity_MBq is { } stated) return Activity.FromMBq(stated);
        double[] read = [.. headers.Select(h => h.InjectedActivity_MBq).OfType<double>().Distinct()];
        if (read.Length != 1)
            throw new RefusedException("CASE.NO_ACTIVITY", read.Length == 0
                ? "Neither the case nor the SPECT headers state the administered activity. Write radiopharmaceutical.activity_MBq (7.4 GBq = 7400)."
                : $"The SPECT headers state different administered activities ({string.Join(", ", read.Select(a => a.ToString("G5", System.Globalization.CultureInfo.InvariantCulture)))} MBq). Write radiopharmaceutical.activity_MBq.");
        Say(findings, "ACTIVITY", FormattableString.Invariant($"The case states no administered activity; {read[0]:G6} MBq is used, as the SPECT headers say."));
        return Activity.FromMBq(read[0]);
    }

    private static DateTime Time(CaseRadiopharmaceutical said, NmAcquisition[] headers, List<Finding> findings)
    {
        if (said.InjectionTime is { } stated) return stated;
        DateTime[] read = [.. headers.Select(h => h.InjectionTime).OfType<DateTime>().Distinct()];
        if (read.Length != 1)
            throw new RefusedException("CASE.NO_INJECTION_TIME", read.Length == 0
                ? "Neither the case nor the SPECT headers state the time of injection. Write radiopharmaceutical.injectionTime (2026-03-02T09:00:00)."
                : "The SPECT headers state different times of injection. Write radiopharmaceutical.injectionTime (2026-03-02T09:00:00).");
        Say(findings, "INJECTION_TIME", FormattableString.Invariant($"The case states no time of injection; {read[0]:yyyy-MM-dd HH:mm:ss} is used, as the SPECT headers say."));
        return read[0];
    }

    private static void Say(List<Finding> findings, string what, string text) => findings.Add(new Finding(Severity.Info, $"CASE.{what}_FROM_IMAGES", text));
}
