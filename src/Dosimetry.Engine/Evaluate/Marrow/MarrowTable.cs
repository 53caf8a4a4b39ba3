using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Evaluate.Marrow;

/// <summary>
/// Numbers of the blood-based marrow dose, replaceable: reference mass of the red marrow (g) and S(marrow ← marrow) in mGy/(MBq·s) for that mass, by sex;
/// charged energy of the nuclide's decay; share of the photon energy that the whole body keeps; extracellular fluid fraction of marrow.
/// </summary>
public sealed record MarrowTable(string Nuclide, double ChargedEnergy_keV, IReadOnlyList<MarrowReference> References, double PhotonAbsorbedFraction, double ExtracellularFraction,
    string Source, string Status)
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="RefusedException">Not such a table.</exception>
    public static MarrowTable Read(string path)
    {
        MarrowTable? table;
        try { table = JsonSerializer.Deserialize<MarrowTable>(File.ReadAllText(path), EngineJson.Options); }
        catch (JsonException e) { throw new RefusedException("MARROW.TABLE", $"The marrow table cannot be read: {e.Message}", path); }
        if (table?.References is not { Count: > 0 } || !(table.ChargedEnergy_keV > 0) || table.References.Any(r => !(r.Mass_g > 0 && r.SelfS_mGy_per_MBq_s > 0)))
            throw new RefusedException("MARROW.TABLE", "The marrow table lacks references, or a mass or S value is not positive.", path);
        return table;
    }

    /// <summary>The table beside the program.</summary>
    public static MarrowTable OpenDefault() => Read(Path.Combine(AppContext.BaseDirectory, "data", "physics", "marrow.json"));

    /// <summary>
    /// S · m of red marrow for a nuclide, mGy·g/(MBq·s): the table's for its own nuclide; for another the charged energy of its decay with the same
    /// absorbed share, because the range decides little below 1 MeV.
    /// </summary>
    public double SelfEnergy_mGy_g_per_MBq_s(NuclideData nuclide, string? sex)
    {
        MarrowReference reference = References.FirstOrDefault(r => r.Sex == sex) ?? References[0];
        return reference.Mass_g * reference.SelfS_mGy_per_MBq_s * (nuclide.Name == Nuclide ? 1 : nuclide.ChargedEnergy_keV / ChargedEnergy_keV);
    }
}

/// <summary>Reference marrow of one sex.</summary>
public sealed record MarrowReference(string Sex, double Mass_g, double SelfS_mGy_per_MBq_s);
