namespace Dosimetry.Web.Model;

/// <summary>Where a step of a case stands.</summary>
public enum StepState
{
    /// <summary>Nothing done yet, and nothing is missing to begin.</summary>
    NotStarted,
    /// <summary>Something the step needs is missing.</summary>
    NeedsInput,
    /// <summary>A job waits.</summary>
    Queued,
    /// <summary>A job runs.</summary>
    Running,
    /// <summary>There is a result.</summary>
    Done,
    /// <summary>A person accepted the result.</summary>
    Accepted,
    /// <summary>The result was computed from older inputs.</summary>
    Stale,
    /// <summary>The work failed.</summary>
    Failed,
    /// <summary>The data were refused.</summary>
    Refused,
    /// <summary>Left out, with a reason.</summary>
    Skipped,
}

/// <summary>Words and icons of the states: never colour alone.</summary>
public static class StepStates
{
    /// <summary>The state in words.</summary>
    public static string Text(this StepState state) => state switch
    {
        StepState.NotStarted => "not started",
        StepState.NeedsInput => "needs input",
        StepState.Queued => "queued",
        StepState.Running => "running",
        StepState.Done => "done",
        StepState.Accepted => "accepted",
        StepState.Stale => "older inputs",
        StepState.Failed => "failed",
        StepState.Refused => "refused",
        StepState.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>Name of the symbol.</summary>
    public static string Icon(this StepState state) => state switch
    {
        StepState.NotStarted => "radio_button_unchecked",
        StepState.NeedsInput => "pending",
        StepState.Queued => "schedule",
        StepState.Running => "progress_activity",
        StepState.Done => "check_circle",
        StepState.Accepted => "verified",
        StepState.Stale => "history",
        StepState.Failed => "error",
        StepState.Refused => "block",
        StepState.Skipped => "remove_circle_outline",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>Class for the style sheet.</summary>
    public static string Css(this StepState state) => "state-" + state.Text().Replace(' ', '-');
}
