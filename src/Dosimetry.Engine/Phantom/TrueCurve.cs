using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>The true time-activity curve of a region: A in MBq, t in h after injection, decay included.</summary>
public abstract record TrueCurve(string Region)
{
    /// <summary>Activity at a time, MBq.</summary>
    public abstract double At_MBq(double time_h);

    /// <summary>Mean activity while the camera runs from <paramref name="start_h"/> on, MBq.</summary>
    public abstract double Mean_MBq(double start_h, double duration_h);

    /// <summary>Time integral from injection to infinity, MBq·h.</summary>
    public abstract double Tia_MBq_h { get; }
}

/// <summary>One exponential: activity at the time of injection and effective half-life (decay included).</summary>
public sealed record ExponentialTerm(double Activity_MBq, double HalfLife_h);

/// <summary>A sum of exponentials: A(t) = Σ A_i exp(−ln2 · t / T_i).</summary>
public sealed record ExponentialCurve(string Region, IReadOnlyList<ExponentialTerm> Terms) : TrueCurve(Region)
{
    /// <inheritdoc/>
    public override double At_MBq(double time_h) => Terms.Sum(t => t.Activity_MBq * Math.Exp(-Math.Log(2) * time_h / t.HalfLife_h));

    /// <inheritdoc/>
    public override double Mean_MBq(double start_h, double duration_h) => Terms.Sum(t =>
    {
        double x = Math.Log(2) * duration_h / t.HalfLife_h;
        return t.Activity_MBq * Math.Exp(-Math.Log(2) * start_h / t.HalfLife_h) * (1 - Math.Exp(-x)) / x;
    });

    /// <inheritdoc/>
    public override double Tia_MBq_h => Terms.Sum(t => t.Activity_MBq * t.HalfLife_h / Math.Log(2));
}

/// <summary>
/// A curve known at ascending times: ln A is linear between two of them (A is where one of the two is zero), and after the last time A falls with
/// <paramref name="TailRate_per_h"/>.
/// </summary>
public sealed record SampledCurve(string Region, IReadOnlyList<double> Times_h, IReadOnlyList<double> Activities_MBq, double TailRate_per_h) : TrueCurve(Region)
{
    /// <inheritdoc/>
    public override double At_MBq(double time_h)
    {
        if (time_h >= Times_h[^1]) return Activities_MBq[^1] * Math.Exp(-TailRate_per_h * (time_h - Times_h[^1]));
        int n = Piece(time_h);
        double share = (time_h - Times_h[n]) / (Times_h[n + 1] - Times_h[n]), a = Activities_MBq[n], b = Activities_MBq[n + 1];
        return a > 0 && b > 0 ? a * Math.Pow(b / a, share) : a + share * (b - a);
    }

    /// <inheritdoc/>
    public override double Mean_MBq(double start_h, double duration_h)
    {
        IEnumerable<double> inside = Times_h.Where(t => t > start_h && t < start_h + duration_h);
        double[] ends = [start_h, .. inside, start_h + duration_h];
        double sum = 0;
        for (int n = 1; n < ends.Length; n++) sum += Integral_MBq_h(At_MBq(ends[n - 1]), At_MBq(ends[n]), ends[n] - ends[n - 1]);
        return sum / duration_h;
    }

    /// <inheritdoc/>
    public override double Tia_MBq_h
    {
        get
        {
            double sum = Activities_MBq[^1] / TailRate_per_h;
            for (int n = 1; n < Times_h.Count; n++) sum += Integral_MBq_h(Activities_MBq[n - 1], Activities_MBq[n], Times_h[n] - Times_h[n - 1]);
            return sum;
        }
    }

    private int Piece(double time_h)
    {
        int n = 0;
        while (n + 2 < Times_h.Count && Times_h[n + 1] <= time_h) n++;
        return n;
    }

    /// <summary>(a − b) Δ / ln(a/b), the integral of an exponential between two of its values; the trapezoid where they are nearly equal or one is zero.</summary>
    private static double Integral_MBq_h(double a, double b, double step_h) =>
        a > 0 && b > 0 && Math.Abs(a - b) > 1e-6 * a ? (a - b) * step_h / Math.Log(a / b) : 0.5 * (a + b) * step_h;
}
