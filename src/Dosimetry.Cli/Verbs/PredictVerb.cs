using System.CommandLine;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Planning;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Tools;
using Dosimetry.Cases.Work;
using Dosimetry.Engine;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Report;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry predict</c>: the dose of a therapy that has not been given, from the PET.</summary>
internal static class PredictVerb
{
    private static readonly TimeSpan ImportLimit = TimeSpan.FromHours(1);
    private static readonly Option<string> CaseFile = new("--case") { Required = true, Description = "case.json: patient, radiopharmaceutical (the planned cycle), inputs with a PET, regions." };
    private static readonly Option<string?> PetLigand = new("--pet-ligand") { Description = "Ligand of the PET, e.g. DCFPyL. Default: the usual one of its nuclide." };
    private static readonly Option<double?> PetAmount = new("--pet-nmol") { Description = "Ligand injected for the PET, nmol. Default: assumed." };
    private static readonly Option<string?> Engine = new("--engine") { Description = "Dose engine; wins over the case." };
    private static readonly Option<string> Out = new("--out") { Required = true, Description = "Folder for predicted-dose.nii.gz, predicted-labels.nii.gz and prediction.json." };
    private static readonly Option<DeviceChoice> Device = PhysicsOptions.Device();
    private static readonly Option<int> Threads = PhysicsOptions.Threads();

    public static Command Create() =>
        new Command("predict", "Dose of a therapy before it is given, from the PET, with intervals.") { CaseFile, PetLigand, PetAmount, Engine, Out, Device, Threads }.Does(RunAsync);

    private static async Task<VerbResult> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        string folder = Directory.CreateDirectory(parsed.GetValue(Out)!).FullName;
        RunInput input = RunInput.OfCase(parsed.GetValue(CaseFile)!);
        var import = new CaseImport(new ImportTool(CliProgram.Locate(null), ImportLimit), Path.Combine(folder, "import"), Console.Error.WriteLine);
        (CaseDescription description, string imported) = await import.ReadAsync(input.Case, input.Home, cancel);
        description = description with { Protocol = description.Protocol with { Engine = parsed.GetValue(Engine) ?? description.Protocol.Engine } };
        CaseRanges.Refuse(description);
        CaseSettings settings = DescribedSettings.Of(description) with { Planning = new PlanningSettings { PetLigand = parsed.GetValue(PetLigand), PetAmount_nmol = parsed.GetValue(PetAmount) } };
        PredictionRequest request = new(description, settings, imported, folder, parsed.GetValue(Device), parsed.GetValue(Threads));
        PredictionDocument document = PredictionRun.Run(request, new Silent(), cancel);
        return new VerbResult(document, Lines(document));
    }

    private static IEnumerable<string> Lines(PredictionDocument d)
    {
        yield return FormattableString.Invariant($"{d.Label}: {d.Cycle.Activity_MBq:F0} MBq {d.Cycle.Nuclide} {d.Cycle.Ligand} on {d.Cycle.Ligand_nmol:G4} nmol ({d.Cycle.Source})");
        foreach (PredictedDose r in d.Regions)
            yield return $"{r.Name,-26} {Figures.Show(r.Dose_Gy),10} Gy   {(r.Low_Gy is { } low && r.High_Gy is { } high ? $"90 % {Figures.Show(low)} to {Figures.Show(high)}" : "no interval")}   {r.Method}";
        foreach (string reason in d.OutOfDistribution.Reasons) yield return "outside the model's population: " + reason;
        yield return Statements.ResearchUseOnly;
    }

    private sealed class Silent : IProgress<JobProgress>
    {
        public void Report(JobProgress value) { }
    }
}
