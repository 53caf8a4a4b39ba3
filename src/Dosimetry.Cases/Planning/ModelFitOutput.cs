using Dosimetry.Cases.Store;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Cases.Planning;

/// <summary>Writes a fit for the pages and for the command line, which can repeat and go on with it.</summary>
internal static class ModelFitOutput
{
    /// <param name="document">For the pages.</param>
    /// <param name="fit">The fit to all images.</param>
    /// <param name="before">The fit to the PET alone; null where the other used no SPECT or there is no PET.</param>
    /// <param name="basis">The patient before the fit.</param>
    /// <param name="folder">An existing folder.</param>
    public static void Write(ModelFitDocument document, MapResult fit, MapResult? before, PbpkPatient basis, string folder)
    {
        if (before is not null) Durable.WriteJson(Path.Combine(folder, ModelFitFiles.Before), FitOf(before));
        Durable.WriteJson(Path.Combine(folder, ModelFitFiles.Document), document);
        Durable.WriteJson(Path.Combine(folder, ModelFitFiles.Patient), PatientOf(basis, document.Therapy.Nuclide));
        Durable.WriteJson(Path.Combine(folder, ModelFitFiles.Measurements), document.Observations.Select(o => MeasurementOf(o.Observation)).ToList());
        Durable.WriteJson(Path.Combine(folder, ModelFitFiles.Fit), FitOf(fit));
    }

    /// <summary>In the words of <see cref="PatientFile"/>.</summary>
    private static Dictionary<string, object> PatientOf(PbpkPatient p, string nuclide) => new()
    {
        ["inputs"] = new Dictionary<string, object?>
        {
            ["BW"] = p.Covariates.Weight_kg, ["height_cm"] = p.Covariates.Height_cm, ["age"] = p.Covariates.Age_y, ["hct"] = p.Covariates.Haematocrit,
            ["GFR"] = p.Covariates.Gfr_L_per_min, ["V_kidney"] = p.Volumes.Kidney_L, ["V_liver"] = p.Volumes.Liver_L, ["V_spleen"] = p.Volumes.Spleen_L,
            ["V_parotid"] = p.Volumes.Parotid_L, ["V_submand"] = p.Volumes.Submandibular_L, ["V_lacrimal"] = p.Volumes.Lacrimal_L, ["V_prostate"] = p.Volumes.Prostate_L,
            ["ligand"] = p.Ligand.Name, ["nuclide"] = nuclide,
            ["tumors"] = p.Tumours.Select(t => new Dictionary<string, object> { ["name"] = t.Name, ["V"] = t.Volume_L, ["R"] = t.ReceptorDensity_nmol_per_L, ["f"] = t.Flow_per_min }).ToList(),
        },
    };

    private static Dictionary<string, object> MeasurementOf(OrganObservation o) => new()
    {
        ["ligand"] = o.Ligand, ["nuclide"] = o.Nuclide, ["injected_MBq"] = o.Injected_MBq, ["ligand_nmol"] = o.Ligand_nmol, ["time_min"] = o.Time_min,
        ["organ"] = o.Organ, ["activity_MBq"] = o.Activity_MBq, ["cv"] = o.RelativeSigma,
    };

    /// <summary>In the words of <c>pbpk fit --json</c>.</summary>
    private static Dictionary<string, object> FitOf(MapResult fit) => new()
    {
        ["map"] = fit.Posterior.Names.Zip(fit.Posterior.LogMode).ToDictionary(x => x.First, x => Math.Exp(x.Second)),
        ["logCovariance"] = fit.Posterior.LogCovariance,
        ["seenLate"] = fit.Posterior.Error.SeenLate?.Order(StringComparer.Ordinal).ToList() ?? [],
    };
}
