using System.Globalization;

namespace Dosimetry.Cases.Settings;

/// <summary>
/// A clinical value: name, unit, the range that is accepted, what is usual, and for numbers outside the range the unit that was probably meant.
/// <paramref name="Slip"/> returns that sentence, or null when the number fits no other unit either.
/// </summary>
public sealed record ClinicalQuantity(string Name, string Label, string Unit, double Low, double High, string Usual, Func<double, string?> Slip)
{
    /// <summary>What is wrong with a value, or null; a missing value is never wrong.</summary>
    public string? Objection(double? value)
    {
        if (value is not { } v || (v >= Low && v <= High)) return null; // NaN lies in no range
        string range = string.Create(CultureInfo.InvariantCulture, $"{Label}: {v:G6} {Unit} is outside {Low:G6} to {High:G6} {Unit}.");
        return Slip(v) is { } meant ? $"{range} {meant}" : range + " Check value and unit.";
    }
}
