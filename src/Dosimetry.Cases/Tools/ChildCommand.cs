namespace Dosimetry.Cases.Tools;

/// <summary>A child process to be started: always as an argument list, never through a shell.</summary>
/// <param name="Arguments">Program and its arguments.</param>
/// <param name="TimeLimit">The child and all its children are killed after this.</param>
public sealed record ChildCommand(IReadOnlyList<string> Arguments, TimeSpan TimeLimit)
{
    /// <summary>Variables added to the environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    /// <summary>Bytes kept of each of stdout and stderr; the rest is read and dropped, so that a chatty child cannot fill memory.</summary>
    public int OutputCap { get; init; } = 256 * 1024;
    /// <summary>Called with each line of stderr.</summary>
    public Action<string>? OnErrorLine { get; init; }
}

/// <summary>Why a child process ended.</summary>
public enum ChildEnding
{
    /// <summary>By itself.</summary>
    Exited,
    /// <summary>Killed at its time limit.</summary>
    TimedOut,
}

/// <summary>A child process that has ended. <see cref="ExitCode"/> is 128 + the signal where one ended it.</summary>
public sealed record ChildResult(ChildEnding Ending, int ExitCode, string Output, string Error);
