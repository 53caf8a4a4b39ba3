using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Report.Html;

namespace Dosimetry.Engine.Report.Charts;

/// <summary>
/// One region's time-activity curve on a logarithmic activity axis: measured points with ± 1 standard uncertainty, the chosen model, models not chosen
/// (thin), physical decay from the last point as reference (dotted), and the times outside the measurement shaded with their share of the integral.
/// </summary>
public static class TimeActivityChart
{
    private const int CurveSteps = 120;
    private static readonly ChartFrame Frame = ChartFrame.Small;

    /// <summary>Draws a region.</summary>
    public static Markup Draw(RegionKinetics kinetics, double? halfLife_h)
    {
        string region = Figures.RegionName(kinetics.Region);
        if (!kinetics.Points.Any(p => p.Activity_MBq > 0)) return Markup.Of($"<p class=\"empty\">{region}: no positive activity was measured.</p>");
        (Axis time, Axis activity) = Axes(kinetics);
        return Frame.Picture($"Time-activity curve of {region}", [
            Shade(kinetics, time),
            Frame.Axes(time, "Time after injection / h", activity, "Activity / MBq"),
            .. kinetics.Fits.Where(f => f.Model != kinetics.Chosen.Model && (f.Condition is null or < CurveFitter.LargestCondition)).Select(f => Curve(f, time, activity, "#777", 0.8, "3 3")),
            Decay(kinetics.Points[^1], halfLife_h, time, activity),
            Curve(kinetics.Chosen, time, activity, "#0072B2", 1.8, "none"),
            .. kinetics.Points.Where(p => p.Activity_MBq > 0).Select(p => Point(p, time, activity)),
            Title(region, kinetics.Chosen),
        ]);
    }

    /// <summary>Time from injection to a third beyond the last point; activity by decades around points and curve.</summary>
    public static (Axis Time, Axis Activity) Axes(RegionKinetics kinetics)
    {
        double end_h = 1.33 * kinetics.Points.Max(p => p.Time_h);
        double[] positive = [.. kinetics.Points.Select(p => p.Activity_MBq).Append(kinetics.Chosen.Activity_MBq(end_h)).Where(a => a > 0)];
        double top = Math.Max(positive.Max(), Enumerable.Range(0, CurveSteps).Max(n => kinetics.Chosen.Activity_MBq(end_h * n / CurveSteps)));
        double bottom = Math.Max(positive.Min(), top / 1e4);
        return (Axis.FromZero(end_h, Frame.Left, Frame.PlotRight), Axis.Decades(bottom / 1.3, top * 1.15, Frame.PlotBottom, Frame.Top));
    }

    private static Markup Shade(RegionKinetics kinetics, Axis time)
    {
        (double first, double last) = (time.Pixel(kinetics.Points[0].Time_h), time.Pixel(kinetics.Points[^1].Time_h));
        double height = Frame.PlotBottom - Frame.Top;
        return Markup.Of($"""
            <rect x="{Frame.Left}" y="{Frame.Top}" width="{first - Frame.Left}" height="{height}" fill="#eef2f6"/><rect x="{last}" y="{Frame.Top}" width="{Frame.PlotRight - last}" height="{height}" fill="#eef2f6"/>
            """);
    }

    private static Markup Curve(CurveFit fit, Axis time, Axis activity, string colour, double width, string dash)
    {
        var points = Enumerable.Range(0, CurveSteps + 1)
            .Select(n => time.High * n / CurveSteps)
            .Select(t => (Time: t, Activity: fit.Activity_MBq(t)))
            .Where(p => p.Activity >= activity.Low && p.Activity <= activity.High)
            .Select(p => (time.Pixel(p.Time), activity.Pixel(p.Activity)));
        return Markup.Of($"""<path d="{ChartFrame.PathOf(points)}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-dasharray="{dash}"/>""");
    }

    private static Markup Decay(TacPoint last, double? halfLife_h, Axis time, Axis activity)
    {
        if (halfLife_h is not { } half || last.Activity_MBq <= 0) return Markup.Empty;
        var points = Enumerable.Range(0, 21)
            .Select(n => last.Time_h + (time.High - last.Time_h) * n / 20)
            .Select(t => (Time: t, Activity: last.Activity_MBq * Math.Pow(2, -(t - last.Time_h) / half)))
            .Where(p => p.Activity >= activity.Low)
            .Select(p => (time.Pixel(p.Time), activity.Pixel(p.Activity)));
        return Markup.Of($"""<path d="{ChartFrame.PathOf(points)}" fill="none" stroke="#D55E00" stroke-width="1.2" stroke-dasharray="1.5 2.5"/>""");
    }

    private static Markup Point(TacPoint p, Axis time, Axis activity)
    {
        double x = time.Pixel(p.Time_h);
        double low = activity.Pixel(Math.Max(p.Activity_MBq - p.Sigma_MBq, activity.Low)), high = activity.Pixel(Math.Min(p.Activity_MBq + p.Sigma_MBq, activity.High));
        return Markup.Of($"""
            <path d="M{x} {low}V{high}M{x - 3.5} {low}h7M{x - 3.5} {high}h7" stroke="#111" fill="none"/><circle cx="{x}" cy="{activity.Pixel(p.Activity_MBq)}" r="3.2" fill="#111"/>
            """);
    }

    private static Markup Title(string region, CurveFit fit) => Markup.Of($"""
        <text x="{Frame.Left}" y="14" font-weight="bold">{region}</text><text x="{Frame.PlotRight}" y="14" text-anchor="end" fill="#333">{fit.Model}, {Figures.Percent(fit.ExtrapolatedFraction)} extrapolated</text>
        """);
}
