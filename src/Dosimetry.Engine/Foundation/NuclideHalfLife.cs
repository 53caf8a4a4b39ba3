using System.Text.Json;

namespace Dosimetry.Engine.Foundation;

/// <summary>
/// Physical half-life of a nuclide from the decay data beside the program (<c>data/physics/nuclides/NAME.json</c>, key <c>half_life_s</c>).
/// Source: ICRP Publication 107.
/// </summary>
public static class NuclideHalfLife
{
    /// <summary>Half-life of a nuclide named as in ICRP, e.g. <c>Lu-177</c>.</summary>
    /// <exception cref="RefusedException">No decay data for this name.</exception>
    public static Duration Of(string nuclide)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides");
        string file = Path.Combine(folder, nuclide + ".json");
        if (Path.GetFileName(nuclide) != nuclide || !File.Exists(file))
            throw new RefusedException("NUCLIDE.UNKNOWN", $"There are no decay data for '{nuclide}'; names are written as in ICRP, e.g. Lu-177.");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return Duration.FromSeconds(document.RootElement.GetProperty("half_life_s").GetDouble());
    }
}
