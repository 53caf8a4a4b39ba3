using System.Collections.Concurrent;
using System.Diagnostics;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>The real program as a user starts it: its own process, a free port, a data folder of its own that is removed afterwards.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _output = new();

    private AppProcess(string dataFolder, Process process) => (DataFolder, _process) = (dataFolder, process);

    /// <summary>Folder of the record.</summary>
    public string DataFolder { get; }
    /// <summary>The one-time link that the program printed.</summary>
    public Uri Link => _link.Task.Result;
    /// <summary>Root address.</summary>
    public string Address => Link.GetLeftPart(UriPartial.Authority);
    /// <summary>Everything printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the program and waits for its one-time link.</summary>
    public static async Task<AppProcess> StartAsync(string? dataFolder = null, string? tool = null, params string[] arguments)
    {
        string data = dataFolder ?? Directory.CreateTempSubdirectory("dosimetry-web-").FullName;
        Process process = new() { StartInfo = Command(["--port", "0", "--data", data, "--tool", tool ?? TestFiles.FakeTool, .. arguments]) };
        AppProcess app = new(data, process);
        process.OutputDataReceived += (_, line) => app.Read(line.Data);
        process.ErrorDataReceived += (_, line) => app.Read(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = process.WaitForExitAsync().ContinueWith(_ => app._link.TrySetException(new InvalidOperationException("The program ended: " + app.Output)), TaskScheduler.Default);
        await app._link.Task.WaitAsync(StartLimit);
        return app;
    }

    private static ProcessStartInfo Command(string[] arguments) => new("dotnet", [TestFiles.WebProgram, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Path.GetTempPath(),
    };

    private void Read(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        const string mark = "One-time link";
        if (line.Contains(mark, StringComparison.Ordinal)) _link.TrySetResult(new Uri(line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].Trim()));
    }

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        TestSupport.TestFolder.Delete(DataFolder);
    }
}
