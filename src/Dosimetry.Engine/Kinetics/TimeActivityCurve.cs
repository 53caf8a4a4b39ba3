using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Measured activities of one region, checked: at least one point, times finite, not before the injection, strictly rising;
/// activities finite and not negative. Times in h after injection, activities in MBq as they were at that time.
/// </summary>
public sealed record TimeActivityCurve
{
    /// <summary>Takes measured points.</summary>
    /// <exception cref="RefusedException">A point that cannot be a measurement; the text names the region and the point.</exception>
    public TimeActivityCurve(string region, IReadOnlyList<TacPoint> points)
    {
        (Region, Points) = (region, points);
        if (points.Count == 0) throw Refuse("EMPTY", "there is no measured activity; give at least one time point");
        for (int n = 0; n < points.Count; n++) Check(points[n], n == 0 ? null : points[n - 1]);
        if (points.All(p => p.Activity_MBq == 0)) throw Refuse("NO_ACTIVITY", "the activity is zero at every time; the region takes up nothing or lies outside the images");
    }

    /// <summary>Name of the region.</summary>
    public string Region { get; }
    /// <summary>The points, times rising.</summary>
    public IReadOnlyList<TacPoint> Points { get; private init; }

    /// <summary>The point of one time alone.</summary>
    /// <exception cref="RefusedException">No point lies within a hundredth of an hour of that time.</exception>
    public TimeActivityCurve At(Duration time)
    {
        TacPoint nearest = Points.MinBy(p => Math.Abs(p.Time_h - time.Hours))!;
        return Math.Abs(nearest.Time_h - time.Hours) <= 0.01 ? this with { Points = [nearest] }
            : throw Refuse("NO_SUCH_TIME", $"there is no point at {Text(time.Hours)} h; the nearest is at {Text(nearest.Time_h)} h");
    }

    private void Check(TacPoint p, TacPoint? before)
    {
        if (!double.IsFinite(p.Time_h) || !double.IsFinite(p.Activity_MBq) || !double.IsFinite(p.Sigma_MBq))
            throw Refuse("NOT_A_NUMBER", "a time, an activity or its uncertainty is not a number; correct the table");
        if (p.Time_h < 0) throw Refuse("BEFORE_INJECTION", $"the point at {Text(p.Time_h)} h lies before the injection; times count from the injection");
        if (p.Activity_MBq < 0) throw Refuse("NEGATIVE_ACTIVITY", $"the activity at {Text(p.Time_h)} h is negative ({Text(p.Activity_MBq)} MBq); check the background correction");
        if (p.Sigma_MBq < 0) throw Refuse("NEGATIVE_SIGMA", $"the uncertainty at {Text(p.Time_h)} h is negative ({Text(p.Sigma_MBq)} MBq)");
        if (before is null) return;
        if (p.Time_h == before.Time_h) throw Refuse("DUPLICATE_TIME", $"two points have the same time {Text(p.Time_h)} h; average them or drop one");
        if (p.Time_h < before.Time_h) throw Refuse("UNSORTED", $"the times are not in order ({Text(before.Time_h)} h, then {Text(p.Time_h)} h); sort the points");
    }

    private RefusedException Refuse(string code, string text) => new($"KINETICS.{code}", $"Region {Region}: {text}.");
    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
