using System.Globalization;
using Dosimetry.Engine.Report.Html;

namespace Dosimetry.Engine.Report.Charts;

/// <summary>The box of a chart: size in px, the plot area inside it, and the axes with grid lines, tick labels and titles with units.</summary>
public sealed record ChartFrame(double Width, double Height, double Left, double Right, double Top, double Bottom)
{
    /// <summary>Full-width chart with room for a legend on the right.</summary>
    public static ChartFrame Wide { get; } = new(720, 300, 56, 190, 12, 44);

    /// <summary>Half-width chart for a page of many.</summary>
    public static ChartFrame Small { get; } = new(350, 210, 54, 10, 26, 40);

    /// <summary>Right edge of the plot area.</summary>
    public double PlotRight => Width - Right;
    /// <summary>Lower edge of the plot area.</summary>
    public double PlotBottom => Height - Bottom;

    /// <summary>The picture: its accessible name, then what is drawn.</summary>
    public Markup Picture(string name, IEnumerable<Markup> drawn) => Markup.Of($"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-label="{name}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="10.5"><title>{name}</title>{drawn}</svg>

        """);

    /// <summary>Grid, tick labels and titles of both axes.</summary>
    public Markup Axes(Axis x, string xTitle, Axis y, string yTitle) => Markup.Of($"""
        {x.Ticks().Select(XTick(x))}{y.Ticks().Select(YTick(y))}<path d="M{Left} {Top}V{PlotBottom}H{PlotRight}" fill="none" stroke="#222" stroke-width="1"/>
        <text x="{(Left + PlotRight) / 2}" y="{Height - 8}" text-anchor="middle">{xTitle}</text><text transform="translate(13 {(Top + PlotBottom) / 2}) rotate(-90)" text-anchor="middle">{yTitle}</text>
        """);

    /// <summary>A path through points in px; null breaks the line.</summary>
    public static string PathOf(IEnumerable<(double X, double Y)> points)
    {
        string path = string.Join('L', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.##} {p.Y:0.##}")));
        return path.Length == 0 ? "" : "M" + path;
    }

    private Func<double, Markup> XTick(Axis x) => tick => Markup.Of($"""
        <path d="M{x.Pixel(tick)} {Top}V{PlotBottom + 4}" stroke="#ddd"/><text x="{x.Pixel(tick)}" y="{PlotBottom + 16}" text-anchor="middle">{Axis.Label(tick)}</text>
        """);

    private Func<double, Markup> YTick(Axis y) => tick => Markup.Of($"""
        <path d="M{Left - 4} {y.Pixel(tick)}H{PlotRight}" stroke="#ddd"/><text x="{Left - 7}" y="{y.Pixel(tick) + 3.5}" text-anchor="end">{Axis.Label(tick)}</text>
        """);
}
