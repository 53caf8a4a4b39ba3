using Dosimetry.Cli.Verbs;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Validate;

/// <summary>
/// Do nominal 90 % intervals of the time-integrated activity hold the truth in nine of ten? 200 drawn patients, every other with kinetics the fit
/// does not know of, predicted from one PET before therapy.
/// </summary>
internal sealed class PbpkCoverage : IValidationGroup
{
    private const int Patients = 200;
    private const double Nominal90 = 1.6448536269514722, End_min = 95716.8;
    private static readonly string[] Organs = ["Kidney", "Parotid", "Tumor1", "Tumor2", "TumorRest"];
    private static readonly Protocol Pet = Protocol.Cycles(Label.ByName("Ga-68"), 150, 2), Therapy = Protocol.Cycles(Label.ByName("Lu-177"), PbpkInput.StandardActivity_MBq, PbpkInput.StandardLigand_nmol);

    public string Name => "pbpk-coverage";
    public bool RunsOnlyByName => true;

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        bool[][] held = new bool[Patients][]; // by patient, then organ
        Parallel.For(0, Patients, new ParallelOptions { CancellationToken = context.Cancel }, n => held[n] = Held(VirtualPatients.Draw(n, misspecified: n % 2 == 1), context.Cancel));
        for (int organ = 0; organ < Organs.Length; organ++)
        {
            double Share(Func<int, bool> which) => held.Where((_, n) => which(n)).Average(h => h[organ] ? 1.0 : 0.0);
            yield return new ValidationCheck(Name, $"one PET: {Organs[organ]}", Share(_ => true), 0.885, 0.085, false, "1", "drawn patients with known truth", FormattableString.Invariant(
                $"share of nominal 90 % intervals that hold the truth, 80 to 97 % asked for; model right {Share(n => n % 2 == 0):F2}, model wrong {Share(n => n % 2 == 1):F2}"));
        }
    }

    /// <summary>Whether the interval of each organ holds the truth.</summary>
    private static bool[] Held(VirtualPatient patient, CancellationToken cancel)
    {
        PbpkResult truth = PbpkSimulator.Simulate(new PbpkModel(patient.Truth), Therapy, [End_min], cancel: cancel);
        MapResult fit = MapFit.Run(patient.Known, Prior.Population(patient.Known), [.. Measure(patient, Ligand.ByName("PSMA-11"), Pet, 60, 0.12)], cancel);
        PosteriorPrediction predicted = fit.Posterior.Predict(Therapy, [End_min], [], cancel);
        return [.. Organs.Select(o => Math.Abs(Math.Log(predicted.Tia_MBq_h[o] / truth.Tia_MBq_h[o])) < Nominal90 * predicted.TiaLogSd[o])];
    }

    private static IEnumerable<Measurement> Measure(VirtualPatient patient, Ligand ligand, Protocol protocol, double time_min, double assumed)
    {
        PbpkResult truth = PbpkSimulator.Simulate(new PbpkModel(patient.Truth with { Ligand = ligand }), protocol, [time_min]);
        double activity_MBq = protocol.Administrations[0].Hot_nmol * protocol.Label.Activity_MBq_per_nmol, ligand_nmol = protocol.Administrations[0].Hot_nmol + protocol.Administrations[0].Cold_nmol;
        return Organs.Select((organ, o) => new Measurement(ligand, protocol.Label, activity_MBq, ligand_nmol, time_min, organ,
            truth.Activity_MBq(organ)[0] * Math.Exp(patient.PetNoise * patient.Random.Normal(100 + o)), assumed));
    }
}
