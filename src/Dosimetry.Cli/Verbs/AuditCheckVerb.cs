using System.CommandLine;
using System.Globalization;
using Dosimetry.Cases;
using Dosimetry.Cases.Audit;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry audit-check --data DIR</c>: walks the hash chain of the audit trail and names the first bad entry.</summary>
internal static class AuditCheckVerb
{
    public static Command Create()
    {
        RecordOptions record = new();
        Option<string?> anchor = new("--anchor") { Description = "A head kept elsewhere, as NUMBER:HASH: finds a trail that was rewritten as a whole." };
        Command command = new("audit-check", "Checks that nobody changed the audit trail.") { anchor };
        record.AddTo(command);
        return command.Does((parsed, _) =>
        {
            using CaseWorkspace workspace = record.Open(parsed);
            AuditCheck check = workspace.Audit.Check(ReadAnchor(parsed.GetValue(anchor)));
            return new VerbResult(check, [Line(check)], check.Intact ? ExitCode.Done : ExitCode.Failed);
        });
    }

    private static string Line(AuditCheck check) => check.Intact
        ? $"{check.Entries} entries, intact. Head {check.Entries}:{check.HeadSha256}"
        : $"First bad entry: {check.FirstBad}. {check.Reason}";

    private static AuditHead? ReadAnchor(string? text)
    {
        if (text is null) return null;
        string[] parts = text.Split(':');
        bool good = parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (!good) throw new WrongArgumentsException("--anchor is NUMBER:HASH, as audit-check prints it.");
        return new AuditHead { Sequence = long.Parse(parts[0], CultureInfo.InvariantCulture), Sha256 = parts[1] };
    }
}
