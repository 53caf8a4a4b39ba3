using System.Globalization;

namespace Dosimetry.Cases.Tools;

/// <summary>
/// Puts caps of the operating system around a command: address space and core dumps by <c>prlimit</c>, no network by <c>unshare</c>. What this machine does not
/// offer is left out and said by <see cref="Describe"/>; the managed heap limit and the time limit always hold.
/// </summary>
internal static class Confinement
{
    private static readonly Lazy<IReadOnlyList<string>> NoNetwork = new(FindNoNetwork);
    private static readonly Lazy<bool> HasPrlimit = new(() => Works("prlimit", "--core=0", "true"));

    private static readonly Lazy<bool> HasSetsid = new(() => Works("setsid", "true"));
    private static readonly Lazy<bool> HasTimeout = new(() => Works("timeout", "5", "true"));

    /// <summary>The command without network.</summary>
    public static IReadOnlyList<string> WithoutNetwork(IReadOnlyList<string> command) => [.. NoNetwork.Value, .. command];

    /// <summary>The command with a bound on its address space (null = none) and without core dumps.</summary>
    public static IReadOnlyList<string> WithLimits(IReadOnlyList<string> command, long? addressSpaceBytes)
    {
        if (!HasPrlimit.Value) return command;
        string[] memory = addressSpaceBytes is { } bytes ? [string.Create(CultureInfo.InvariantCulture, $"--as={bytes}")] : [];
        return ["prlimit", .. memory, "--core=0", "--", .. command];
    }

    /// <summary>The command in a session of its own: it outlives this process and gets none of its terminal's signals.</summary>
    public static IReadOnlyList<string> Detached(IReadOnlyList<string> command) => HasSetsid.Value ? ["setsid", .. command] : command;

    /// <summary>The command killed after a time even when nobody is left to watch it.</summary>
    public static IReadOnlyList<string> WithDeadline(IReadOnlyList<string> command, TimeSpan limit) => HasTimeout.Value
        ? ["timeout", "--signal=KILL", string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.0}s"), .. command]
        : command;

    /// <summary>What holds here, for the about page.</summary>
    public static string Describe() =>
        $"{(HasPrlimit.Value ? "memory capped by prlimit" : "no prlimit on this machine: managed heap cap only")}; " +
        $"{(NoNetwork.Value.Count > 0 ? "no network" : "network not cut off: unshare is not permitted here")}";

    private static IReadOnlyList<string> FindNoNetwork()
    {
        if (Works("unshare", "-n", "true")) return ["unshare", "-n", "--"];
        return Works("unshare", "-r", "-n", "true") ? ["unshare", "-r", "-n", "--"] : [];
    }

    private static bool Works(params string[] command)
    {
        try
        {
            ChildCommand probe = new(command, TimeSpan.FromSeconds(5));
            return ChildProcess.RunAsync(probe, CancellationToken.None).GetAwaiter().GetResult() is { Ending: ChildEnding.Exited, ExitCode: 0 };
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // not installed
        }
    }
}
