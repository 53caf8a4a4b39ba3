using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Web.Model;

/// <summary>A layer of a slice as a script asks for it: window in stored units, opacity 0 to 1.</summary>
public sealed record LayerAsked(string Source, double Low, double High, double Opacity, string Colours)
{
    /// <summary>From <c>source|low|high|opacity|colours</c>.</summary>
    /// <exception cref="RefusedException">SLICE.BAD_REQUEST.</exception>
    public static LayerAsked Parse(string text)
    {
        string[] parts = text.Split('|');
        LayerAsked? asked = parts.Length == 5 ? new LayerAsked(parts[0], Number(parts[1]), Number(parts[2]), Number(parts[3]), parts[4]) : null;
        bool good = asked is not null && double.IsFinite(asked.Low) && asked.High > asked.Low && asked.Opacity is >= 0 and <= 1;
        return good ? asked! : throw new RefusedException("SLICE.BAD_REQUEST", "A layer of the slice is not described as source|low|high|opacity|colours.");
    }

    /// <summary>A number, or NaN.</summary>
    public static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
