using System.Globalization;
using System.Text.RegularExpressions;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// The nuclide's usual name ("Lu-177") from the ways files spell it: ^177^Lutetium, 177-Lutetium, Lutetium 177, Lu-177, 177Lu, Ga68, F18,
/// Tc-99m.
/// </summary>
public static partial class NuclideName
{
    private static readonly Dictionary<string, string> Symbols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Actinium"] = "Ac", ["Antimony"] = "Sb", ["Astatine"] = "At", ["Bismuth"] = "Bi", ["Carbon"] = "C", ["Copper"] = "Cu",
        ["Erbium"] = "Er", ["Fluorine"] = "F", ["Fluor"] = "F", ["Gallium"] = "Ga", ["Holmium"] = "Ho", ["Indium"] = "In",
        ["Iodine"] = "I", ["Krypton"] = "Kr", ["Lead"] = "Pb", ["Lutetium"] = "Lu", ["Nitrogen"] = "N", ["Oxygen"] = "O",
        ["Phosphorus"] = "P", ["Radium"] = "Ra", ["Rhenium"] = "Re", ["Rubidium"] = "Rb", ["Samarium"] = "Sm", ["Scandium"] = "Sc",
        ["Strontium"] = "Sr", ["Technetium"] = "Tc", ["Terbium"] = "Tb", ["Thallium"] = "Tl", ["Thorium"] = "Th", ["Xenon"] = "Xe",
        ["Yttrium"] = "Y", ["Zirconium"] = "Zr",
    };

    private static readonly HashSet<string> KnownSymbols = [.. Symbols.Values];

    /// <summary>Codes without a helpful meaning (SNOMED CT, its older form, DICOM).</summary>
    private static readonly Dictionary<string, string> Codes = new()
    {
        ["447553000"] = "Lu-177", ["C-101ED"] = "Lu-177", ["35337001"] = "Ga-68", ["C-131A3"] = "Ga-68",
        ["77004003"] = "F-18", ["C-111A1"] = "F-18", ["C-163A8"] = "Tc-99m",
    };

    /// <summary>Element and mass number in either order, with or without something between; m marks an isomer.</summary>
    [GeneratedRegex(@"(?<![A-Za-z])(?<e>[A-Za-z]{1,12})[\s\-_^\[\(]*(?<a>\d{1,3})(?<m>m)?(?!\d)"
        + @"|(?<!\d)(?<a>\d{1,3})(?<m>m)?[\s\-_^\]\)]*(?<e>[A-Za-z]{1,12})(?![A-Za-z])")]
    private static partial Regex ElementAndMass();

    /// <summary>
    /// The nuclide of a radiopharmaceutical: by the code's meaning, the code itself, then the product's name. Null when none tells.
    /// </summary>
    public static string? Of(Radiopharmaceutical given) =>
        Parse(given.Radionuclide?.Meaning) ?? Codes.GetValueOrDefault(given.Radionuclide?.Value ?? "") ?? Parse(given.Name);

    /// <summary>The nuclide spelt in a text, or null.</summary>
    public static string? Parse(string? text)
    {
        foreach (Match match in ElementAndMass().Matches(text ?? ""))
        {
            string element = match.Groups["e"].Value;
            string? symbol = Symbols.GetValueOrDefault(element)
                ?? (KnownSymbols.Contains(Capitalised(element)) ? Capitalised(element) : null);
            if (symbol is null) continue;
            int mass = int.Parse(match.Groups["a"].Value, CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"{symbol}-{mass}{(match.Groups["m"].Success ? "m" : "")}");
        }
        return null;
    }

    private static string Capitalised(string symbol) => char.ToUpperInvariant(symbol[0]) + symbol[1..].ToLowerInvariant();
}
