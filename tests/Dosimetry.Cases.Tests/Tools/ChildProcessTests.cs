using Dosimetry.Cases.Tools;
using Xunit.Abstractions;

namespace Dosimetry.Cases.Tests.Tools;

public sealed class ChildProcessTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Arguments_reach_the_child_as_they_are_and_no_shell_looks_at_them()
    {
        ChildResult result = await Run(Long, "printf", "%s|", "a b", "$HOME", "; rm -rf x", "*");
        Assert.Equal("a b|$HOME|; rm -rf x|*|", result.Output);
    }

    [Fact]
    public async Task A_child_past_its_time_is_killed_with_its_children()
    {
        ChildResult result = await Run(TimeSpan.FromMilliseconds(300), "sh", "-c", "sleep 60 & echo $!; wait");
        Assert.Equal(ChildEnding.TimedOut, result.Ending);
        Assert.False(IsAlive(result.Output.Trim()));
    }

    [Fact]
    public async Task A_cancelled_child_is_dead_when_the_caller_hears_of_it()
    {
        using CancellationTokenSource cancel = new(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChildProcess.RunAsync(new ChildCommand(["sleep", "60"], Long), cancel.Token));
    }

    [Fact]
    public async Task A_chatty_child_does_not_fill_memory()
    {
        ChildResult result = await ChildProcess.RunAsync(new ChildCommand(["sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' x"], Long) { OutputCap = 1000 }, default);
        Assert.Equal((ChildEnding.Exited, 0, 1000), (result.Ending, result.ExitCode, result.Output.Length));
    }

    [Fact]
    public async Task Lines_of_stderr_are_heard_while_the_child_runs()
    {
        List<string> lines = [];
        await ChildProcess.RunAsync(new ChildCommand(["sh", "-c", "echo one >&2; echo two >&2"], Long) { OnErrorLine = lines.Add }, default);
        Assert.Equal(["one", "two"], lines);
    }

    [Fact, Trait("REQ", "P3")]
    public async Task A_confined_child_has_no_network_little_memory_and_no_core_dump()
    {
        IReadOnlyList<string> command = Confinement.WithLimits(Confinement.WithoutNetwork(["sh", "-c", "cat /proc/net/dev; ulimit -v; ulimit -c"]), 1L << 30);
        string[] lines = (await ChildProcess.RunAsync(new ChildCommand(command, Long), default)).Output.Trim().Split('\n');
        if (Confinement.Describe() is var caps && caps != "memory capped by prlimit; no network")
        {
            output.WriteLine($"SKIPPED A_confined_child_has_no_network_little_memory_and_no_core_dump: {caps}");
            return;
        }
        Assert.Equal(["1048576", "0"], lines[^2..]);
        Assert.All(lines[2..^2], line => Assert.StartsWith("lo:", line.Trim())); // two header lines, then interfaces: loopback at most
    }

    private static Task<ChildResult> Run(TimeSpan limit, params string[] command) => ChildProcess.RunAsync(new ChildCommand(command, limit), default);

    private static bool IsAlive(string processId) =>
        File.Exists($"/proc/{processId}/stat") && !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
}
