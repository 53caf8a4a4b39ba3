using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Radiobiology of one organ: α/β in Gy, half-life of sublethal repair in h, exponent of the generalised EUD, where the numbers come from.
/// <paramref name="Organ"/> is the beginning of the region names it holds for.
/// </summary>
public sealed record Radiobiology(string Organ, double AlphaBeta_Gy, double RepairHalfLife_h, double EudExponent, string Source, string Status)
{
    /// <summary>Radiosensitivity α of tumour cells, 1/Gy, for EUBED; null where there is none.</summary>
    public double? Alpha_per_Gy { get; init; }

    /// <summary>The numbers in words, with "to check" where they have not been compared with their source.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"α/β {AlphaBeta_Gy:G4} Gy, repair half-life {RepairHalfLife_h:G4} h ({Source}{(Status == "read" ? "" : ", " + Status)})");
}

/// <summary>Radiobiology per organ, from <c>data/physics/radiobiology.json</c> or a site's own copy.</summary>
public sealed record RadiobiologyTable(IReadOnlyList<Radiobiology> Organs)
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="RefusedException">Not such a table, or a number that is not positive.</exception>
    public static RadiobiologyTable Read(string path)
    {
        RadiobiologyTable? table;
        try { table = JsonSerializer.Deserialize<RadiobiologyTable>(File.ReadAllText(path), EngineJson.Options); }
        catch (JsonException e) { throw new RefusedException("EVALUATE.RADIOBIOLOGY", $"The radiobiology table cannot be read: {e.Message}", path); }
        if (table?.Organs is null || table.Organs.Any(o => !(o.AlphaBeta_Gy > 0 && o.RepairHalfLife_h > 0 && o.EudExponent != 0 && o.Alpha_per_Gy is not <= 0)))
            throw new RefusedException("EVALUATE.RADIOBIOLOGY", "The radiobiology table lacks organs, or has an α/β or repair half-life that is not positive.", path);
        return table;
    }

    /// <summary>This table with entries of a case before its own: they win.</summary>
    public RadiobiologyTable With(IEnumerable<Radiobiology> entries) => new([.. entries, .. Organs]);

    /// <summary>The table beside the program.</summary>
    public static RadiobiologyTable OpenDefault() => Read(Path.Combine(AppContext.BaseDirectory, "data", "physics", "radiobiology.json"));

    /// <summary>The entry for a region, or null when the table says nothing about it.</summary>
    public Radiobiology? For(string region)
    {
        string organ = RegionNames.ClassOf(region) == RegionClass.Lesion ? "lesion" : RegionNames.Organ(region);
        return Organs.FirstOrDefault(o => organ.StartsWith(o.Organ, StringComparison.Ordinal));
    }
}
