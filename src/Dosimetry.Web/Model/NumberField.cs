using Dosimetry.Cases.Settings;

namespace Dosimetry.Web.Model;

/// <summary>A number of a form: its label, unit, the range that is accepted and what the range is good for.</summary>
public sealed record NumberField(string Name, string Label, string Unit, double Low, double High, string Hint)
{
    /// <summary>The field of a clinical value, with its sentences for wrong units.</summary>
    public static NumberField Of(ClinicalQuantity q) => new(q.Name, q.Label, q.Unit, q.Low, q.High, q.Usual) { Quantity = q };

    /// <summary>The clinical value behind the field; null for others.</summary>
    public ClinicalQuantity? Quantity { get; private init; }

    /// <summary>What is wrong with a value, or null. An empty field is never wrong: what is missing is taken from the files or stays unknown.</summary>
    public string? Objection(double? value) => Quantity is not null ? Quantity.Objection(value) : value is not { } v || (v >= Low && v <= High)
        ? null
        : FormattableString.Invariant($"{Label}: {v:G6} {Unit} is outside {Low:G6} to {High:G6} {Unit}. Check value and unit.");
}
