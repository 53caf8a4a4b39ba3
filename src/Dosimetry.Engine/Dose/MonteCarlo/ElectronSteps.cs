using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: what happens to an electron while it slows down from one energy to the next of a fixed ladder, per medium: loss per length
/// (keV per mm at 1 g/cm³), transport depths of order 1 and 2 of the elastic collisions on the way (K = ∫ G dE/S), and the range left at
/// the top of the step (mm at 1 g/cm³, down to the cut-off).
/// Source: stopping powers of ICRU 37 (collision and radiative), <see cref="ElasticScattering"/>. Validity: 10 keV to 3 MeV.
/// </summary>
internal static class ElectronSteps
{
    /// <summary>Numbers per step and medium: loss, K₁, K₂, range.</summary>
    public const int Fields = 4;
    private const int Pieces = 8;

    /// <summary>Energies from <paramref name="top_keV"/> down to the cut-off, each step losing the same share, at most <paramref name="loss"/>.</summary>
    public static float[] Ladder(double top_keV, double loss)
    {
        double low = ElectronTransport.Cutoff_keV, high = Math.Max(top_keV, 2 * low);
        int steps = (int)Math.Ceiling(Math.Log(high / low) / -Math.Log(1 - loss));
        return [.. Enumerable.Range(0, steps + 1).Select(i => (float)(high * Math.Pow(low / high, (double)i / steps)))];
    }

    /// <summary>The table of all media: medium × (ladder's length) × <see cref="Fields"/>.</summary>
    public static float[] Table(IReadOnlyList<Medium> media, float[] ladder) => [.. media.SelectMany(m => Rows(m, ladder))];

    private static float[] Rows(Medium medium, float[] ladder)
    {
        float[] rows = new float[ladder.Length * Fields];
        double range = 0;
        for (int i = ladder.Length - 2; i >= 0; i--)
        {
            (double length, double k1, double k2) = Integrate(medium, ladder[i + 1], ladder[i]);
            range += length;
            (rows[i * Fields], rows[i * Fields + 1]) = ((float)((ladder[i] - ladder[i + 1]) / length / 10), (float)k1);
            (rows[i * Fields + 2], rows[i * Fields + 3]) = ((float)k2, (float)(10 * range));
        }
        return rows;
    }

    /// <summary>Path length (g/cm²) and transport depths between two energies, by the midpoints of equal pieces.</summary>
    private static (double Length, double First, double Second) Integrate(Medium medium, double low_keV, double high_keV)
    {
        double width = (high_keV - low_keV) / Pieces, length = 0, k1 = 0, k2 = 0;
        for (int i = 0; i < Pieces; i++)
        {
            double e = low_keV + (i + 0.5) * width, piece = width / (medium.Electrons.Total(e) * 1000);
            (double first, double second) = new ElasticScattering(medium, e).Transport(1);
            (length, k1, k2) = (length + piece, k1 + piece * first, k2 + piece * second);
        }
        return (length, k1, k2);
    }
}

/// <summary>The ladder in a kernel's memory.</summary>
internal struct ElectronLadder<TF> where TF : struct, IView<float>
{
    public TF Energies, Table;
    public int Count;
    public float Top_keV, PerLog;

    /// <summary>The step that an energy lies in.</summary>
    public int StepOf(float energy_keV)
    {
        int i = (int)(MathF.Log(Top_keV / energy_keV) * PerLog);
        return i < 0 ? 0 : i > Count - 2 ? Count - 2 : i;
    }

    /// <summary>Place of a step of a medium in <see cref="Table"/>.</summary>
    public int Row(int medium, int step) => (medium * Count + step) * ElectronSteps.Fields;

    /// <summary>Share of the step that lies below this energy.</summary>
    public float Share(int step, float energy_keV) => (energy_keV - Energies[step + 1]) / (Energies[step] - Energies[step + 1]);

    /// <summary>Range left, mm at 1 g/cm³; a little long within a step, never short.</summary>
    public float Range(int row, float share)
    {
        float below = Table[row + 7]; // the next step's range
        return below + share * (Table[row + 3] - below);
    }
}
