using Dosimetry.Engine.Report.Html;

namespace Dosimetry.Engine.Report.Charts;

/// <summary>Mean absorbed dose of each region as a bar in Gy, ± 1 standard uncertainty as a whisker, limits as a mark across the bar.</summary>
public static class DoseBarChart
{
    private const double RowHeight = 19, LabelWidth = 150, ValueWidth = 70, Width = 720;

    /// <summary>Draws the regions from top to bottom in the order given.</summary>
    public static Markup Draw(string name, IReadOnlyList<ReportRegion> regions, IReadOnlyList<ReportLimit> limits)
    {
        ReportRegion[] drawn = [.. regions.Where(r => r.MeanDose_Gy is not null)];
        if (drawn.Length == 0) return Markup.Of($"<p class=\"empty\">No region has a dose.</p>");
        double largest = Math.Max(drawn.Max(r => r.MeanDose_Gy!.Value + (r.MeanSigma_Gy ?? 0)), LimitsOf(drawn, limits).DefaultIfEmpty(0).Max());
        var frame = new ChartFrame(Width, 12 + RowHeight * drawn.Length + 44, LabelWidth, ValueWidth, 12, 44);
        Axis dose = Axis.FromZero(largest, frame.Left, frame.PlotRight);
        Axis none = new(0, 1, frame.PlotBottom, frame.Top);
        Markup grid = Markup.Of($"{dose.Ticks().Select(t => Tick(frame, dose, t))}<text x=\"{(frame.Left + frame.PlotRight) / 2}\" y=\"{frame.Height - 8}\" text-anchor=\"middle\">Mean absorbed dose / Gy</text>");
        return frame.Picture(name, [grid, .. drawn.Select((r, n) => Bar(r, frame.Top + RowHeight * n, dose, limits)), Baseline(frame, none)]);
    }

    private static IEnumerable<double> LimitsOf(ReportRegion[] drawn, IReadOnlyList<ReportLimit> limits) =>
        from limit in limits where limit.Quantity == "dose" && drawn.Any(r => r.Name == limit.Region) select limit.Limit_Gy;

    private static Markup Tick(ChartFrame frame, Axis dose, double tick) => Markup.Of($"""
        <path d="M{dose.Pixel(tick)} {frame.Top}V{frame.PlotBottom + 4}" stroke="#ddd"/><text x="{dose.Pixel(tick)}" y="{frame.PlotBottom + 16}" text-anchor="middle">{Axis.Label(tick)}</text>
        """);

    private static Markup Baseline(ChartFrame frame, Axis vertical) => Markup.Of($"""<path d="M{frame.Left} {vertical.Pixel(1)}V{vertical.Pixel(0)}" stroke="#222"/>""");

    private static Markup Bar(ReportRegion region, double top, Axis dose, IReadOnlyList<ReportLimit> limits)
    {
        (double mean, double middle) = (region.MeanDose_Gy!.Value, top + RowHeight / 2);
        double end = dose.Pixel(mean);
        string fill = region.Class == "lesion" ? "#D55E00" : "#5B8DB8";
        IEnumerable<Markup> marks = limits.Where(l => l.Quantity == "dose" && l.Region == region.Name).Select(l => LimitMark(dose.Pixel(l.Limit_Gy), top));
        return Markup.Of($"""
            <text x="{LabelWidth - 8}" y="{middle + 3.5}" text-anchor="end">{Figures.RegionName(region.Name)}</text><rect x="{LabelWidth}" y="{top + 3}" width="{Math.Max(0, end - LabelWidth)}" height="{RowHeight - 6}" fill="{fill}"/>{Whisker(region, dose, middle)}{marks}
            <text x="{dose.Pixel(mean + (region.MeanSigma_Gy ?? 0)) + 6}" y="{middle + 3.5}">{Figures.Show(mean)}</text>
            """);
    }

    private static Markup Whisker(ReportRegion region, Axis dose, double y)
    {
        if (region.MeanSigma_Gy is not { } sigma) return Markup.Empty;
        double low = dose.Pixel(Math.Max(0, region.MeanDose_Gy!.Value - sigma)), high = dose.Pixel(region.MeanDose_Gy.Value + sigma);
        return Markup.Of($"""<path d="M{low} {y}H{high}M{low} {y - 3}v6M{high} {y - 3}v6" stroke="#111"/>""");
    }

    private static Markup LimitMark(double x, double top) => Markup.Of($"""<path d="M{x} {top}v{RowHeight}" stroke="#111" stroke-width="2.4"/>""");
}
