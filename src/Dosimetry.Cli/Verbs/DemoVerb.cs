using System.CommandLine;
using Dosimetry.Cases;
using Dosimetry.Cases.Demo;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Phantom.Psma;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry demo --data DIR</c>: makes the demo case of a record when it has none.</summary>
internal static class DemoVerb
{
    private const ulong Seed = 3;

    public static Command Create()
    {
        RecordOptions record = new();
        Command command = new("demo", "Makes the demo case of a record when it has none: a virtual patient, imported and computed like anybody's files.");
        record.AddTo(command);
        return command.Does(async (parsed, cancel) =>
        {
            using CaseWorkspace workspace = record.OpenOrMake(parsed);
            DemoSetup demo = new(workspace);
            CaseSummary? there = demo.Find();
            if (there is not null) return Said(there, "is there already");
            Console.Error.WriteLine("Making the demo case: a virtual patient, about two minutes the first time.");
            string folder = Path.Combine(workspace.Root.Folder, "demo-patient");
            if (!File.Exists(Path.Combine(folder, "case.json")))
                PsmaStudy.Write(PsmaPatient.Draw(new PsmaOptions(Seed) { Style = ScannerStyle.ByName("standard") }), folder, structures: true, new Lines(), cancel);
            CaseSummary made = await demo.MakeAsync(folder, new Lines(), cancel);
            Directory.Delete(folder, recursive: true);
            return Said(made, "is ready");
        });
    }

    private static VerbResult Said(CaseSummary demo, string how) => new(new { CaseId = demo.Id, demo.Label }, [$"{demo.Label} {how} ({demo.Id})."]);

    private sealed class Lines : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine($"  {value}");
    }
}
