using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// One voxel, one content: shares are given out in the order lesion, organ, remainder, within a class the smaller region first, and a region gets at
/// most what is left of the voxel. So the shares of a voxel add up to at most 1, and with the remainder exactly to the body's share.
/// An organ that loses to a lesion is named <c>…_without_lesions</c>; the same organ with the lesions in it is kept as a computed region.
/// Neglected: where inside a voxel two regions lie; partial shares are taken as disjoint as far as they fit.
/// </summary>
internal static class OverlapRule
{
    private const double NotableLoss = 0.01;
    private const double TouchedShare = 0.001;

    /// <param name="Name">Region name.</param>
    /// <param name="Origin">Who or what made it.</param>
    /// <param name="Colour">#rrggbb.</param>
    /// <param name="Weights">Share of every voxel of the grid.</param>
    public sealed record Claim(string Name, string Origin, string Colour, float[] Weights)
    {
        public RegionClass Class { get; } = RegionNames.ClassOf(Name);
        public double Sum { get; } = Weights.Sum(w => (double)w);
    }

    public static RegionSet Apply(Grid grid, IReadOnlyList<Claim> claims, float[] body, string bodyOrigin, List<Finding> findings)
    {
        float[] free = [.. Enumerable.Repeat(1f, grid.Count)];
        Dictionary<Claim, float[]> granted = [];
        foreach (Claim claim in claims.OrderByDescending(c => c.Class == RegionClass.Lesion).ThenBy(c => c.Sum))
            granted[claim] = Grant(claim.Weights, free);
        float[] lesions = Sum(grid, claims.Where(c => c.Class == RegionClass.Lesion).Select(c => granted[c]));
        List<Region> partition = [], computed = [];
        foreach (Claim claim in claims)
            Add(claim, granted[claim], lesions, partition, computed, findings);
        float[] used = Array.ConvertAll(free, f => 1 - f), whole = [.. body.Zip(used, Math.Max)];
        partition.Add(Sparse(RegionNames.Remainder, bodyOrigin, RegionNames.Colour(RegionNames.Remainder), [.. whole.Zip(used, (w, u) => Math.Max(0, w - u))]));
        computed.Add(Sparse(RegionNames.WholeBody, bodyOrigin, RegionNames.Colour(RegionNames.WholeBody), whole));
        computed.InsertRange(0, Unions(grid, partition));
        return new RegionSet(grid, partition, findings) { Unions = computed };
    }

    private static float[] Grant(float[] wanted, float[] free)
    {
        float[] got = new float[wanted.Length];
        for (int n = 0; n < got.Length; n++)
        {
            if (wanted[n] <= 0) continue;
            got[n] = Math.Min(wanted[n], free[n]);
            free[n] -= got[n];
        }
        return got;
    }

    private static void Add(Claim claim, float[] got, float[] lesions, List<Region> partition, List<Region> computed, List<Finding> findings)
    {
        double kept = got.Sum(w => (double)w), shared = 0;
        for (int n = 0; n < got.Length; n++) shared += Math.Min(claim.Weights[n] - got[n], lesions[n]);
        bool touched = claim.Class == RegionClass.Organ && shared > TouchedShare * claim.Sum;
        if (kept < claim.Sum * (1 - NotableLoss) - shared)
            findings.Add(new Finding(Severity.Info, "SEGMENT.OVERLAP", FormattableString.Invariant(
                $"{claim.Name} shares {100 * (1 - kept / claim.Sum):F0} % of its volume with smaller regions or lesions, which keep it.")));
        if (kept > 0) partition.Add(Sparse(touched ? claim.Name + RegionNames.WithoutLesions : claim.Name, claim.Origin, claim.Colour, got));
        if (touched) computed.Add(Sparse(claim.Name + RegionNames.WithLesions, claim.Origin, claim.Colour, claim.Weights));
    }

    private static IEnumerable<Region> Unions(Grid grid, List<Region> partition)
    {
        foreach (var (union, parts) in RegionNames.Unions([.. partition.Select(r => r.Name)]))
        {
            float[] sum = new float[grid.Count];
            foreach (Region region in partition.Where(r => parts.Contains(r.Name)))
                for (int n = 0; n < region.Voxels.Length; n++) sum[region.Voxels[n]] += region.Weights[n];
            yield return Sparse(union, "union of " + string.Join(", ", parts), RegionNames.Colour(parts[0]), sum);
        }
    }

    private static float[] Sum(Grid grid, IEnumerable<float[]> parts)
    {
        float[] sum = new float[grid.Count];
        foreach (float[] part in parts)
            for (int n = 0; n < sum.Length; n++) sum[n] += part[n];
        return sum;
    }

    private static Region Sparse(string name, string origin, string colour, float[] weights)
    {
        int[] voxels = [.. Enumerable.Range(0, weights.Length).Where(n => weights[n] > 0)];
        RegionClass of = name == RegionNames.AllLesions ? RegionClass.Lesion : RegionNames.ClassOf(name);
        return new Region(name, of, voxels, Array.ConvertAll(voxels, n => Math.Min(1, weights[n])), origin, colour);
    }
}
