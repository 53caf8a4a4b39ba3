using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Evaluate.Uncertainty;

/// <summary>
/// Quantity: factor by which a drawn error multiplies every dose of a region.
/// Method: for each draw, one calibration, one recovery and one dose-factor error for the whole case, and per region a fit and a statistical error, all
/// lognormal (a dose stays positive), and an outline moved by a normal error of its diameter with the dose re-worked without linearising. Seeded by counters: the same
/// numbers on any machine. A union's factor is the mean of its parts' factors, weighted by their energy.
/// Source: GUM supplement 1; after Gear 2018 for the sources. Validity: the dose of a region is its own activity's.
/// Neglected: changes of the histogram's shape by outline and noise, cross-dose from regions with other errors, errors of the time of the scans.
/// </summary>
internal sealed class DosePropagation
{
    private const ulong Common = 0x5EED;
    private const int OutlineTable = 33;
    private const double OutlineReach = 4;
    private readonly UncertaintyOptions options;
    private readonly Dictionary<string, double[]> factors = [];

    public DosePropagation(IReadOnlyDictionary<string, RegionUncertainty> regions, UncertaintyOptions options)
    {
        this.options = options;
        foreach ((string name, RegionUncertainty region) in regions) factors[name] = Draw(name, region);
    }

    /// <summary>Interval of a region, or of a union of parts with the energy in each; null when nothing was drawn.</summary>
    public DoseInterval? Interval(IReadOnlyList<(string Region, double Energy_mJ)> parts)
    {
        (double[] Factors, double Energy_mJ)[] known = [.. parts.Where(p => factors.ContainsKey(p.Region)).Select(p => (factors[p.Region], p.Energy_mJ))];
        double energy_mJ = known.Sum(k => k.Energy_mJ);
        if (options.Draws < 2 || !(energy_mJ > 0)) return null;
        double[] mean = [.. Enumerable.Range(0, options.Draws).Select(n => known.Sum(k => k.Energy_mJ * k.Factors[n]) / energy_mJ).Order()];
        double tail = (1 - options.Level) / 2;
        return new DoseInterval(options.Level, Bootstrap.Quantile(mean, tail), Bootstrap.Quantile(mean, 1 - tail), options.Draws, options.Seed);
    }

    private double[] Draw(string name, RegionUncertainty u)
    {
        CounterRandom common = new(options.Seed, Common), own = new(options.Seed, Bootstrap.Stream(name));
        double[] outline = [.. Enumerable.Range(0, OutlineTable).Select(n => u.Outline.DoseFactor(OutlineReach * (2.0 * n / (OutlineTable - 1) - 1)))];
        return [.. Enumerable.Range(0, options.Draws).Select(n =>
            Lognormal(u.Calibration, common.Normal(3L * n)) * Lognormal(u.S, common.Normal(3L * n + 1)) * Lognormal(u.Fit, own.Normal(3L * n))
            * Lognormal(u.Recovery, common.Normal(3L * n + 2)) * Lognormal(u.Statistics, own.Normal(3L * n + 1)) * Interpolate(outline, own.Normal(3L * n + 2)))];
    }

    /// <summary>Median 1, relative standard deviation <paramref name="relSigma"/>.</summary>
    private static double Lognormal(double relSigma, double normal) => Math.Exp(Math.Sqrt(Math.Log(1 + relSigma * relSigma)) * normal);

    private static double Interpolate(double[] table, double normal)
    {
        double place = (Math.Clamp(normal, -OutlineReach, OutlineReach) / OutlineReach + 1) / 2 * (table.Length - 1);
        int low = Math.Min((int)place, table.Length - 2);
        return table[low] + (place - low) * (table[low + 1] - table[low]);
    }
}
