using System.CommandLine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Plan;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry plan</c>: activity, ligand amount and cycles under organ limits.</summary>
internal static class PlanVerb
{
    private static readonly Option<FileInfo> Patient = new("--patient") { Required = true, Description = "Patient JSON: inputs, kon, koff, lambda_phys_per_min." };
    private static readonly Option<FileInfo?> Limits = new("--limits") { Description = "Limits JSON: organs[], ligand_nmol[], cycles[], prescribed, …; defaults otherwise." };
    private static readonly Option<FileInfo?> Fit = new("--fit") { Description = "JSON of pbpk fit: its posterior gives the probabilities. Default: the population." };
    private static readonly Option<FileInfo?> AfterFile = new("--after")
    { Description = "After a cycle: JSON with delivered[] {activity_GBq, ligand_nmol, cycles} and data[] as for pbpk fit. Fits, plans the remaining cycles anew and says what changed and why." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seed of the draws.", DefaultValueFactory = _ => 1 };

    public static Command Create() =>
        new Command("plan", "Activity, ligand amount and cycles under organ limits.") { Patient, Limits, Fit, AfterFile, Seed }.Does((parsed, cancel) =>
        {
            FileInfo patientFile = parsed.GetValue(Patient)!;
            return PbpkInput.Read(patientFile, document =>
            {
                PbpkPatient patient = PatientFile.Read(document);
                Label label = PbpkInput.ReadLabel(document);
                PlanRequest request = Request(PlanRequest.For(patient, Nuclides()[label.Nuclide]), parsed.GetValue(Limits));
                (Posterior posterior, string from) = Knowledge(patient, parsed.GetValue(Fit));
                ulong seed = (ulong)parsed.GetValue(Seed);
                if (parsed.GetValue(AfterFile) is { } after) return PlanAfter.Run(posterior, label, request, after, seed, cancel);
                PlanResult plan = new Planner(posterior, label, request, seed, cancel).Plan(from);
                return new VerbResult(plan, plan.Remarks.Concat((plan.Accepted.Count > 0 ? plan.Accepted : plan.Options).Select(Line)));
            });
        });

    private static PlanRequest Request(PlanRequest defaults, FileInfo? limits) =>
        limits is null ? defaults : PbpkInput.Read(limits, d => PlanRequestFile.Read(d, defaults));

    private static (Posterior, string) Knowledge(PbpkPatient patient, FileInfo? fit) =>
        fit is null ? (Posterior.OfPopulation(patient), "spread of the population and error of the model: nothing of this patient has been measured")
            : (PbpkInput.Read(fit, d => FitFile.ReadPosterior(patient, d)), $"posterior of the fit {fit.Name} and error of the model");

    private static NuclideLibrary Nuclides() => new(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides"));

    internal static string Line(PlanOption o) => FormattableString.Invariant(
        $"{o.Ligand_nmol,7:G4} nmol  {o.Cycles} × {o.Activity_GBq,6:F2} GBq  kidney BED {o.KidneyBed_Gy,5:F1} Gy  tumour {o.TumourDose_Gy,6:F1} Gy (BED {o.TumourBed_Gy:F0} Gy){(o.OnParetoFront ? "  *" : "")}");
}
