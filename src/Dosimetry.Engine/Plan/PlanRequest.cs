using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>Equal cycles: activity per cycle (GBq), ligand per cycle (nmol, hot and cold), number.</summary>
public sealed record Prescription(double Activity_GBq, double Ligand_nmol, int Cycles)
{
    /// <summary>The course of an option.</summary>
    public static Prescription Of(PlanOption option) => new(option.Activity_GBq, option.Ligand_nmol, option.Cycles);
}

/// <summary>What the planner may vary and what it must respect.</summary>
public sealed record PlanRequest
{
    /// <summary>The course that every plan is shown beside.</summary>
    public static Prescription Fixed { get; } = new(7.4, 57.1, 6);

    /// <summary>Organs with radiobiology and limits.</summary>
    public required IReadOnlyList<OrganLimit> Organs { get; init; }
    /// <summary>The tumour whose BED is to be as high as possible.</summary>
    public required string Target { get; init; }
    /// <summary>Energy that stays in the organ, J per MBq·h: charged particles of the nuclide.</summary>
    public required double Energy_J_per_MBq_h { get; init; }
    /// <summary>Tissue density, g/ml (= kg/L).</summary>
    public double Density_g_per_ml { get; init; } = 1.05;
    /// <summary>Amounts of ligand to try, nmol per cycle.</summary>
    public IReadOnlyList<double> Ligand_nmol { get; init; } = [10.2, 20, 30, 57.1, 100, 150, 200, 300, 400, 500];
    /// <summary>Numbers of cycles to try.</summary>
    public IReadOnlyList<int> Cycles { get; init; } = [6];
    /// <summary>Time between cycles, h.</summary>
    public double Interval_h { get; init; } = 6 * 7 * 24;
    /// <summary>Times between cycles to compare, d.</summary>
    public IReadOnlyList<double> Intervals_d { get; init; } = [28, 42, 56];
    /// <summary>Assumptions of the research outputs.</summary>
    public OutlookAssumptions Outlook { get; init; } = new();
    /// <summary>No cycle above this, GBq; null = the limits alone decide.</summary>
    public double? LargestActivity_GBq { get; init; }
    /// <summary>
    /// Highest accepted probability of exceeding a binding limit; null = the most probable patient keeps the limit. One in ten is a starting value of ours.
    /// </summary>
    public double? LargestExceedProbability { get; init; } = 0.10;
    /// <summary>Cycles given before: they have taken their part of the limits of the course, and <see cref="Cycles"/> are those still to come.</summary>
    public IReadOnlyList<Prescription> Delivered { get; init; } = [];
    /// <summary>A course to evaluate beside the plan.</summary>
    public Prescription? Prescribed { get; init; }

    /// <summary>What is left of <see cref="Fixed"/> after the delivered cycles, one cycle at least.</summary>
    public Prescription FixedCourse => Fixed with { Cycles = Math.Max(1, Fixed.Cycles - Delivered.Sum(d => d.Cycles)) };

    /// <summary>Amounts of ligand that are simulated; the grid, the fixed, the prescribed and the delivered ones.</summary>
    internal IEnumerable<double> SimulatedLigand_nmol =>
        Ligand_nmol.Append(Fixed.Ligand_nmol).Concat(Prescribed is { } p ? [p.Ligand_nmol] : []).Concat(Delivered.Select(d => d.Ligand_nmol)).Distinct();

    /// <summary>
    /// Starting values for a patient: kidney BED 40 Gy as the binding limit; salivary glands and marrow as alerts, because external-beam values do
    /// not transfer and the model's marrow is too low. All of them recalled from practice and to be checked by the user.
    /// </summary>
    public static PlanRequest For(PbpkPatient patient, double energy_J_per_MBq_h)
    {
        const string recalled = "to check: ";
        List<OrganLimit> organs =
        [
            new("Kidney", 2.5, 2.8) { Limit_Gy = 40, Source = recalled + "BED 40 Gy without risk factors (28 with), Barone 2005, Bodei 2008, MIRD 20" },
            new("RedMarrow", 10, 1.0) { Limit_Gy = 2, Quantity = LimitQuantity.Dose, AlertOnly = true, Source = recalled + "2 Gy cumulative; the model's marrow is too low, take it from blood or images" },
        ];
        foreach (string gland in (string[])["Parotid", "Submandibular"])
            if ((gland == "Parotid" ? patient.Volumes.Parotid_L : patient.Volumes.Submandibular_L) > 0)
                organs.Add(new OrganLimit(gland, 3, 1.5) { Limit_Gy = 26, Quantity = LimitQuantity.Dose, AlertOnly = true, Source = recalled + "26 Gy is an external-beam value" });
        organs.AddRange(patient.Tumours.Select(t => new OrganLimit(t.Name, 3, 1.5)));
        return new PlanRequest { Organs = organs, Target = TargetOf(patient), Energy_J_per_MBq_h = energy_J_per_MBq_h };
    }

    /// <summary>Starting values for a patient and a nuclide: the energy of its charged particles stays in the organ.</summary>
    /// <exception cref="RefusedException">The patient has no tumour.</exception>
    public static PlanRequest For(PbpkPatient patient, NuclideData nuclide)
    {
        const double joulePerKeV = 1.602176634e-16, decaysPerMBqHour = 3.6e9;
        return For(patient, nuclide.ChargedEnergy_keV * joulePerKeV * decaysPerMBqHour);
    }

    /// <summary>Dose factor of an organ of the plan: stated, or its charged-particle energy over its mass.</summary>
    /// <exception cref="PbpkInputException">The model has no such organ.</exception>
    public double S_Gy_per_MBq_h(PbpkModel model, OrganLimit organ) =>
        organ.S_Gy_per_MBq_h ?? DoseFactors.SelfDose_Gy_per_MBq_h(model, organ.Organ, Energy_J_per_MBq_h, Density_g_per_ml);

    /// <summary>Whether what was simulated for another request also answers this one: same organs with the same repair, no further amount of ligand.</summary>
    public bool SameSimulations(PlanRequest other)
    {
        Dictionary<string, double> simulated = other.Organs.ToDictionary(o => o.Organ, o => o.RepairHalfLife_h);
        double smallest = other.SimulatedLigand_nmol.Min(), largest = other.SimulatedLigand_nmol.Max();
        return Organs.All(o => simulated.TryGetValue(o.Organ, out double repair_h) && repair_h == o.RepairHalfLife_h)
            && SimulatedLigand_nmol.All(nmol => nmol >= smallest && nmol <= largest);
    }

    /// <summary>The rest of the tumour burden where there is one, else the largest tumour.</summary>
    /// <exception cref="RefusedException">The patient has no tumour.</exception>
    private static string TargetOf(PbpkPatient patient) =>
        patient.Tumours.OrderByDescending(t => t.Name == "TumorRest").ThenByDescending(t => t.Volume_L).FirstOrDefault()?.Name
        ?? throw new RefusedException("PLAN.NO_TUMOUR", "The patient has no tumour, so there is nothing to plan for. Outline at least one lesion or give the total tumour volume.");

    /// <summary>Refuses limits and grids that cannot be.</summary>
    /// <exception cref="RefusedException">A value is not positive, or the target is not among the organs.</exception>
    public void Check()
    {
        foreach (OrganLimit o in Organs)
        {
            Positive($"α/β of {o.Organ}", o.AlphaBeta_Gy);
            Positive($"repair half-life of {o.Organ}", o.RepairHalfLife_h);
            if (o.Limit_Gy is { } limit_Gy) Positive($"limit of {o.Organ}", limit_Gy);
        }
        if (Organs.All(o => o.Organ != Target)) throw new RefusedException("PLAN.TARGET", $"The target '{Target}' is not among the organs of the plan: {string.Join(", ", Organs.Select(o => o.Organ))}.");
        if (!Organs.Any(o => o.Binds) && LargestActivity_GBq is null)
            throw new RefusedException("PLAN.NO_LIMIT", "No organ has a limit and no largest activity is stated: any activity would do. State at least one.");
        if (Ligand_nmol.Count == 0 || Cycles.Count == 0) throw new RefusedException("PLAN.GRID", "State at least one amount of ligand and one number of cycles.");
        foreach (Prescription d in Delivered)
        {
            Positive("delivered activity (GBq)", d.Activity_GBq);
            Positive("delivered amount of ligand (nmol)", d.Ligand_nmol);
            Positive("number of delivered cycles", d.Cycles);
        }
        foreach (double nmol in Ligand_nmol) Positive("amount of ligand (nmol)", nmol);
        foreach (int cycles in Cycles) Positive("number of cycles", cycles);
        Positive("interval (h)", Interval_h);
        Positive("energy per decay (J per MBq·h)", Energy_J_per_MBq_h);
        Positive("density", Density_g_per_ml);
        if (LargestActivity_GBq is { } cap) Positive("largest activity (GBq)", cap);
        if (LargestExceedProbability is { } p && !(p > 0 && p < 1))
            throw new RefusedException("PLAN.PROBABILITY", FormattableString.Invariant($"The largest probability of exceeding a limit is {p:G4}; it lies between 0 and 1."));
    }

    private static void Positive(string what, double value)
    {
        if (!(value > 0) || !double.IsFinite(value))
            throw new RefusedException("PLAN.LIMITS", FormattableString.Invariant($"The {what} is {value:G5}; it must be positive."));
    }
}
