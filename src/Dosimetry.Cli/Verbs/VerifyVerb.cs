using System.CommandLine;
using System.Globalization;
using Dosimetry.Cases;
using Dosimetry.Cases.Store;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry verify --data DIR</c>: reads every stored file again and compares it with its hash, then checks the audit trail.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        RecordOptions record = new();
        Command command = new("verify", "Checks every stored file against its hash, and the audit trail.");
        record.AddTo(command);
        return command.Does((parsed, cancel) =>
        {
            using CaseWorkspace workspace = record.Open(parsed);
            RecordReport report = workspace.Check.Run(null, cancel);
            return new VerbResult(report, Lines(report), report.Intact ? ExitCode.Done : ExitCode.Failed);
        });
    }

    private static IEnumerable<string> Lines(RecordReport report)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{report.Files} files, {report.Bytes >> 20} MiB, {report.Damaged.Count} damaged");
        foreach (DamagedFile file in report.Damaged) yield return $"  {file.Problem}: case {file.CaseId}, {file.Place}/{file.Name}";
        yield return report.Audit.Intact ? $"Audit trail intact, {report.Audit.Entries} entries" : $"Audit trail: entry {report.Audit.FirstBad} is bad. {report.Audit.Reason}";
    }
}
