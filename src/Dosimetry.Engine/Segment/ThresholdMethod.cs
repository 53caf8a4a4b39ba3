using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>Ways to bound a lesion.</summary>
public enum ThresholdKind
{
    /// <summary>SUV above a fixed value.</summary>
    Fixed,
    /// <summary>Above a share of the lesion's own maximum.</summary>
    Percent,
    /// <summary>Half-way between the hottest part and the surroundings.</summary>
    Contrast,
    /// <summary>SUV 3 in bone, from the liver elsewhere: a rule for tumour burden.</summary>
    QPsma,
}

/// <summary>
/// How lesions are bounded, named as on the command line: <c>fixed:3</c>, <c>percent:41</c>, <c>contrast</c>, <c>qpsma</c>. Lesions are always found
/// above <see cref="SeedSuv"/> (qpsma: see <see cref="ThresholdMap"/>); percent and contrast then bound each of them anew. Fixed and qpsma measure tumour
/// burden; as outlines for dose they are too large (spheres of 37 to 8 mm: +49 to +229 % of volume at SUV 3).
/// </summary>
public sealed record ThresholdMethod(ThresholdKind Kind, double Value)
{
    /// <summary>SUV ≥ 3: the burden rule of the DEEP-PSMA data.</summary>
    public static ThresholdMethod Suv3 { get; } = new(ThresholdKind.Fixed, 3);

    /// <summary>Half-way between lesion and surroundings: the outline for dose.</summary>
    public static ThresholdMethod Contrast { get; } = new(ThresholdKind.Contrast, 0);

    /// <summary>SUV above which uptake is looked at.</summary>
    public double SeedSuv => Kind == ThresholdKind.Fixed ? Value : 3;

    /// <summary>Reads a name of the command line.</summary>
    /// <exception cref="RefusedException">Not a known method or a number out of range.</exception>
    public static ThresholdMethod Parse(string text)
    {
        string[] parts = text.Split(':', 2);
        bool number = double.TryParse(parts.Length > 1 ? parts[1] : "", NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return (parts[0], number) switch
        {
            ("fixed", true) when value > 0 && double.IsFinite(value) => new(ThresholdKind.Fixed, value),
            ("percent", true) when value is > 0 and < 100 => new(ThresholdKind.Percent, value),
            ("contrast", false) when parts.Length == 1 => Contrast,
            ("qpsma", false) when parts.Length == 1 => new(ThresholdKind.QPsma, 0),
            _ => throw new RefusedException("SEGMENT.METHOD", $"'{text}' is no threshold method; use fixed:3, percent:41, contrast or qpsma."),
        };
    }

    /// <summary>Name as on the command line.</summary>
    public override string ToString() => Kind switch
    {
        ThresholdKind.Fixed => FormattableString.Invariant($"fixed:{Value:G6}"),
        ThresholdKind.Percent => FormattableString.Invariant($"percent:{Value:G6}"),
        ThresholdKind.QPsma => "qpsma",
        _ => "contrast",
    };
}
