using Dosimetry.Engine.Dose.VoxelS;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Tests.Dose.VoxelS;

/// <summary>Blocks keep sums, mirror with the image, and give linear fields back.</summary>
public sealed class CoarseGridTests
{
    private static CoarseGrid Blocks(int nx, int ny, int nz) => new(new Grid(nx, ny, nz, Affine.Diagonal(new(4, 3, 5), default)), 16, 30);

    [Fact]
    public void Sums_keep_the_whole_and_mirror() => Prop.ForAll(Gen.Choose(1, 30).Three().ToArbitrary(), n =>
    {
        CoarseGrid blocks = Blocks(n.Item1, n.Item2, n.Item3);
        float Value(int v) => 1 + v * 7 % 11;
        int Mirror(int v) => v / n.Item1 * n.Item1 + n.Item1 - 1 - v % n.Item1;
        float[] sums = blocks.Sum(Value), mirrored = blocks.Sum(v => Value(Mirror(v)));
        double all = Enumerable.Range(0, n.Item1 * n.Item2 * n.Item3).Sum(v => (double)Value(v));
        int width = blocks.Counts.X;
        return Math.Abs(sums.Sum(s => (double)s) - all) < 1e-5 * all
            && Enumerable.Range(0, sums.Length).All(b => Math.Abs(sums[b] - mirrored[b / width * width + width - 1 - b % width]) < 1e-3 * (1 + sums[b]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_linear_field_comes_back_between_the_outermost_centres()
    {
        CoarseGrid blocks = Blocks(24, 20, 19);
        float[] field = [.. Enumerable.Range(0, blocks.Counts.Total).Select(b => 2f * (b % blocks.Counts.X))];
        float[] row = new float[24], work = new float[blocks.Counts.X];
        blocks.Row(field, 7, 9, row, work);
        double step = 2 * 4 / blocks.Voxel_mm.X; // 2 per block
        for (int i = 1; i < row.Length; i++) Assert.Equal(step, row[i] - row[i - 1], 1e-4);
        Assert.Equal(24 * 20 * 19, blocks.VoxelsPerBlock * 6 * 4 * 6, 1e-6); // 96, 60 and 95 mm in blocks of about 16
    }
}
