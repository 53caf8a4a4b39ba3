using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Predict;

/// <summary>
/// Where each quantity lies in the vector of states: hot amounts (nmol), then cold amounts or, for a single composition, the one ratio
/// total/hot; then the time-integrated activity (MBq·h) of every organ; then, for organs with a repair half-life, X (MBq·h) and I (MBq²·h²).
/// </summary>
internal sealed class StateMap
{
    private readonly int _firstTia;

    /// <param name="model">The patient.</param>
    /// <param name="singleComposition">Every space holds the same share of hot ligand at all times.</param>
    /// <param name="repairHalfLives_h">Organs whose protraction is wanted.</param>
    public StateMap(PbpkModel model, bool singleComposition, IReadOnlyDictionary<string, double> repairHalfLives_h)
    {
        Spaces = model.Spaces.Count;
        SingleComposition = singleComposition;
        Organs = [.. model.Organs];
        Repair = [.. repairHalfLives_h.Select(r => (Array.IndexOf(Organs, r.Key), Math.Log(2) / r.Value / 60))];
        _firstTia = SingleComposition ? Spaces + 1 : 2 * Spaces;
        Size = _firstTia + Organs.Length + 2 * Repair.Length;
    }

    /// <summary>Spaces of one species.</summary>
    public int Spaces { get; }
    /// <summary>Whether <see cref="TotalPerHot"/> stands in for the cold amounts.</summary>
    public bool SingleComposition { get; }
    /// <summary>All organs, in model order.</summary>
    public string[] Organs { get; }
    /// <summary>Index of the organ and repair rate (1/min) of every protraction integral.</summary>
    public (int Organ, double Rate_per_min)[] Repair { get; }
    /// <summary>Number of states.</summary>
    public int Size { get; }
    /// <summary>Total ligand per hot ligand: the same in every space of a single composition.</summary>
    public int TotalPerHot => Spaces;
    /// <summary>Time-integrated activity of an organ.</summary>
    public int Tia(int organ) => _firstTia + organ;
    /// <summary>Unrepaired part X of the n-th protraction integral.</summary>
    public int Unrepaired(int n) => _firstTia + Organs.Length + 2 * n;
    /// <summary>The n-th protraction integral I = ∫ A X dt.</summary>
    public int Protraction(int n) => Unrepaired(n) + 1;

    /// <summary>Adds a bolus to venous plasma.</summary>
    public void AddBolus(double[] y, int venous, double hot_nmol, double cold_nmol)
    {
        y[venous] += hot_nmol;
        if (SingleComposition) y[TotalPerHot] = (hot_nmol + cold_nmol) / hot_nmol;
        else y[Spaces + venous] += cold_nmol;
    }

    /// <summary>Hot, then cold amounts of every space, whichever states they were integrated as.</summary>
    public double[] Amounts(double[] y)
    {
        double[] amounts = new double[2 * Spaces];
        Array.Copy(y, amounts, SingleComposition ? Spaces : 2 * Spaces);
        if (SingleComposition)
            for (int i = 0; i < Spaces; i++) amounts[Spaces + i] = y[i] * (y[TotalPerHot] - 1);
        return amounts;
    }

    /// <summary>Time-integrated activity by organ, without urine, MBq·h.</summary>
    public Dictionary<string, double> Tias(double[] y) =>
        Organs.Select((organ, n) => (organ, n)).Where(x => x.organ != "Urine").ToDictionary(x => x.organ, x => y[Tia(x.n)]);

    /// <summary>Protraction integrals by organ, MBq²·h².</summary>
    public Dictionary<string, double> Protractions(double[] y) =>
        Repair.Select((r, n) => (r.Organ, n)).ToDictionary(x => Organs[x.Organ], x => y[Protraction(x.n)]);
}
