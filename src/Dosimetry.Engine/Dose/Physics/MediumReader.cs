using System.Globalization;
using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Physics;

/// <summary>Puts a medium together from its files: composition, photon table, electron tables, and scattering functions mixed from the
/// elements.</summary>
internal sealed class MediumReader(string folder)
{
    private readonly Lazy<ElementData> _elements = new(() => new ElementData(Path.Combine(folder, "elements")));
    private readonly Lazy<Dictionary<string, (double Density, ElementShare[] Elements)>> _compositions = new(() => Compositions(folder));

    public Medium Read(string name)
    {
        if (!_compositions.Value.TryGetValue(name, out var composition))
            throw new RefusedException("MEDIUM.COMPOSITION",
                $"The medium '{name}' has a photon table but no composition in materials.csv or materials_icrp.json.");
        return new Medium(name, composition.Density, composition.Elements,
            new PhotonTable(new CsvTable(Path.Combine(folder, "photons", name + ".csv"))), Electrons(name, composition.Elements),
            _elements.Value.FormFactorSquared(composition.Elements), _elements.Value.ScatteringFunction(composition.Elements));
    }

    /// <summary>The full table where there is one; else collision from the 1 keV set and water's radiative part times the ratio of Σ w
    /// Z(Z+1)/A.</summary>
    private ElectronTable Electrons(string name, ElementShare[] elements)
    {
        string full = Path.Combine(folder, "electrons", name + ".csv");
        if (File.Exists(full))
        {
            var csv = new CsvTable(full);
            double[] e = KeV(csv, "energy_MeV");
            return new ElectronTable(e, csv.Numbers("S_collision"), e, csv.Numbers("S_radiative"));
        }
        string fine = Path.Combine(folder, "electrons", "from_1keV", name + ".csv");
        if (!File.Exists(fine)) throw new RefusedException("MEDIUM.ELECTRONS", $"No stopping powers for the medium '{name}'.", full);
        var collision = new CsvTable(fine);
        var water = new CsvTable(Path.Combine(folder, "electrons", "water.csv"));
        double ratio = Radiating(elements) / Radiating(_compositions.Value["water"].Elements);
        return new ElectronTable(KeV(collision, "E_MeV"), collision.Numbers("S_col"),
            KeV(water, "energy_MeV"), [.. water.Numbers("S_radiative").Select(s => s * ratio)]);
    }

    private static double[] KeV(CsvTable csv, string column) => [.. csv.Numbers(column).Select(e => e * 1000)];

    private static double Radiating(ElementShare[] elements) => elements.Sum(e => e.Moles_per_g * e.Z * (e.Z + 1));

    private static Dictionary<string, (double, ElementShare[])> Compositions(string folder)
    {
        var media = new Dictionary<string, (double, ElementShare[])>();
        var csv = new CsvTable(Path.Combine(folder, "materials.csv"));
        string[] names = csv.Words("material");
        double[] density = csv.Numbers("density_g_cm3");
        var columns = ElementData.Symbols.Where(s => csv.Header.Contains(s.Symbol)).Select(s => (s.Z, Fractions: csv.Numbers(s.Symbol))).ToArray();
        for (int i = 0; i < names.Length; i++)
            media[names[i]] = (density[i], [.. columns.Where(c => c.Fractions[i] > 0).Select(c => ElementData.Share(c.Z, c.Fractions[i]))]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "materials_icrp.json")));
        foreach (JsonProperty medium in json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
            media[medium.Name] = (medium.Value.GetProperty("density_g_cm3").GetDouble(),
                [.. medium.Value.GetProperty("mass_fractions").EnumerateObject()
                    .Select(f => ElementData.Share(int.Parse(f.Name, CultureInfo.InvariantCulture), f.Value.GetDouble()))]);
        return media;
    }
}
