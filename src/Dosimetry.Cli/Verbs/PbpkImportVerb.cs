using System.CommandLine;
using System.Globalization;
using System.Text;
using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Sbml;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry pbpk import</c>: a compartment model from SBML, simulated as it stands.</summary>
internal static class PbpkImportVerb
{
    private static readonly Option<FileInfo> Model = new("--model") { Required = true, Description = "SBML Level 2 Version 4 or Level 3 file of a compartment model." };
    private static readonly Option<string> Times = new("--times") { Description = "Output times in the file's unit, comma-separated, or a CSV whose first column holds them.", DefaultValueFactory = _ => "0,1,10,60,240,1440,4320,10080" };
    private static readonly Option<FileInfo?> Output = new("--out") { Description = "CSV: time,<species>,… as amounts." };

    public static Command Create() => new Command("import", "Simulates a compartment model from an SBML file.") { Model, Times, Output }
        .Does((parsed, cancel) => Run(parsed.GetValue(Model)!, PbpkInput.ReadTimes(parsed.GetValue(Times)!), parsed.GetValue(Output), cancel));

    private static VerbResult Run(FileInfo file, double[] times, FileInfo? output, CancellationToken cancel)
    {
        try
        {
            using FileStream stream = file.OpenRead();
            SbmlSimulation model = SbmlSimulation.Open(stream);
            SbmlResult result = model.Run(times, new SolverTolerance(1e-7, 1e-11), cancel);
            if (output is not null) Write(output, model.Species, result);
            return new VerbResult(new { result.Model, Species = model.Species.Count, result.Times, result.Amounts, Solver = new { result.Solver.Steps, result.Solver.Rejected } },
                [$"{result.Model}: {model.Species.Count} species, {result.Solver.Steps} steps"]);
        }
        catch (PbpkInputException e) { throw new RefusedException("PBPK.SBML", e.Message, file.Name); }
    }

    private static void Write(FileInfo output, IReadOnlyList<string> species, SbmlResult result)
    {
        StringBuilder csv = new("time," + string.Join(",", species) + "\n");
        for (int k = 0; k < result.Times.Count; k++)
            csv.Append(CultureInfo.InvariantCulture, $"{result.Times[k]:R},{string.Join(",", species.Select(s => result.Amounts[k][s].ToString("E9", CultureInfo.InvariantCulture)))}\n");
        File.WriteAllText(output.FullName, csv.ToString());
    }
}
