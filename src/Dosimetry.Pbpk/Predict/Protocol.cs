using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Predict;

/// <summary>One administration: time from the start (min), hot and cold ligand (nmol), duration (min; 0 = bolus) into venous blood.</summary>
public sealed record Administration(double Time_min, double Hot_nmol, double Cold_nmol, double Duration_min = 0);

/// <summary>Radioactive decay of the label. 1 nmol of hot ligand holds <see cref="Activity_MBq_per_nmol"/>.</summary>
public sealed record Label(string Nuclide, double Decay_per_min)
{
    private const double Avogadro_per_mol = 6.02214076e23;

    /// <summary>λ/60 · N_A · 10⁻¹⁵, MBq per nmol.</summary>
    public double Activity_MBq_per_nmol => Decay_per_min / 60 * Avogadro_per_mol * 1e-15;

    /// <summary>Half-lives in s: ICRP Publication 107.</summary>
    private static readonly Dictionary<string, double> HalfLife_s = new()
    {
        ["Lu-177"] = 574301, ["Ga-68"] = 67.71 * 60, ["F-18"] = 109.77 * 60, ["Tb-161"] = 6.906 * 86400, ["Ac-225"] = 10.0 * 86400,
    };

    /// <summary>A label by the name of its nuclide.</summary>
    /// <exception cref="PbpkInputException">No such nuclide; the message lists the known ones.</exception>
    public static Label ByName(string nuclide) => HalfLife_s.TryGetValue(nuclide, out double s) ? FromHalfLife(nuclide, s)
        : throw new PbpkInputException($"Nuclide '{nuclide}' is unknown here. Known: {string.Join(", ", HalfLife_s.Keys)}; or give lambda_phys_per_min.");

    /// <summary>A label from its half-life in seconds.</summary>
    public static Label FromHalfLife(string nuclide, double halfLife_s) => new(nuclide, Math.Log(2) / halfLife_s * 60);
}

/// <summary>Administrations of one ligand with one label, in order of time.</summary>
public sealed record Protocol(Label Label, IReadOnlyList<Administration> Administrations)
{
    /// <summary>
    /// Equal cycles: activity in MBq and ligand (hot plus cold) in nmol per cycle.
    /// </summary>
    /// <exception cref="PbpkInputException">Less ligand than the activity itself carries, or a value that is not positive.</exception>
    public static Protocol Cycles(Label label, double activity_MBq, double ligand_nmol, int cycles = 1, double interval_min = 0, double duration_min = 0)
    {
        double hot = activity_MBq / label.Activity_MBq_per_nmol;
        if (!(activity_MBq > 0) || cycles < 1) throw new PbpkInputException(FormattableString.Invariant($"An activity of {activity_MBq:G4} MBq in {cycles} cycles is no protocol."));
        if (ligand_nmol < hot)
            throw new PbpkInputException(FormattableString.Invariant($"{activity_MBq:G4} MBq of {label.Nuclide} alone are {hot:G4} nmol; {ligand_nmol:G4} nmol of ligand is less than that."));
        return new Protocol(label, [.. Enumerable.Range(0, cycles).Select(k => new Administration(k * interval_min, hot, ligand_nmol - hot, duration_min))]);
    }

    /// <summary>Refuses negative amounts, times before zero and empty protocols.</summary>
    /// <exception cref="PbpkInputException">The protocol cannot be.</exception>
    public void Check()
    {
        if (Administrations.Count == 0) throw new PbpkInputException("The protocol holds no administration.");
        foreach (Administration a in Administrations)
            if (!(a.Time_min >= 0 && a.Hot_nmol >= 0 && a.Cold_nmol >= 0 && a.Duration_min >= 0) || !double.IsFinite(a.Time_min + a.Hot_nmol + a.Cold_nmol + a.Duration_min))
                throw new PbpkInputException(FormattableString.Invariant($"The administration at {a.Time_min:G4} min has {a.Hot_nmol:G4} nmol hot, {a.Cold_nmol:G4} nmol cold, {a.Duration_min:G4} min: none of these may be negative."));
        if (!(Label.Decay_per_min >= 0)) throw new PbpkInputException("The decay constant is negative.");
    }
}
