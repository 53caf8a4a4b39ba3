using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate;

/// <summary>The fitted curves behind each region of a set: its own, or those of the parts of a union.</summary>
internal sealed class RegionCurves(RegionSet regions, KineticsResult kinetics)
{
    private readonly Dictionary<string, RegionKinetics> curves = kinetics.Regions.ToDictionary(k => k.Region);

    /// <summary>The curves whose activity a region holds; empty when none was fitted.</summary>
    public RegionKinetics[] Of(Region region)
    {
        if (curves.TryGetValue(region.Name, out RegionKinetics? own)) return [own];
        if (curves.TryGetValue(RegionNames.Organ(region.Name) + RegionNames.WithoutLesions, out RegionKinetics? healthy)) return [healthy];
        string[] parts = region.Name == RegionNames.WholeBody ? [.. curves.Keys]
            : RegionNames.Unions([.. regions.Regions.Select(r => r.Name)]).FirstOrDefault(u => u.Union == region.Name).Parts ?? [];
        return [.. parts.Where(curves.ContainsKey).Select(p => curves[p])];
    }

    /// <summary>All their exponentials: the dose rate follows the sum.</summary>
    public ExponentialTerm[] TermsOf(Region region) => [.. Of(region).SelectMany(p => p.Chosen.Terms)];
}
