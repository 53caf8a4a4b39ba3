using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Report.Html;

namespace Dosimetry.Engine.Report.Charts;

/// <summary>Cumulative dose-volume histograms: dose in Gy across, share of the region's volume with at least that dose in % upwards.</summary>
public static class DvhChart
{
    private static readonly ChartFrame Frame = ChartFrame.Wide;
    private const int MostBands = 3, BandSteps = 100; // more bands than three hide each other

    /// <summary>Draws the first <see cref="LineStyle.Count"/> regions; says how many were left to the table.</summary>
    public static Markup Draw(string name, IReadOnlyList<ReportRegion> regions)
    {
        ReportRegion[] drawn = [.. regions.Where(r => r.Dvh.Dose_Gy.Length > 1).Take(LineStyle.Count)];
        if (drawn.Length == 0) return Markup.Of($"<p class=\"empty\">No region of this kind has a histogram.</p>");
        (Axis dose, Axis volume) = Axes(drawn);
        return Frame.Picture(name, [
            Frame.Axes(dose, "Absorbed dose / Gy", volume, "Volume / %"),
            .. drawn.Take(MostBands).Select((r, n) => Band(r, LineStyle.Of(n), dose, volume)),
            .. drawn.Select((r, n) => Line(r.Dvh, LineStyle.Of(n), dose, volume)),
            Legend(drawn, regions.Count - drawn.Length),
        ]);
    }

    /// <summary>Dose axis (to the largest D2 and a fifth more, so that one hot voxel does not squeeze all curves) and volume axis.</summary>
    public static (Axis Dose, Axis Volume) Axes(IReadOnlyList<ReportRegion> regions)
    {
        double largest = regions.Max(r => 1.2 * (r.D2_Gy ?? r.Dvh.Dose_Gy[^1]));
        return (Axis.FromZero(largest, Frame.Left, Frame.PlotRight), new Axis(0, 100, Frame.PlotBottom, Frame.Top));
    }

    /// <summary>Between the lower and the upper edge of the histogram under the dose's uncertainty.</summary>
    private static Markup Band(ReportRegion region, LineStyle style, Axis dose, Axis volume)
    {
        if (region.Interval is not { } interval) return Markup.Empty;
        var edges = Enumerable.Range(0, BandSteps + 1).Select(n => dose.High * n / BandSteps).Select(d => (Dose: d, Edge: interval.Volume_fraction(region.Dvh, d))).ToArray();
        IEnumerable<(double, double)> outline = [.. edges.Select(e => (dose.Pixel(e.Dose), volume.Pixel(100 * e.Edge.Low))), .. edges.Reverse().Select(e => (dose.Pixel(e.Dose), volume.Pixel(100 * e.Edge.High)))];
        return Markup.Of($"""<path d="{ChartFrame.PathOf(outline)}" fill="{style.Colour}" fill-opacity="0.13" stroke="none"/>""");
    }

    private static Markup Line(DoseVolumeHistogram dvh, LineStyle style, Axis dose, Axis volume)
    {
        var points = dvh.Dose_Gy.Zip(dvh.Volume_fraction)
            .TakeWhile(p => p.First <= dose.High)
            .Select(p => (dose.Pixel(p.First), volume.Pixel(100 * p.Second)));
        return Markup.Of($"""<path d="{ChartFrame.PathOf(points)}" fill="none" stroke="{style.Colour}" stroke-width="1.8" stroke-dasharray="{style.Dash}"/>""");
    }

    private static Markup Legend(ReportRegion[] drawn, int left)
    {
        double x = Frame.PlotRight + 14;
        IEnumerable<Markup> entries = drawn.Select((r, n) => Entry(x, Frame.Top + 10 + 17 * n, LineStyle.Of(n), Figures.RegionName(r.Name)));
        Markup rest = left > 0 ? Markup.Of($"""<text x="{x}" y="{Frame.Top + 14 + 17 * drawn.Length}" fill="#444">{left} more in dvh.csv</text>""") : Markup.Empty;
        return Markup.Of($"{entries}{rest}");
    }

    private static Markup Entry(double x, double y, LineStyle style, string name) => Markup.Of($"""
        <path d="M{x} {y}h34" stroke="{style.Colour}" stroke-width="1.8" stroke-dasharray="{style.Dash}"/><text x="{x + 40}" y="{y + 3.5}">{name}</text>
        """);
}
