using System.CommandLine;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Sbml;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry pbpk export</c>: patient and protocol as SBML for other simulators.</summary>
internal static class PbpkExportVerb
{
    private static readonly Option<FileInfo> Patient = new("--patient") { Required = true, Description = "Patient JSON: inputs, kon, koff, lambda_phys_per_min, doses[] (7.4 GBq on 57.1 nmol where absent)." };
    private static readonly Option<FileInfo> Output = new("--out") { Required = true, Description = "SBML Level 3 Version 2 file." };

    public static Command Create() =>
        new Command("export", "SBML L3V2 of a patient and protocol.") { Patient, Output }.Does((parsed, _) => Export(parsed.GetValue(Patient)!, parsed.GetValue(Output)!));

    private static VerbResult Export(FileInfo patientFile, FileInfo output) => PbpkInput.Read(patientFile, document =>
    {
        PbpkModel model = new(PatientFile.Read(document));
        Protocol protocol = PbpkInput.ReadProtocol(document) ?? Protocol.Cycles(PbpkInput.ReadLabel(document), PbpkInput.StandardActivity_MBq, PbpkInput.StandardLigand_nmol);
        using (FileStream stream = output.Create()) SbmlExport.Write(stream, model, protocol);
        return new VerbResult(new { Out = output.Name, Species = 2 * model.Spaces.Count, Administrations = protocol.Administrations.Count }, [$"Written: {output.Name}"]);
    });
}
