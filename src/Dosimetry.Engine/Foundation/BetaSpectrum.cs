namespace Dosimetry.Engine.Foundation;

/// <summary>
/// Quantity: probability density of the energy of a beta particle. Unit: keV.
/// The ICRP-107 table holds about 100 points of dN/dE. Read linearly it is normalised to the nuclide's beta yield; its mean energy then lies
/// 0.1–0.6 % above the nominal one (linear chords over a convex curve), so that all energies are scaled by nominal mean / linear mean.
/// Source: ICRP Publication 107. Neglected: the end point moves by the same 0.1–0.6 % (2 keV for Lu-177).
/// </summary>
public sealed class BetaSpectrum
{
    private readonly double[] _energy_keV, _density, _cumulative;

    /// <summary>From the points of a table and the nominal sums.</summary>
    /// <param name="energy_keV">Ascending energies.</param>
    /// <param name="density">Particles per energy and decay, any common factor.</param>
    /// <param name="yield">Beta particles per decay.</param>
    /// <param name="meanEnergy_keV">Nominal mean energy per particle.</param>
    public BetaSpectrum(IReadOnlyList<double> energy_keV, IReadOnlyList<double> density, double yield, double meanEnergy_keV)
    {
        (Yield, MeanEnergy_keV) = (yield, meanEnergy_keV);
        double[] e = [.. energy_keV], d = [.. density];
        (double area, double moment) = Moments(e, d);
        (LinearYield, LinearMeanEnergy_keV) = (area, moment / area);
        double scale = meanEnergy_keV / LinearMeanEnergy_keV;
        _energy_keV = [.. e.Select(x => x * scale)];
        _density = [.. d.Select(x => x / (area * scale))];
        _cumulative = Cumulate(_energy_keV, _density);
    }

    /// <summary>Beta particles per decay.</summary>
    public double Yield { get; }
    /// <summary>Nominal mean energy of a particle, keV; also the mean of what <see cref="Sample"/> returns.</summary>
    public double MeanEnergy_keV { get; }
    /// <summary>Integral of the table as it stands, linear between its points.</summary>
    public double LinearYield { get; }
    /// <summary>Mean energy of the table as it stands, keV.</summary>
    public double LinearMeanEnergy_keV { get; }
    /// <summary>Energy per decay, keV.</summary>
    public double EnergyPerDecay_keV => Yield * MeanEnergy_keV;
    /// <summary>Largest energy, keV.</summary>
    public double MaxEnergy_keV => _energy_keV[^1];

    /// <summary>The same shape with another yield and mean energy (all energies scaled).</summary>
    public BetaSpectrum WithSums(double yield, double meanEnergy_keV) => new(_energy_keV, _density, yield, meanEnergy_keV);

    /// <summary>The energy (keV) below which the share <paramref name="u"/> of the particles lies, 0 &lt; u &lt; 1: inverse of the
    /// integral, exact for linear pieces.</summary>
    public double Sample(double u)
    {
        int i = Array.BinarySearch(_cumulative, u);
        i = Math.Clamp(i < 0 ? ~i - 1 : i, 0, _energy_keV.Length - 2);
        double width = _energy_keV[i + 1] - _energy_keV[i], a = _density[i], slope = (_density[i + 1] - a) / width, rest = u - _cumulative[i];
        double root = Math.Sqrt(Math.Max(0, a * a + 2 * slope * rest));
        return _energy_keV[i] + Math.Min(width, a + root > 0 ? 2 * rest / (a + root) : 0);
    }

    /// <summary>Share of the particles with more than an energy, 0…1.</summary>
    public double ShareAbove(double energy_keV)
    {
        if (energy_keV >= MaxEnergy_keV) return 0;
        int i = Array.BinarySearch(_energy_keV, energy_keV);
        if (i < 0) i = ~i - 1;
        if (i < 0) return 1;
        double part = energy_keV - _energy_keV[i], slope = (_density[i + 1] - _density[i]) / (_energy_keV[i + 1] - _energy_keV[i]);
        return 1 - _cumulative[i] - part * (_density[i] + slope * part / 2);
    }

    private static (double Area, double Moment) Moments(double[] e, double[] d)
    {
        double area = 0, moment = 0;
        for (int i = 0; i + 1 < e.Length; i++)
        {
            double w = e[i + 1] - e[i];
            area += w * (d[i] + d[i + 1]) / 2;
            moment += w * (d[i] * (2 * e[i] + e[i + 1]) + d[i + 1] * (e[i] + 2 * e[i + 1])) / 6;
        }
        return (area, moment);
    }

    private static double[] Cumulate(double[] e, double[] d)
    {
        double[] sum = new double[e.Length];
        for (int i = 1; i < e.Length; i++) sum[i] = sum[i - 1] + (e[i] - e[i - 1]) * (d[i] + d[i - 1]) / 2;
        for (int i = 1; i < e.Length; i++) sum[i] /= sum[^1];
        return sum;
    }
}
