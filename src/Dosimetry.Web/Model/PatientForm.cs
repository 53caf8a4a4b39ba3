using Dosimetry.Cases.Settings;

namespace Dosimetry.Web.Model;

/// <summary>A number of a form: its label, unit, the range that is accepted and what the range is good for.</summary>
public sealed record NumberField(string Name, string Label, string Unit, double Low, double High, string Hint)
{
    /// <summary>What is wrong with a value, or null. An empty field is never wrong: what is missing is taken from the files or stays unknown.</summary>
    public string? Objection(double? value) => value is not { } v || (v >= Low && v <= High)
        ? null
        : FormattableString.Invariant($"{Label}: {v:G6} {Unit} is outside {Low:G6} to {High:G6} {Unit}. Check value and unit.");
}

/// <summary>Patient values of a new case. They win over those of the files; empty fields leave the files' values.</summary>
public sealed class PatientForm
{
    /// <summary>Body weight.</summary>
    public static readonly NumberField Weight = new("weight", "Weight", "kg", 2, 400, "2 to 400 kg; needed for SUV");
    /// <summary>Height.</summary>
    public static readonly NumberField Height = new("height", "Height", "cm", 40, 250, "40 to 250 cm");

    /// <summary>Body weight, kg.</summary>
    public double? Weight_kg { get; set; }
    /// <summary>Height, cm.</summary>
    public double? Height_cm { get; set; }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<string> Errors => [.. ((string?[])[Weight.Objection(Weight_kg), Height.Objection(Height_cm)]).OfType<string>()];

    /// <summary>As the record keeps it.</summary>
    public PatientSettings ToSettings() => new() { Weight_kg = Weight_kg, Height_cm = Height_cm };
}
