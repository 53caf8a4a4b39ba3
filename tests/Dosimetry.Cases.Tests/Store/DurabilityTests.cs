using System.Diagnostics;
using System.Globalization;

namespace Dosimetry.Cases.Tests.Store;

public sealed class DurabilityTests
{
    private const int Kills = 5;

    [Fact, Trait("REQ", "D1")]
    public void Killed_writers_lose_no_acknowledged_save_and_leave_an_intact_trail()
    {
        using TestRecord record = new(time: TimeProvider.System);
        string caseId = record.NewCase();
        Random random = new(1);
        double acknowledged = 0;
        for (int i = 0; i < Kills; i++)
        {
            acknowledged = Math.Max(acknowledged, WriteAndKill(record.Folder, TimeSpan.FromMilliseconds(50 + random.Next(200))));
            record.Restart();
            double stored = record.Workspace.Settings.Get(caseId).Settings.Protocol.Seed;
            Assert.True(stored >= acknowledged, $"acknowledged {acknowledged}, stored {stored}");
            Assert.True(record.Workspace.Audit.Check().Intact);
            Assert.Equal("ok", record.Workspace.Database.Read(s => s.Value<string>("pragma integrity_check")));
        }
        Assert.True(acknowledged > Kills, "the writer did not write");
    }

    /// <summary>Lets the writer work for a while after its first save, kills it, and returns the last save it acknowledged.</summary>
    private static double WriteAndKill(string folder, TimeSpan lifetime)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(DurabilityTests).Assembly.Location, "writer", folder]) { RedirectStandardOutput = true };
        using Process writer = Process.Start(start)!;
        double last = 0;
        long deadline = long.MaxValue;
        while (writer.StandardOutput.ReadLine() is { } line)
        {
            last = double.Parse(line, CultureInfo.InvariantCulture);
            if (deadline == long.MaxValue) deadline = Environment.TickCount64 + (long)lifetime.TotalMilliseconds;
            if (Environment.TickCount64 > deadline && !writer.HasExited) writer.Kill();
        }
        writer.WaitForExit();
        return last;
    }
}
