using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: what happens to an electron while it slows down from one energy to the next of a fixed ladder, per medium. Two sets of rows: with
/// knock-on electrons above W_c one by one and the other losses continuous, and with all losses continuous.
/// Lengths in mm at 1 g/cm³; transport depths K = ∫ G dE/S of orders 1 and 2 of the elastic collisions on the way.
/// Source: stopping powers of ICRU 37 (collision and radiative), <see cref="ElasticScattering"/>, <see cref="KnockOn"/>. Validity: 10 keV to 3 MeV.
/// </summary>
internal static class ElectronSteps
{
    /// <summary>Numbers in a row: the names below.</summary>
    public const int Fields = 8;
    /// <summary>Path for an energy loss, mm at 1 g/cm³ per keV.</summary>
    public const int Path = 0;
    /// <summary>Transport depths of a whole step.</summary>
    public const int First = 1, Second = 2;
    /// <summary>CSDA range that is left at the top of the step, down to the cut-off, mm at 1 g/cm³.</summary>
    public const int Range = 3;
    /// <summary>Knock-on electrons in a whole step.</summary>
    public const int KnockOns = 4;
    /// <summary>The deflection's distribution in a whole step, see <see cref="StepDeflection"/>.</summary>
    public const int Split = 5, Below = 6;
    /// <summary>1 / (energy lost in the step), per keV.</summary>
    public const int PerWidth = 7;
    private const int Pieces = 8;

    /// <summary>Energies from <paramref name="top_keV"/> down to the cut-off, each step losing the same share, at most <paramref name="loss"/>.</summary>
    public static float[] Ladder(double top_keV, double loss)
    {
        double low = ElectronTransport.Cutoff_keV, high = Math.Max(top_keV, 2 * low);
        int steps = (int)Math.Ceiling(Math.Log(high / low) / -Math.Log(1 - loss));
        return [.. Enumerable.Range(0, steps + 1).Select(i => (float)(high * Math.Pow(low / high, (double)i / steps)))];
    }

    /// <summary>The step that each of <paramref name="bins"/> equal pieces of the energies up to the ladder's top ends in, so that no logarithm is needed.</summary>
    public static float[] StepsByEnergy(float[] ladder, int bins) =>
        [.. Enumerable.Range(1, bins).Select(b => (float)Math.Max(0, Array.FindIndex(ladder, e => e <= (double)ladder[0] * b / bins) - 1))];

    /// <summary>The table: set (knock-ons apart, all continuous) × medium × (ladder's length) × <see cref="Fields"/>.</summary>
    public static float[] Table(IReadOnlyList<Medium> media, float[] ladder) =>
        [.. media.SelectMany(m => Rows(m, ladder, knockOns: true)), .. media.SelectMany(m => Rows(m, ladder, knockOns: false))];

    private static float[] Rows(Medium medium, float[] ladder, bool knockOns)
    {
        float[] rows = new float[ladder.Length * Fields];
        double range = 0;
        for (int i = ladder.Length - 2; i >= 0; i--)
        {
            double width = ladder[i] - ladder[i + 1];
            (double length, double k1, double k2, double hits) = Integrate(medium, ladder[i + 1], width, knockOns);
            range += knockOns ? Integrate(medium, ladder[i + 1], width, false).Length : length;
            float split = StepDeflection.Split((float)k1, (float)k2, out float below);
            double path = 10 * length / width, left = 10 * range;
            float[] row = [(float)path, (float)k1, (float)k2, (float)left, (float)hits, split, below, (float)(1 / width)];
            row.CopyTo(rows, i * Fields);
        }
        return rows;
    }

    /// <summary>Path length (g/cm²), transport depths and knock-ons of a step, by the midpoints of equal pieces.</summary>
    private static (double Length, double First, double Second, double KnockOns) Integrate(
        Medium medium, double low_keV, double width_keV, bool knockOns)
    {
        double length = 0, k1 = 0, k2 = 0, hits = 0;
        for (int i = 0; i < Pieces; i++)
        {
            double e = low_keV + (i + 0.5) * width_keV / Pieces;
            var knockOn = new KnockOn(medium, e);
            double piece = width_keV / Pieces / (medium.Electrons.Total(e) * 1000 - (knockOns ? knockOn.StoppingPower() : 0));
            (double first, double second) = new ElasticScattering(medium, e).Transport(1);
            (length, k1, k2) = (length + piece, k1 + piece * first, k2 + piece * second);
            if (knockOns) hits += piece * knockOn.Rate();
        }
        return (length, k1, k2, hits);
    }
}
