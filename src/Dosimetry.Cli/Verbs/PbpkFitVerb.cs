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

    public static Command Create() =>
        new Command("fit", "Individual parameters from measurements.") { Patient, Data, PriorFile }
            .Does((parsed, cancel) => Fit(parsed.GetValue(Patient)!, parsed.GetValue(Data)!, parsed.GetValue(PriorFile), cancel));

    private static VerbResult Fit(FileInfo patientFile, FileInfo dataFile, FileInfo? priorFile, CancellationToken cancel)
    {
        PbpkPatient patient = PbpkInput.Read(patientFile, PatientFile.Read);
        Protocol therapy = PbpkInput.Read(patientFile, d => PbpkInput.ReadProtocol(d)
            ?? Protocol.Cycles(PbpkInput.ReadLabel(d), PbpkInput.StandardActivity_MBq, PbpkInput.StandardLigand_nmol));
        Prior prior = priorFile is null ? Prior.Population(patient) : PbpkInput.Read(priorFile, FitFile.ReadPrior);
        Stopwatch clock = Stopwatch.StartNew();
        return PbpkInput.Read(dataFile, data =>
        {
            IReadOnlyList<Measurement> measurements = FitFile.ReadMeasurements(data);
            MapResult fit = MapFit.Run(patient, prior, measurements, cancel);
            string[] organs = [.. measurements.Select(m => m.Organ).Distinct()];
            PosteriorPrediction prediction = fit.Posterior.Predict(therapy, PbpkFitReport.Times_min(therapy), organs, cancel);
            PbpkFitReport report = PbpkFitReport.Of(fit, patient.Ligand, therapy, prediction, clock.Elapsed.TotalMilliseconds);
            return new VerbResult(report, report.Lines());
        });
    }
}
