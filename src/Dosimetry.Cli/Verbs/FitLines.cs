using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Cli.Verbs;

/// <summary>A region of <c>dosimetry fit</c> as lines of text.</summary>
internal static class FitLines
{
    public static IEnumerable<string> Of(FitReport r)
    {
        string sigma = r.TiaSigma_MBq_h is { } s ? FormattableString.Invariant($" ± {s:G4}") : "";
        yield return FormattableString.Invariant($"{r.Region,-24}{r.Model,-10} TIA {r.Tia_MBq_h:G7}{sigma} MBq·h, {100 * r.ExtrapolatedFraction:F1} % extrapolated ({r.Reason})");
        if (r.Bootstrap is { } b)
            yield return FormattableString.Invariant($"  {100 * b.Level:F0} % of {b.Draws} refits: {b.Low_MBq_h:G5} to {b.High_MBq_h:G5} MBq·h");
        if (r.Marrow is { } m)
            yield return FormattableString.Invariant($"  red marrow from blood: {m.MeanDose_Gy:G3} Gy ({m.DosePerActivity_Gy_per_GBq:G3} Gy/GBq), ratio {m.Ratio:G3}; {string.Join(" ", m.Notes)}");
        foreach (ExcludedPoint p in r.Excluded) yield return FormattableString.Invariant($"  left out: {p.Time_h:G5} h, {p.Activity_MBq:G5} MBq: {p.Reason}");
        foreach (SingleTimePointEstimate e in r.SingleTimePoint)
            yield return FormattableString.Invariant($"  {e.Time_h,7:G5} h  {e.Method,-10} {e.Tia_MBq_h,10:G5} MBq·h  {Percent(e.VersusFit),8} of the fit  expected {Percent(e.ExpectedLow)} to {Percent(e.ExpectedHigh)}");
        foreach (string warning in r.Warnings) yield return "  ! " + warning;
    }

    private static string Percent(double? share) => share is { } s ? FormattableString.Invariant($"{100 * s:+0.0;-0.0} %") : "unknown";
}
