namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Where a fit starts: every combination of rates from a geometric grid that spans the measured times, amplitudes by linear least squares,
/// best combinations first. A sum of exponentials has several minima; a grid finds the right valley where a single guess may not.
/// </summary>
internal static class StartingPoints
{
    private const int RatesInGrid = 9;

    /// <summary>Amplitudes (MBq) and biological rates (1/h), best weighted sum of squares first.</summary>
    public static IEnumerable<double[]> For(CurveModel model, double[] times, double[] activities, double[] weights, double physicalRate)
    {
        double[] rates = RateGrid(times, physicalRate);
        return Combinations(rates, model.Rates)
            .Select(r => WithAmplitudes(model, r, times, activities, weights, physicalRate))
            .OrderBy(start => start.Wrss).Select(start => start.Parameters);
    }

    /// <summary>Effective rates from a fifth of the inverse last time to thirty times the inverse first one, as biological rates.</summary>
    private static double[] RateGrid(double[] times, double physicalRate)
    {
        double last = Math.Max(times[^1], 1e-3), first = Math.Max(times.FirstOrDefault(t => t > 0, last), 1e-3);
        double slowest = 0.2 / last, ratio = Math.Pow(30 / first / slowest, 1.0 / (RatesInGrid - 1));
        return [.. Enumerable.Range(0, RatesInGrid).Select(n => Math.Max(slowest * Math.Pow(ratio, n) - physicalRate, 0.03 * physicalRate * (1 + n)))];
    }

    private static IEnumerable<double[]> Combinations(double[] rates, int count) => count == 0 ? [[]]
        : Enumerable.Range(0, rates.Length).SelectMany(n => Combinations(rates[(n + 1)..], count - 1).Select(rest => (double[])[rates[n], .. rest]));

    private static (double[] Parameters, double Wrss) WithAmplitudes(
        CurveModel model, double[] rates, double[] times, double[] activities, double[] weights, double physicalRate)
    {
        double[][] basis = [.. Enumerable.Range(0, model.Amplitudes).Select(a => Basis(model, a, rates, times, weights, physicalRate))];
        double[] target = [.. activities.Zip(weights, (y, w) => y / w)];
        double[] amplitudes = NonNegative(basis, target, activities.Max());
        double wrss = 0;
        for (int n = 0; n < target.Length; n++)
        {
            double residual = -target[n];
            for (int a = 0; a < basis.Length; a++) residual += amplitudes[a] * basis[a][n];
            wrss += residual * residual;
        }
        return ([.. amplitudes, .. rates], wrss);
    }

    private static double[] Basis(CurveModel model, int amplitude, double[] rates, double[] times, double[] weights, double physicalRate)
    {
        double[] p = [.. Enumerable.Range(0, model.Amplitudes).Select(a => a == amplitude ? 1.0 : 0.0), .. rates];
        return [.. times.Zip(weights, (t, w) => model.Activity_MBq(p, physicalRate, t, []) / w)];
    }

    /// <summary>One or two amplitudes by normal equations, held above a thousandth of the largest activity.</summary>
    private static double[] NonNegative(double[][] basis, double[] target, double largest_MBq)
    {
        double least = 1e-3 * largest_MBq;
        double aa = Dot(basis[0], basis[0]), ay = Dot(basis[0], target);
        if (basis.Length == 1) return [Math.Max(ay / aa, least)];
        double bb = Dot(basis[1], basis[1]), ab = Dot(basis[0], basis[1]), by = Dot(basis[1], target), det = aa * bb - ab * ab;
        if (!(det > 1e-12 * aa * bb)) return [Math.Max(ay / aa / 2, least), Math.Max(by / bb / 2, least)];
        return [Math.Max((ay * bb - by * ab) / det, least), Math.Max((by * aa - ay * ab) / det, least)];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
