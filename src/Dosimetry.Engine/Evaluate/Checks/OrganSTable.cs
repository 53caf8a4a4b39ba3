using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate.Checks;

/// <summary>Self-dose S value of an organ of a reference person: mass in g, S in mGy per MBq·s.</summary>
public sealed record OrganS(string Organ, IReadOnlyList<string> Regions, string Sex, double Mass_g, double S_mGy_per_MBq_s);

/// <summary>
/// Quantity: mean self dose of an organ, Gy. Equation: D = Ã · S_ref · m_ref/m (MIRD: electron self dose goes with 1/m).
/// Source: the table <c>organs/&lt;nuclide&gt;_self_s.csv</c> of the physics folder; see its head. Validity: organs of the table, adults.
/// Neglected: the change of the absorbed photon fraction with mass (a few percent of the dose), dose from other organs.
/// </summary>
public sealed class OrganSTable
{
    private readonly IReadOnlyList<OrganS> _rows;
    private readonly string _nuclide;

    private OrganSTable(string nuclide, IReadOnlyList<OrganS> rows) => (_nuclide, _rows) = (nuclide, rows);

    /// <summary>The table of a nuclide; empty when the folder has none.</summary>
    public static OrganSTable Open(string physicsFolder, string nuclide)
    {
        string path = Path.Combine(physicsFolder, "organs", $"{nuclide.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()}_self_s.csv");
        return File.Exists(path) ? new OrganSTable(nuclide, Rows(new CsvTable(path))) : new OrganSTable(nuclide, []);
    }

    /// <summary>The organ a region is held against: by sex where the table knows it, else the male adult. Null: not in the table.</summary>
    public OrganS? For(string region, string? sex)
    {
        string organ = RegionNames.Organ(region);
        OrganS[] fitting = RegionNames.ClassOf(region) == RegionClass.Lesion ? []
            : [.. _rows.Where(r => r.Regions.Any(begin => organ.StartsWith(begin, StringComparison.Ordinal)))];
        return fitting.FirstOrDefault(r => r.Sex == sex) ?? fitting.FirstOrDefault();
    }

    /// <summary>Self dose in Gy for a time-integrated activity and the patient's mass.</summary>
    public static double SelfDose_Gy(OrganS organ, double tia_MBqs, double mass_g) => tia_MBqs * organ.S_mGy_per_MBq_s / 1000 * organ.Mass_g / mass_g;

    /// <summary>The row in words.</summary>
    public string Describe(OrganS organ) => FormattableString.Invariant(
        $"{_nuclide} S value of {organ.Organ.ToLowerInvariant()} ({(organ.Sex == "F" ? "female" : "male")} adult, {organ.Mass_g:G6} g), scaled by mass");

    private static List<OrganS> Rows(CsvTable csv)
    {
        (string[] organ, string[] regions, string[] sex) = (csv.Words("organ"), csv.Words("regions"), csv.Words("sex"));
        (double[] mass, double[] s) = (csv.Numbers("mass_g"), csv.Numbers("S_mGy_per_MBq_s"));
        return [.. Enumerable.Range(0, csv.Count).Select(i => new OrganS(organ[i], regions[i].Split(' '), sex[i], mass[i], s[i]))];
    }
}
