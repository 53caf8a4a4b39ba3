using System.Runtime.CompilerServices;

namespace Dosimetry.Web.Tests;

/// <summary>Files of the checkout that tests use.</summary>
internal static class TestFiles
{
    /// <summary>Root of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program as built beside the tests, in the same configuration.</summary>
    public static string WebProgram => Path.Combine(Root, "src", "Dosimetry.Web", "bin", Configuration, "net10.0", "Dosimetry.Web.dll");

    /// <summary>Stands for the dosimetry program: "imports" by copying a prepared outcome, so that pages can be tested without images.</summary>
    public static string FakeTool { get; } = Executable(Path.Combine(AppContext.BaseDirectory, "Data", "fake-dosimetry.sh"));

    /// <summary>The real dosimetry program in the same configuration; null where it was not built.</summary>
    public static string? RealTool => Path.Combine(Root, "src", "Dosimetry.Cli", "bin", Configuration, "net10.0", "dosimetry.dll") is var path && File.Exists(path) ? path : null;

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static string Executable(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        return path;
    }
}
