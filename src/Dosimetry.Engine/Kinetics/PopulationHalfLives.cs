using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Kinetics of a population in one organ: lognormal effective half-life (median in h, standard deviation of its logarithm) and half-time of the uptake (h),
/// all for <see cref="PopulationHalfLives.Nuclide"/>. <paramref name="Organ"/> is the beginning of the region names it holds for.
/// </summary>
public sealed record PopulationKinetics(string Organ, double Median_h, double SdLog, double UptakeHalfTime_h, string Source, string Status)
{
    /// <summary>The same biology with another physical half-life: 1/T_eff = 1/T_bio + 1/T_phys.</summary>
    internal PopulationKinetics For(double from_h, Duration to)
    {
        double biological = Math.Max(1 / Median_h - 1 / from_h, 0);
        return this with { Median_h = 1 / (biological + 1 / to.Hours) };
    }
}

/// <summary>Effective half-lives of a population, from <c>data/physics/effective-half-lives.json</c> or a site's own copy.</summary>
public sealed record PopulationHalfLives(string Nuclide, double PhysicalHalfLife_h, IReadOnlyList<PopulationKinetics> Organs)
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="RefusedException">Not such a table, or a number that is not positive.</exception>
    public static PopulationHalfLives Read(string path)
    {
        PopulationHalfLives? table;
        try { table = JsonSerializer.Deserialize<PopulationHalfLives>(File.ReadAllText(path), EngineJson.Options); }
        catch (JsonException e) { throw new RefusedException("KINETICS.POPULATION", $"The table of effective half-lives cannot be read: {e.Message}", path); }
        if (table?.Organs is null || !(table.PhysicalHalfLife_h > 0) || table.Organs.Any(o => !(o.Median_h > 0 && o.SdLog > 0 && o.UptakeHalfTime_h > 0)))
            throw new RefusedException("KINETICS.POPULATION", "The table of effective half-lives lacks organs, or has a number that is not positive.", path);
        return table;
    }

    /// <summary>The table beside the program.</summary>
    public static PopulationHalfLives OpenDefault() => Read(Path.Combine(AppContext.BaseDirectory, "data", "physics", "effective-half-lives.json"));

    /// <summary>The population's kinetics of a region for a nuclide of another half-life; null where the table says nothing about the region.</summary>
    public PopulationKinetics? For(string region, Duration halfLife)
    {
        string organ = RegionNames.ClassOf(region) == RegionClass.Lesion ? "lesion" : RegionNames.Organ(region).ToLowerInvariant();
        return Organs.FirstOrDefault(o => organ.StartsWith(o.Organ, StringComparison.Ordinal))?.For(PhysicalHalfLife_h, halfLife);
    }
}
