using System.CommandLine;
using Dosimetry.Cases;
using Dosimetry.Cases.Security;
using Dosimetry.Engine.Report.Bundle;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry bundle CASE --data DIR --out FILE.zip</c>: a de-identified research bundle; the record's trail notes it.</summary>
internal static class BundleVerb
{
    /// <summary>Whoever may read the data folder on this machine acts as its administrator.</summary>
    private static readonly Actor CommandLine = new("command-line", "command line", Role.Admin);

    public static Command Create()
    {
        RecordOptions record = new();
        Argument<string> caseId = new("CASE") { Description = "Identifier of the case, as in its address." };
        Option<FileInfo> output = new("--out") { Required = true, Description = "The zip to write; an existing file is refused." };
        Command command = new("bundle", "De-identified research bundle: images, labels, doses; identifiers replaced, dates moved, names removed.") { caseId, output };
        record.AddTo(command);
        return command.Does((parsed, cancel) =>
        {
            using CaseWorkspace workspace = record.Open(parsed);
            string id = workspace.Cases.Get(parsed.GetValue(caseId)!).Id;
            using FileStream zip = new(parsed.GetValue(output)!.FullName, FileMode.CreateNew);
            IReadOnlyList<BundleFile> files = workspace.Bundles.Write(CommandLine, id, zip, cancel);
            return new VerbResult(new { Files = files }, files.Select(f => $"{f.Sha256[..12]}  {f.Name}"));
        });
    }
}
