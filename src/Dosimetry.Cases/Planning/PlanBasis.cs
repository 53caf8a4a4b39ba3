using System.Text.Json;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Plan;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cases.Planning;

/// <summary>
/// What a plan of a case rests on: the patient with the posterior of his fit, what was known before the therapy's SPECT (null where the fit used none), the label
/// of the therapy, and the limits. <paramref name="Fit"/>: the model fit.
/// </summary>
public sealed record PlanBasis(CaseResult Fit, Posterior Posterior, Posterior? BeforeSpect, Label Label, PlanRequest Request)
{
    /// <summary>Largest number of cycles that can be chosen.</summary>
    public const int MostCycles = 8;

    /// <summary>Where the probabilities come from.</summary>
    public const string Uncertainty = "posterior of this patient's fit and error of the model";

    /// <summary>Reads the basis of a case.</summary>
    /// <param name="results">Checks and reads the files of the fit.</param>
    /// <param name="fit">The fit.</param>
    /// <param name="settings">Limits of the case and what was given.</param>
    /// <param name="nuclides">Energies of the nuclides.</param>
    /// <exception cref="RefusedException">A file of the fit was changed, the patient has no tumour, or the limits cannot be.</exception>
    public static PlanBasis Of(CaseResults results, CaseResult fit, CaseSettings settings, NuclideLibrary nuclides)
    {
        JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllText(results.VerifiedFile(fit, name)
            ?? throw new RefusedException("MODEL.NO_FILE", $"The fit has no {name}. Fit the model again with this version."))).RootElement;
        try
        {
            PbpkPatient patient = PatientFile.Read(Read(ModelFitFiles.Patient));
            Posterior posterior = FitFile.ReadPosterior(patient, Read(ModelFitFiles.Fit));
            Posterior? before = fit.Files.ContainsKey(ModelFitFiles.Before) ? FitFile.ReadPosterior(patient, Read(ModelFitFiles.Before)) : null;
            string nuclide = settings.Administration?.Nuclide ?? "Lu-177";
            PlanRequest request = WithLimits(PlanRequest.For(posterior.Patient, nuclides[nuclide]), settings);
            return new PlanBasis(fit, posterior, before, Label.ByName(nuclide), request);
        }
        catch (PbpkInputException e) { throw new RefusedException("PLAN.INPUT", e.Message); }
    }

    /// <summary>The request with the limits and levels of the case's settings over the defaults; organs that the model lacks are left out.</summary>
    public static PlanRequest WithLimits(PlanRequest defaults, CaseSettings settings)
    {
        PlanningSettings planning = settings.Planning ?? new();
        Dictionary<string, OrganLimit> own = planning.Limits?.ToDictionary(o => o.Organ) ?? [];
        OutlookAssumptions outlook = defaults.Outlook with { Psa_ug_per_L = settings.Patient.Psa_ug_per_L is > 0 and var psa ? psa : null };
        PlanRequest request = defaults with
        {
            Organs = [.. defaults.Organs.Select(o => own.GetValueOrDefault(o.Organ, o))],
            LargestExceedProbability = planning.AcceptedProbability ?? defaults.LargestExceedProbability,
            LargestActivity_GBq = planning.LargestActivity_GBq ?? defaults.LargestActivity_GBq,
            Target = planning.Target is { } target && defaults.Organs.Any(o => o.Organ == target) ? target : defaults.Target,
            Cycles = planning.ProposedCycles is { } cycles ? [cycles] : defaults.Cycles,
            Outlook = outlook,
        };
        request.Check();
        return request;
    }
}
