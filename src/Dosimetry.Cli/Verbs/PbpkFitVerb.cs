using System.CommandLine;
using System.Diagnostics;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry pbpk fit</c>: individual parameters from PET and SPECT measurements.</summary>
internal static class PbpkFitVerb
{
    private static readonly Option<FileInfo> Patient = new("--patient") { Required = true, Description = "Patient JSON: inputs (or covariates); its doses[], where it has any, are the therapy predicted." };
    private static readonly Option<FileInfo> Data = new("--data") { Required = true, Description = "Measurements: ligand, nuclide, injected_MBq, ligand_nmol, time_min, organ, activity_MBq, cv." };
    private static readonly Option<FileInfo?> PriorFile = new("--prior") { Description = "Prior: parameter → median, CV; or the JSON of an earlier fit, whose posterior it then is. Default: the population." };

    private static readonly Option<bool> Profile = new("--profile") { Description = "Profile every parameter: what the data alone say about it." };
    private static readonly Option<bool> Mcmc = new("--mcmc") { Description = "Also sample the posterior by Markov chains, with diagnostics." };
    private static readonly Option<int> Chains = new("--chains") { Description = "Chains of --mcmc.", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Draws = new("--draws") { Description = "Draws per chain of --mcmc.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of --mcmc.", DefaultValueFactory = _ => 1 };

    public static Command Create() =>
        new Command("fit", "Individual parameters from measurements.") { Patient, Data, PriorFile, Profile, Mcmc, Chains, Draws, Seed }.Does(Fit);

    private static VerbResult Fit(ParseResult parsed, CancellationToken cancel)
    {
        FileInfo patientFile = parsed.GetValue(Patient)!;
        PbpkPatient patient = PbpkInput.Read(patientFile, PatientFile.Read);
        Protocol therapy = PbpkInput.Read(patientFile, d => PbpkInput.ReadProtocol(d)
            ?? Protocol.Cycles(PbpkInput.ReadLabel(d), PbpkInput.StandardActivity_MBq, PbpkInput.StandardLigand_nmol));
        Prior prior = parsed.GetValue(PriorFile) is { } priorFile ? PbpkInput.Read(priorFile, FitFile.ReadPrior) : Prior.Population(patient);
        Stopwatch clock = Stopwatch.StartNew();
        return PbpkInput.Read(parsed.GetValue(Data)!, data =>
        {
            IReadOnlyList<Measurement> measurements = FitFile.ReadMeasurements(data);
            MapResult fit = MapFit.Run(patient, prior, measurements, cancel);
            string[] organs = [.. measurements.Select(m => m.Organ).Distinct()];
            PosteriorPrediction prediction = fit.Posterior.Predict(therapy, PbpkFitReport.Times_min(therapy), organs, cancel);
            PbpkFitReport report = PbpkFitReport.Of(fit, patient.Ligand, therapy, prediction, clock.Elapsed.TotalMilliseconds) with
            {
                Profiles = parsed.GetValue(Profile) ? ProfileLikelihood.Run(patient, prior, measurements, fit, cancel: cancel) : null,
                Mcmc = parsed.GetValue(Mcmc) ? McmcReport.Of(McmcFit.Run(patient, prior, measurements, fit, new McmcOptions(parsed.GetValue(Chains), parsed.GetValue(Draws), Seed: parsed.GetValue(Seed)), cancel: cancel)) : null,
            };
            return new VerbResult(report, report.Lines());
        });
    }
}
