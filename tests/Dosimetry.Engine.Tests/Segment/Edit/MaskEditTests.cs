using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Edit;
using FsCheck;
using FsCheck.Fluent;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Segment.Edit;

/// <summary>Operations on one region, against brute force and the laws they must obey.</summary>
public sealed class MaskEditTests
{
    /// <summary>Unequal spacings and sizes, so that a mixed-up axis shows.</summary>
    private static readonly Grid Odd = new(7, 6, 5, Affine.Diagonal(new(1.0, 1.5, 2.5), new(3, -2, 8)));
    private static readonly Gen<bool[]> Masks = Gen.Choose(0, 3).Select(n => n == 0).ArrayOf(Odd.Count);
    private static readonly Gen<double> Distances_mm = Gen.Elements(0, 0.9, 1.0, 1.5, 2.0, 2.5, 3.2, 6.0, 40.0);

    [Fact]
    public void Growing_marks_exactly_what_lies_within_the_distance() => Check((mask, mm) =>
        MaskEdit.Grow(mask, Odd, mm).SequenceEqual(Voxels().Select(n => Voxels().Any(m => mask[m] && Apart(n, m) <= mm + 1e-6))));

    [Fact]
    public void Shrinking_keeps_exactly_what_is_farther_from_all_outside_and_beyond_the_grid_is_outside() => Check((mask, mm) =>
        MaskEdit.Shrink(mask, Odd, mm).SequenceEqual(Voxels().Select(n => mask[n] && Outside(mask).All(p => (p - Place(n)).Length > mm + 1e-6))));

    [Fact]
    public void Growing_then_shrinking_by_the_same_distance_loses_nothing_away_from_the_border()
    {
        Grid wide = new(16, 16, 16, Affine.Diagonal(new(1.0, 1.5, 2.5), default));
        Prop.ForAll(Arb.From(Masks), Arb.From(Gen.Elements(1.0, 2.0, 3.2)), (mask, mm) =>
        {
            bool[] inner = new bool[wide.Count];
            foreach (int n in Voxels().Where(n => mask[n])) { (int i, int j, int k) = Odd.Voxel(n); inner[wide.Index(i + 5, j + 5, k + 5)] = true; }
            bool[] closed = MaskEdit.Shrink(MaskEdit.Grow(inner, wide, mm), wide, mm);
            return inner.Zip(closed).All(p => !p.First || p.Second);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Combinations_obey_the_laws_of_sets() => Prop.ForAll(Arb.From(Masks), Arb.From(Masks), (a, b) =>
    {
        bool[] both = MaskEdit.Combine(a, b, MaskCombination.Intersect), either = MaskEdit.Combine(a, b, MaskCombination.Union), rest = MaskEdit.Combine(a, b, MaskCombination.Subtract);
        return Count(a) + Count(b) == Count(both) + Count(either)
            && MaskEdit.Combine(rest, both, MaskCombination.Union).SequenceEqual(a) && Count(MaskEdit.Combine(rest, b, MaskCombination.Intersect)) == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Region_growing_takes_every_voxel_it_can_reach_and_no_other() => Prop.ForAll(Arb.From(Gen.Choose(0, 4).Select(n => (float)n).ArrayOf(Odd.Count)), Arb.From(Gen.Choose(0, Odd.Count - 1)), (values, seed) =>
    {
        const double radius_mm = 5;
        bool May(int n) => values[n] is >= 1 and <= 3 && Apart(n, seed) <= radius_mm;
        bool[] grown = MaskEdit.GrowFrom(values, Odd, seed, 1, 3, radius_mm);
        bool closed = Voxels().All(n => !grown[n] || (May(n) && Faces(n).All(m => grown[m] || !May(m))));
        return closed && grown[seed] == May(seed) && (!May(seed) ? Count(grown) == 0 : IsOnePiece(grown));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Smoothing_keeps_the_volume_and_takes_a_spike_off_a_ball()
    {
        Grid grid = Cube(32, 1.5);
        bool[] ball = Array.ConvertAll(Balls(grid, 0, (default, 14, 1f)).Values, v => v > 0), spiked = (bool[])ball.Clone();
        for (int i = 26; i < 31; i++) spiked[grid.Index(i, 16, 16)] = true;
        bool[] smooth = MaskEdit.Smooth(spiked, grid, 2);
        Assert.InRange(Count(smooth), Count(spiked), Count(spiked) + 24); // ties at the cut: a ball on this grid comes in groups of 24 and less
        Assert.False(smooth[grid.Index(29, 16, 16)]);
        Assert.InRange(ball.Zip(smooth).Count(p => p.First != p.Second), 0, Count(ball) / 50);
    }

    [Fact]
    public void Smoothing_a_mirrored_region_gives_the_mirrored_result() => Prop.ForAll(Arb.From(Masks), mask =>
        Mirror(MaskEdit.Smooth(mask, Odd, 1.5)).SequenceEqual(MaskEdit.Smooth(Mirror(mask), Odd, 1.5))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hole_is_filled_and_a_bay_is_not()
    {
        Grid grid = Cube(9, 1);
        bool[] shell = new bool[grid.Count];
        for (int n = 0; n < shell.Length; n++) { (int i, int j, int k) = grid.Voxel(n); shell[n] = new[] { i, j, k }.All(v => v is >= 2 and <= 6) && !new[] { i, j, k }.All(v => v is >= 3 and <= 5); }
        Assert.Equal(125, Count(MaskEdit.FillHoles(shell, grid)));
        shell[grid.Index(2, 4, 4)] = false; // a door
        Assert.Equal(Count(shell), Count(MaskEdit.FillHoles(shell, grid)));
    }

    [Fact]
    public void Only_the_largest_part_is_left()
    {
        Grid grid = Cube(9, 1);
        bool[] two = new bool[grid.Count];
        foreach (int i in (int[])[1, 2, 3, 6, 7]) two[grid.Index(i, 4, 4)] = true;
        Assert.Equal([grid.Index(1, 4, 4), grid.Index(2, 4, 4), grid.Index(3, 4, 4)], MaskEdit.LargestPart(two, grid).Select((m, n) => (m, n)).Where(x => x.m).Select(x => x.n));
        Assert.Equal(0, Count(MaskEdit.LargestPart(new bool[grid.Count], grid)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_distance_that_is_none_is_refused(double mm) =>
        Assert.Equal("EDIT.DISTANCE", Assert.Throws<RefusedException>(() => MaskEdit.Grow(new bool[Odd.Count], Odd, mm)).Finding.Code);

    private static void Check(Func<bool[], double, bool> law) =>
        Prop.ForAll(Arb.From(Masks), Arb.From(Distances_mm), law).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static IEnumerable<int> Voxels() => Enumerable.Range(0, Odd.Count);

    private static Vector3D Place(int n) { (int i, int j, int k) = Odd.Voxel(n); return Odd.Affine.Apply(i, j, k); }

    private static double Apart(int n, int m) => (Place(n) - Place(m)).Length;

    private static IEnumerable<Vector3D> Outside(bool[] mask) =>
        from k in Enumerable.Range(-1, Odd.Nz + 2)
        from j in Enumerable.Range(-1, Odd.Ny + 2)
        from i in Enumerable.Range(-1, Odd.Nx + 2)
        where i < 0 || j < 0 || k < 0 || i == Odd.Nx || j == Odd.Ny || k == Odd.Nz || !mask[Odd.Index(i, j, k)]
        select Odd.Affine.Apply(i, j, k);

    private static IEnumerable<int> Faces(int n) => Voxels().Where(m =>
    {
        ((int i, int j, int k), (int a, int b, int c)) = (Odd.Voxel(n), Odd.Voxel(m));
        return Math.Abs(i - a) + Math.Abs(j - b) + Math.Abs(k - c) == 1;
    });

    private static bool IsOnePiece(bool[] mask)
    {
        HashSet<int> reached = [Array.IndexOf(mask, true)];
        Stack<int> open = new(reached);
        while (open.TryPop(out int n))
            foreach (int m in Faces(n).Where(m => mask[m] && reached.Add(m))) open.Push(m);
        return reached.Count == Count(mask);
    }

    private static bool[] Mirror(bool[] mask) => [.. Voxels().Select(n => { (int i, int j, int k) = Odd.Voxel(n); return mask[Odd.Index(Odd.Nx - 1 - i, j, k)]; })];

    private static int Count(bool[] mask) => mask.Count(m => m);
}
