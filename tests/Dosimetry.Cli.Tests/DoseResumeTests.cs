using System.Diagnostics;
using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Tests;

/// <summary><c>dosimetry dose --checkpoint</c> killed as a process (SIGKILL, nothing can be tidied up) and started again.</summary>
public sealed class DoseResumeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-resume-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    [Fact]
    public void A_killed_run_ends_with_the_bits_of_one_in_one_go()
    {
        var grid = new Grid(12, 10, 8, Affine.Diagonal(new(4, 4, 4), default));
        NiftiFile.Write(At("tia.nii.gz"), new Volume<VoxelTia>(grid, [.. Enumerable.Range(0, grid.Count).Select(v => 1f + v % 7)]));
        Cli.Json([.. Arguments("whole")]);
        Kill([.. Arguments("resumed"), "--checkpoint", At("tallies"), "--checkpoint-every", "0"]);
        Assert.False(File.Exists(At("resumed.nii.gz")));
        JsonElement said = Cli.Json([.. Arguments("resumed"), "--checkpoint", At("tallies")]);
        Assert.True(said.GetProperty("resumedAt").GetInt64() > 0);
        Assert.Equal(NiftiFile.Read<Dose_Gy>(At("whole.nii.gz")).Values, NiftiFile.Read<Dose_Gy>(At("resumed.nii.gz")).Values);
        Assert.Equal(NiftiFile.Read<Dose_Gy>(At("whole-sigma.nii.gz")).Values, NiftiFile.Read<Dose_Gy>(At("resumed-sigma.nii.gz")).Values);
        Assert.False(File.Exists(At("tallies")));
    }

    private string[] Arguments(string name) =>
        ["dose", "--engine", "monte-carlo", "--histories", "6000000", "--tia", At("tia.nii.gz"), "--uniform-density", "1.0", "--device", "cpu",
            "--out", At($"{name}.nii.gz"), "--sigma-out", At($"{name}-sigma.nii.gz")];

    /// <summary>Ends the program as soon as it has written its first tallies.</summary>
    private void Kill(string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "dosimetry.dll"), .. arguments])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginErrorReadLine(); // its progress must not fill the pipe
        long start = Stopwatch.GetTimestamp();
        while (!File.Exists(At("tallies")))
        {
            Assert.False(process.HasExited || Stopwatch.GetElapsedTime(start) > Limit, "no tallies were written");
            Thread.Sleep(5);
        }
        process.Kill();
        process.WaitForExit();
        Assert.True(File.Exists(At("tallies")), "the run ended before it was killed");
    }
}
