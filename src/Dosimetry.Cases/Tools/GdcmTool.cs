namespace Dosimetry.Cases.Tools;

/// <summary>
/// <c>gdcmconv --raw</c> (Debian package libgdcm-tools, optional): rewrites a DICOM file with compressed pixels as one with native pixels. Runs capped, and only
/// on files that our own reader has accepted.
/// </summary>
public sealed class GdcmTool
{
    private const string Program = "gdcmconv";
    private const long AddressSpaceBytes = 2L << 30;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    /// <summary>True when it is installed.</summary>
    public static bool IsInstalled => InstalledPrograms.Find(Program) is not null;

    /// <summary>Rewrites a file; false when the tool is absent, failed, or ran past its time.</summary>
    public static async Task<bool> TryRewriteAsync(string source, string target, CancellationToken cancel)
    {
        if (InstalledPrograms.Find(Program) is not { } program) return false;
        IReadOnlyList<string> command = Confinement.WithLimits([program, "--raw", "-i", source, "-o", target], AddressSpaceBytes);
        ChildResult result = await ChildProcess.RunAsync(new ChildCommand(command, TimeLimit), cancel);
        return result is { Ending: ChildEnding.Exited, ExitCode: 0 } && File.Exists(target);
    }
}
