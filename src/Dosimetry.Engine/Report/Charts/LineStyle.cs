namespace Dosimetry.Engine.Report.Charts;

/// <summary>
/// Colour and dash of the n-th line. Colours are the Okabe–Ito set, safe for colour-blind readers and dark enough on white; dashes differ too, so the
/// lines stay apart on a grey print.
/// </summary>
public sealed record LineStyle(string Colour, string Dash)
{
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#000000", "#CC79A7", "#8A6D00", "#4A90C2", "#7A3E9D"];
    private static readonly string[] Dashes = ["none", "7 3", "2 2", "9 3 2 3", "12 3", "5 2 1 2 1 2", "3 4", "14 3 3 3"];

    /// <summary>How many lines one chart can tell apart.</summary>
    public static int Count => Colours.Length;

    /// <summary>Style of line <paramref name="n"/>, from 0; repeats after <see cref="Count"/>.</summary>
    public static LineStyle Of(int n) => new(Colours[n % Colours.Length], Dashes[n % Dashes.Length]);
}
