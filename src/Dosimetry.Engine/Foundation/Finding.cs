namespace Dosimetry.Engine.Foundation;

/// <summary>How much a finding matters: an open <see cref="Error"/> stops the next step.</summary>
public enum Severity
{
    /// <summary>Worth knowing: an assumption that is usually right.</summary>
    Info,
    /// <summary>Look at it: the result may be affected.</summary>
    Warning,
    /// <summary>The data cannot be used as they are.</summary>
    Error,
}

/// <summary>
/// Something a stage noticed or assumed. Nothing is assumed silently: every silent fix would be one of these.
/// <paramref name="Code"/> is stable, upper-case and dotted by stage (<c>IMPORT.SLICE_MISSING</c>); <paramref name="Text"/> names the
/// cause in the user's words and the cure; <paramref name="File"/> is the file it came from, where one did.
/// </summary>
public sealed record Finding(Severity Severity, string Code, string Text, string? File = null);

/// <summary>
/// Input that a stage refuses: the command line exits with 3, the browser shows the text. <see cref="Exception.Message"/> says what is wrong,
/// where, and what would be accepted.
/// </summary>
public sealed class RefusedException : Exception
{
    /// <summary>Refuses with a finding.</summary>
    public RefusedException(Finding finding) : base(finding.Text) => Finding = finding;
    /// <summary>Refuses with a code and a sentence.</summary>
    public RefusedException(string code, string text, string? file = null) : this(new Finding(Severity.Error, code, text, file)) { }
    /// <summary>The reason.</summary>
    public Finding Finding { get; }
}
