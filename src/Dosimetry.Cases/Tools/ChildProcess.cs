using System.Diagnostics;
using System.Text;

namespace Dosimetry.Cases.Tools;

/// <summary>The only place that starts child processes and waits for them: argument lists, time limit, bounded output, killed with all their children on overrun.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the child is dead.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The program does not exist.</exception>
    public static async Task<ChildResult> RunAsync(ChildCommand command, CancellationToken cancel)
    {
        using Process process = Start(command.Arguments, command.Environment);
        process.StandardInput.Close();
        Task<string> output = ReadAsync(process.StandardOutput, command.OutputCap, null), error = ReadAsync(process.StandardError, command.OutputCap, command.OnErrorLine);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(command.TimeLimit);
        ChildEnding ending = ChildEnding.Exited;
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            ending = ChildEnding.TimedOut;
        }
        return new ChildResult(ending, process.ExitCode, await output, await error);
    }

    /// <summary>Starts a process with its three streams as pipes.</summary>
    public static Process Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new(arguments[0], arguments.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0"; // a crash dump could hold patient data
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<string> ReadAsync(StreamReader reader, int cap, Action<string>? onLine)
    {
        StringBuilder kept = new();
        LineSplitter? lines = onLine is null ? null : new LineSplitter(onLine);
        char[] buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
        {
            kept.Append(buffer, 0, Math.Min(read, cap - kept.Length));
            lines?.Add(buffer.AsSpan(0, read));
        }
        return kept.ToString();
    }
}
