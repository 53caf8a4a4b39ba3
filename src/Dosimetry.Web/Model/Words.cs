using System.Globalization;
using Dosimetry.Cases;
using Dosimetry.Cases.Jobs;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Web.Model;

/// <summary>Numbers, times and states as people read them. Numbers are culture-free with a point; units stand beside them.</summary>
public static class Words
{
    /// <summary>Bytes as KiB, MiB or GiB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => Invariant($"{bytes} B"),
        < 1 << 20 => Invariant($"{bytes / 1024.0:0} KiB"),
        < 1 << 30 => Invariant($"{bytes / 1048576.0:0.0} MiB"),
        _ => Invariant($"{bytes / 1073741824.0:0.00} GiB"),
    };

    /// <summary>A moment in UTC, to the minute.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>The scanner's local time.</summary>
    public static string ScannerTime(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "not stated";

    /// <summary>Seconds as s, min or h.</summary>
    public static string Span(double seconds) => seconds switch
    {
        < 90 => Invariant($"{seconds:0} s"),
        < 5400 => Invariant($"{seconds / 60:0.0} min"),
        _ => Invariant($"{seconds / 3600:0.0} h"),
    };

    /// <summary>Three significant digits, without an exponent for everyday sizes.</summary>
    public static string Number(double? value) => value is not { } v ? "–"
        : double.IsFinite(v) ? v.ToString(Math.Abs(v) is >= 1000 and < 1e7 ? "0" : "G4", CultureInfo.InvariantCulture) : "not a number";

    /// <summary>Lengths that belong together, e.g. <c>4.42 × 4.42 × 4.42</c>.</summary>
    public static string Product(IEnumerable<double> values) => string.Join(" × ", values.Select(v => v.ToString("0.###", CultureInfo.InvariantCulture)));

    /// <summary>A quantity of a volume in words.</summary>
    public static string Quantity(string name) => name switch
    {
        "ctNumber" => "CT number",
        "activityConcentration" => "activity concentration",
        _ => name,
    };

    /// <summary>A unit as people write it; counts have none.</summary>
    public static string Unit(string unit) => unit == "1" ? "–" : unit;

    /// <summary>A number of things: <c>1 file</c>, <c>2 files</c>.</summary>
    public static string Count(int n, string thing) => Invariant($"{n} {thing}{(n == 1 ? "" : "s")}");

    /// <summary>State of a case.</summary>
    public static string Text(this CaseState state) => state switch
    {
        CaseState.Draft => "draft",
        CaseState.InWork => "in work",
        CaseState.Archived => "archived",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The next step in words.</summary>
    public static string Text(this NextStep step) => step switch
    {
        NextStep.Upload => "Bring the images",
        NextStep.Import => "Check the import",
        NextStep.Administration => "Fill in administration",
        NextStep.Prepare => "Compute regions and kinetics",
        NextStep.Dose => "Compute dose",
        NextStep.Report => "Read the report",
        NextStep.None => "None",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    /// <summary>A finding of a severity, in words.</summary>
    public static string Singular(this Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "assumption",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    /// <summary>Findings of a severity, as a heading.</summary>
    public static string Plural(this Severity severity) => severity switch
    {
        Severity.Error => "Errors",
        Severity.Warning => "Warnings",
        Severity.Info => "Assumptions",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    /// <summary>Kind of a job in words.</summary>
    public static string JobKind(string kind) => kind switch
    {
        JobKinds.Import => "Import",
        JobKinds.Prepare => "Regions and kinetics",
        JobKinds.Dose => "Dose and report",
        JobKinds.ModelFit => "Fit of the kinetic model",
        JobKinds.Report => "Report with the plan",
        JobKinds.Compare => "Comparison of two doses",
        JobKinds.Predict => "Prediction of the dose",
        _ => kind,
    };

    /// <summary>State of a job in words.</summary>
    public static string Text(this JobState state) => state switch
    {
        JobState.Queued => "queued",
        JobState.Running => "running",
        JobState.Cancelling => "cancelling",
        JobState.Done => "done",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
