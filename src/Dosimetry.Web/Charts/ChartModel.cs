namespace Dosimetry.Web.Charts;

/// <summary>Line of a curve: colour #rrggbb, width in px, dash ("solid", "dash", "dot", "dashdot") so that curves can be told apart without colour.</summary>
public sealed record LineStyle(string Color, double Width = 2, string Dash = "solid");

/// <summary>Point of a curve.</summary>
public sealed record MarkerStyle(string Color, int Size = 9, string Symbol = "circle");

/// <summary>Symmetric error bars of the y values.</summary>
public sealed record ErrorBars(double[] Array, string Color, bool Visible = true)
{
    /// <summary>plotly's kind of error bar: given per point.</summary>
    public string Type => "data";
}

/// <summary>
/// One curve in plotly's words. Only SVG traces ("scatter"): the WebGL ones compile code at run time, which the page's policy forbids.
/// Names must be HTML-encoded by whoever makes the trace (<see cref="ChartText.Encode"/>): plotly reads them as markup.
/// </summary>
public sealed record CurveTrace(string Name, double[] X, double[] Y)
{
    /// <summary>plotly trace type.</summary>
    public string Type => "scatter";
    /// <summary>lines, markers or both.</summary>
    public string Mode { get; init; } = "lines";
    /// <summary>Line style.</summary>
    public LineStyle? Line { get; init; }
    /// <summary>Marker style.</summary>
    public MarkerStyle? Marker { get; init; }
    /// <summary>Error bars in y.</summary>
    public ErrorBars? Error_y { get; init; }
    /// <summary>"tonexty" fills down to the curve before.</summary>
    public string? Fill { get; init; }
    /// <summary>Fill colour.</summary>
    public string? Fillcolor { get; init; }
    /// <summary>Shown in the legend.</summary>
    public bool Showlegend { get; init; } = true;
    /// <summary>"skip" leaves a curve out of the text beside the cursor.</summary>
    public string? Hoverinfo { get; init; }
    /// <summary>Text beside the cursor.</summary>
    public string? Hovertemplate { get; init; }
}

/// <summary>Axis title.</summary>
public sealed record AxisTitle(string Text);

/// <summary>An axis: title with unit, "linear" or "log", range (in decades when logarithmic).</summary>
public sealed record ChartAxis(AxisTitle Title, string Type = "linear", double[]? Range = null)
{
    /// <summary>"tozero" keeps the origin in the picture.</summary>
    public string? Rangemode { get; init; }
}

/// <summary>Layout of a plot.</summary>
public sealed record ChartLayout(ChartAxis Xaxis, ChartAxis Yaxis)
{
    /// <summary>One cursor over all curves.</summary>
    public string Hovermode { get; init; } = "x unified";
    /// <summary>File name of "save as SVG".</summary>
    public ChartMeta? Meta { get; init; }
    /// <summary>Keeps zoom and hidden curves while this stays the same.</summary>
    public string? Uirevision { get; init; }
}

/// <summary>What the page wants to remember with a plot.</summary>
public sealed record ChartMeta(string File);

/// <summary>Text that goes into a plot.</summary>
public static class ChartText
{
    /// <summary>Makes a name inert: plotly renders a subset of HTML.</summary>
    public static string Encode(string name) => System.Net.WebUtility.HtmlEncode(name);
}
