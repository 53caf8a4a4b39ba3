using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tools;

/// <summary>Where the <c>dosimetry</c> program is, and how it is started.</summary>
public sealed record CliProgram(string Path)
{
    private const string FileName = "dosimetry.dll";

    /// <summary>The named program, else the one beside the running program, else the newest build in the checkout.</summary>
    /// <exception cref="RefusedException">TOOL.NO_CLI.</exception>
    public static CliProgram Locate(string? named)
    {
        string? found = named ?? Beside() ?? InCheckout();
        return found is not null && File.Exists(found)
            ? new CliProgram(System.IO.Path.GetFullPath(found))
            : throw new RefusedException("TOOL.NO_CLI", "The program dosimetry.dll was not found. Build src/Dosimetry.Cli, or name it in the option CliProgram.");
    }

    /// <summary>Program and first arguments that start a verb.</summary>
    public IReadOnlyList<string> Command(params string[] arguments) =>
        Path.EndsWith(".dll", StringComparison.Ordinal) ? [DotnetHost(), Path, .. arguments] : [Path, .. arguments];

    private static string? Beside()
    {
        string path = System.IO.Path.Combine(AppContext.BaseDirectory, FileName);
        // A test or the web project that only refers to the command line has its dll without the file that says how to run it.
        return File.Exists(path) && File.Exists(System.IO.Path.ChangeExtension(path, ".runtimeconfig.json")) ? path : null;
    }

    private static string? InCheckout()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "DosimetryPlanner.sln"))) folder = folder.Parent;
        if (folder is null) return null;
        string output = System.IO.Path.Combine(folder.FullName, "src", "Dosimetry.Cli", "bin");
        return ((string[])["Release", "Debug"]).Select(c => System.IO.Path.Combine(output, c, "net10.0", FileName))
            .Where(File.Exists).MaxBy(File.GetLastWriteTimeUtc);
    }

    private static string DotnetHost()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host) return host;
        bool isHost = System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        return isHost ? Environment.ProcessPath! : "dotnet";
    }
}
