using System.Diagnostics;

namespace Dosimetry.TestSupport;

/// <summary>Independent programs that check our output. Each may be absent: <see cref="Run"/> then gives null.</summary>
public static class Tool
{
    /// <summary>Exit code and everything printed, or null when there is no such program.</summary>
    public static (int Exit, string Output)? Run(string program, params string[] arguments)
    {
        if (Find(program) is not { } path) return null;
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>Debian's Python with a module, or null when either is absent.</summary>
    public static (int Exit, string Output)? Python(string module, string script, params string[] arguments)
    {
        const string debian = "/usr/bin/python3";
        if (!File.Exists(debian) || Run(debian, "-c", $"import {module}") is not { Exit: 0 }) return null;
        return Run(debian, ["-W", "ignore", "-c", script, .. arguments]);
    }

    private static string? Find(string program) => program.StartsWith('/') ? program
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
