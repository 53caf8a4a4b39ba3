using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Findings;

/// <summary>Who agreed to a finding, when, and for errors why.</summary>
public sealed record Acceptance(string By, DateTimeOffset At, string Reason);

/// <summary>A finding with its acceptance, null while it is open.</summary>
public sealed record TrackedFinding(Finding Finding, Acceptance? Accepted)
{
    /// <summary>True while an error or a warning waits for a person.</summary>
    public bool IsOpen => Accepted is null && Finding.Severity != Severity.Info;
    /// <summary>True for an error that nobody accepted: it stops the next step.</summary>
    public bool Blocks => IsOpen && Finding.Severity == Severity.Error;
}
