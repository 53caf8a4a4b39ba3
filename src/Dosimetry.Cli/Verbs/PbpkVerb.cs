using System.CommandLine;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry pbpk …</c>: kinetics of PSMA ligands in the whole body.</summary>
internal static class PbpkVerb
{
    public static Command Create() => new("pbpk", "Kinetics of PSMA ligands in the whole body.")
    {
        PbpkSimulateVerb.Create(), PbpkFitVerb.Create(), PbpkExportVerb.Create(), PbpkImportVerb.Create(),
    };
}
