using System.Text.RegularExpressions;
using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>
/// Radionuclide of an image as ICRP writes it ("Lu-177"), from the meaning of its code ("^177^Lutetium", "F^18^", "18F", "Lu-177 PSMA-617") or, where
/// there is none, from the radiopharmaceutical's name. Codes themselves come from three schemes and in private variants, so the meaning is read.
/// </summary>
internal static partial class NuclideName
{
    private static readonly Dictionary<string, string> Elements = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Lutetium"] = "Lu", ["Fluorine"] = "F", ["Gallium"] = "Ga", ["Technetium"] = "Tc", ["Indium"] = "In", ["Iodine"] = "I", ["Yttrium"] = "Y",
        ["Zirconium"] = "Zr", ["Copper"] = "Cu", ["Actinium"] = "Ac", ["Terbium"] = "Tb", ["Holmium"] = "Ho", ["Samarium"] = "Sm", ["Carbon"] = "C",
        ["Nitrogen"] = "N", ["Oxygen"] = "O", ["Rubidium"] = "Rb", ["Thallium"] = "Tl", ["Radium"] = "Ra", ["Bismuth"] = "Bi", ["Lead"] = "Pb",
        ["Scandium"] = "Sc", ["Germanium"] = "Ge", ["Bromine"] = "Br", ["Strontium"] = "Sr", ["Rhenium"] = "Re", ["Astatine"] = "At", ["Thorium"] = "Th",
        ["Caesium"] = "Cs", ["Cobalt"] = "Co", ["Krypton"] = "Kr", ["Xenon"] = "Xe",
    };

    /// <summary>Nuclides seen by their positrons; others in a PET object make it a SPECT.</summary>
    private static readonly HashSet<string> PositronEmitters =
        ["F-18", "Ga-68", "C-11", "N-13", "O-15", "Cu-64", "Cu-62", "Zr-89", "I-124", "Rb-82", "Y-86", "Y-90", "Sc-44", "Sc-43", "Tb-152", "Ge-68", "Br-76", "Co-55"];

    public static string? Of(DicomDataSet radiopharmaceutical)
    {
        DicomDataSet? code = radiopharmaceutical.FirstItem(DicomTags.RadionuclideCodeSequence);
        return Parse(code?.String(DicomTags.CodeMeaning)) ?? Parse(radiopharmaceutical.String(DicomTags.Radiopharmaceutical));
    }

    public static bool IsPositronEmitter(string nuclide) => PositronEmitters.Contains(nuclide);

    /// <summary>"Lu-177" from any of the spellings, or null.</summary>
    public static string? Parse(string? text)
    {
        foreach (Match match in MassAndElement().Matches((text ?? "").Replace("^", " ", StringComparison.Ordinal)))
        {
            string mass = match.Groups["m1"].Value + match.Groups["m2"].Value, element = match.Groups["e1"].Value + match.Groups["e2"].Value;
            string? symbol = Elements.TryGetValue(element, out string? known) ? known
                : Elements.Values.FirstOrDefault(s => s.Equals(element, StringComparison.OrdinalIgnoreCase));
            if (symbol is not null) return $"{symbol}-{mass.ToLowerInvariant()}";
        }
        return null;
    }

    [GeneratedRegex(@"\b(?<m1>\d{1,3}m?)[\s-]*(?<e1>[A-Za-z]+)\b|\b(?<e2>[A-Za-z]+)[\s-]*(?<m2>\d{1,3}m?)\b")]
    private static partial Regex MassAndElement();
}
