using Dosimetry.Cli.Validate;
using Dosimetry.Engine.Plan;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Bench;

/// <summary>Kinetics before therapy: one simulation, one individual fit, one plan.</summary>
internal static class PbpkBenchmarks
{
    private static readonly Label Lu177 = Label.ByName("Lu-177");
    private static readonly PbpkPatient Patient = new();

    private static readonly Lazy<Measurement[]> Measured = new(() =>
    {
        PbpkResult seen = PbpkSimulator.Simulate(new PbpkModel(Patient), Protocol.Cycles(Lu177, 7400, 57.1), [1440]);
        return [.. new[] { "Kidney", "Parotid", "Tumor1", "Tumor2", "TumorRest" }.Select((o, n) =>
            new Measurement(Patient.Ligand, Lu177, 7400, 57.1, 1440, o, seen.Activity_MBq(o)[0] * (1 + 0.2 * (n % 2)), 0.08))];
    });

    private static readonly Lazy<PlanTable> Table = new(() => PlanTable.Build(Posterior.OfPopulation(Patient), Lu177, PlanRequest.For(Patient, VirtualPatients.Energy_J_per_MBq_h)));

    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("pbpk simulate", "one injection, ten half-lives", 50, (_, cancel) => Run(() => Simulate(Patient, 1, cancel))),
        new("pbpk simulate", "four cycles, ten half-lives", 10, (_, cancel) => Run(() => Simulate(Patient, 4, cancel))),
        new("pbpk fit", "8 parameters, one SPECT of 5 organs", 3, (_, cancel) => Run(() => MapFit.Run(Patient, Prior.Population(Patient), Measured.Value, cancel))),
        new("plan question", "one slider answer, 7 organs, 4000 draws", 20, (_, _) => Run(() => Table.Value.Course(new Prescription(6.3, 77, 5)))),
        new("plan largest", "largest activity at 10 % probability", 20, (_, _) => Run(() => Table.Value.Largest(77, 5, 0.1))),
        new("plan limits", "changed limit, then one answer", 20, (_, _) => Run(() => Table.Value.With(Stricter(Table.Value.Request)).Course(new Prescription(6.3, 77, 5)))),
        new("plan trade", "target against kidney, 24 levels", 20, (_, _) => Run(() => Table.Value.Trade("Kidney", 6))),
        new("plan", "10 amounts of ligand, 4000 draws", 3, (_, cancel) => Run(() => Plan(cancel))),
    ];

    private static Task Run(Action work)
    {
        work();
        return Task.CompletedTask;
    }

    private static void Simulate(PbpkPatient patient, int cycles, CancellationToken cancel) =>
        PbpkSimulator.Simulate(new PbpkModel(patient), Protocol.Cycles(Lu177, 7400, 57.1, cycles, 60480), [60480.0 * (cycles - 1) + 95716.8], cancel: cancel);

    private static void Plan(CancellationToken cancel) =>
        new Planner(Posterior.OfPopulation(Patient), Lu177, PlanRequest.For(Patient, VirtualPatients.Energy_J_per_MBq_h), cancel: cancel).Plan("population");

    private static PlanRequest Stricter(PlanRequest request) => request with { Organs = [.. request.Organs.Select(o => o.Organ == "Kidney" ? o with { Limit_Gy = 28 } : o)] };
}
