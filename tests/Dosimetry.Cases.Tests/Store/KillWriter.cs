namespace Dosimetry.Cases.Tests.Store;

/// <summary>Saves settings and labels without end and acknowledges each save on stdout, after its commit only. A test kills it.</summary>
internal static class KillWriter
{
    public static int Run(string folder)
    {
        using CaseWorkspace workspace = new(new CasesOptions { DataFolder = folder, DiskReserveBytes = 1 }, TimeProvider.System);
        string caseId = workspace.Cases.List().Single().Id;
        while (true)
        {
            var now = workspace.Settings.Get(caseId);
            ulong next = now.Settings.Protocol.Seed + 1; // a field that takes any number
            workspace.Settings.Save(TestRecord.Anna, caseId, now.Settings with { Protocol = now.Settings.Protocol with { Seed = next } }, now.RowVersion);
            Console.Out.WriteLine(next.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Console.Out.Flush();
        }
    }
}
