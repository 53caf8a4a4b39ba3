using Dosimetry.Cli.Verbs;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Validate;

/// <summary>What an individual fit was given.</summary>
internal enum CoverageData
{
    /// <summary>One Ga-68 PET an hour after injection.</summary>
    Pet,
    /// <summary>That PET and two Lu-177 SPECT, one and four days after the therapy.</summary>
    PetAndSpect,
}

/// <summary>One organ of one drawn patient: ln(predicted/true) time-integrated activity beside the spread of the fit and of fit and model error together.</summary>
internal sealed record Predicted(CoverageData Data, bool Misspecified, string Organ, double LogDeviation, double FitLogSd, double TotalLogSd);

/// <summary>Draws patients, images them, fits them and compares the predicted therapy with the true one.</summary>
internal sealed class CoverageStudy(ulong seed, int patients)
{
    private const double End_min = 95716.8, PetTime_min = 60, PetSigma = 0.12, SpectSigma = 0.08, TumourExtra = 0.05;
    private static readonly double[] SpectTimes_min = [1440, 5760];
    private static readonly Protocol Pet = Protocol.Cycles(Label.ByName("Ga-68"), 150, 2), Therapy = Protocol.Cycles(Label.ByName("Lu-177"), PbpkInput.StandardActivity_MBq, PbpkInput.StandardLigand_nmol);

    /// <summary>Organs whose kinetics the model claims to know.</summary>
    public static IReadOnlyList<string> Organs { get; } = ["Kidney", "Parotid", "Submandibular", "Tumor1", "Tumor2", "TumorRest"];

    /// <summary>Runs; every other patient is misspecified.</summary>
    public IReadOnlyList<Predicted> Run(CancellationToken cancel)
    {
        Predicted[][] all = new Predicted[patients][];
        Parallel.For(0, patients, new ParallelOptions { CancellationToken = cancel }, n => all[n] = [.. Of(VirtualPatients.Draw(seed, n, misspecified: n % 2 == 1), n % 2 == 1, cancel)]);
        return [.. all.SelectMany(p => p)];
    }

    private static IEnumerable<Predicted> Of(VirtualPatient patient, bool misspecified, CancellationToken cancel)
    {
        PbpkResult truth = PbpkSimulator.Simulate(new PbpkModel(patient.Truth), Therapy, [End_min], cancel: cancel);
        Measurement[] pet = [.. Measure(patient, Ligand.ByName("PSMA-11"), Pet, PetTime_min, PetSigma, 100)];
        IEnumerable<Measurement> spect = SpectTimes_min.SelectMany((t, k) => Measure(patient, patient.Truth.Ligand, Therapy, t, SpectSigma, 200 + 100 * k));
        foreach ((CoverageData data, Measurement[] seen) in new[] { (CoverageData.Pet, pet), (CoverageData.PetAndSpect, [.. pet, .. spect]) })
        {
            MapResult fit = MapFit.Run(patient.Known, Prior.Population(patient.Known), seen, cancel);
            PosteriorPrediction predicted = fit.Posterior.Predict(Therapy, [End_min], [], cancel);
            foreach (string o in Organs)
                yield return new Predicted(data, misspecified, o, Math.Log(predicted.Tia_MBq_h[o] / truth.Tia_MBq_h[o]), predicted.TiaLogSd[o], predicted.TiaTotalLogSd[o]);
        }
    }

    /// <summary>An image: the true activities with the patient's noise, and the uncertainty a fit assumes.</summary>
    private static IEnumerable<Measurement> Measure(VirtualPatient patient, Ligand ligand, Protocol protocol, double time_min, double organSigma, int firstPlace)
    {
        PbpkResult truth = PbpkSimulator.Simulate(new PbpkModel(patient.Truth with { Ligand = ligand }), protocol, [time_min]);
        Administration given = protocol.Administrations[0];
        return Organs.Select((organ, o) =>
        {
            double assumed = organSigma + (organ.StartsWith("Tumor", StringComparison.Ordinal) ? TumourExtra : 0);
            return new Measurement(ligand, protocol.Label, given.Hot_nmol * protocol.Label.Activity_MBq_per_nmol, given.Hot_nmol + given.Cold_nmol, time_min, organ,
                truth.Activity_MBq(organ)[0] * Math.Exp(patient.NoiseOverAssumed * assumed * patient.Random.Normal(firstPlace + o)), assumed);
        });
    }
}
