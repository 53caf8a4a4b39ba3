using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Metrics;

namespace Dosimetry.Engine.Tests.Segment.Metrics;

/// <summary>Golden values on arrays small enough to count by hand: 6 × 4 × 1 voxels of 2 × 5 × 10 mm (0.1 ml).</summary>
public sealed class SegmentationMetricsTests
{
    private static readonly Grid Grid = new(6, 4, 1, Affine.Diagonal(new(2, 5, 10), default));
    private const string Truth = """
        11..1.
        11....
        ......
        1....1
        """;
    private const string Predicted = """
        .11...
        ......
        ...1..
        ....11
        """;

    [Fact]
    public void Overlap() => Assert.Equal(2.0 * 2 / (7 + 5), SegmentationMetrics.Dice(Mask(Truth), Mask(Predicted)), 1e-12);

    [Fact]
    public void False_volumes_are_those_of_whole_parts_that_touch_nothing()
    {
        // Truth: a block of 4 (touched), one voxel at the top right, one at the bottom left, one at the bottom right (touched).
        Assert.Equal(2 * 0.1, SegmentationMetrics.FalseNegativeVolume_ml(Mask(Truth), Mask(Predicted), Grid), 1e-12);
        // Prediction: two voxels on the block; the single voxel touches the bottom pair by its edge (18 neighbours), so it is no part of its own.
        Assert.Equal(0, SegmentationMetrics.FalsePositiveVolume_ml(Mask(Truth), Mask(Predicted), Grid), 1e-12);
    }

    [Fact]
    public void Lesions_are_counted_as_connected_parts()
    {
        LesionCounts counts = SegmentationMetrics.Lesions(Mask(Truth), Mask(Predicted), Grid);
        Assert.Equal((2, 2, 0), (counts.Found, counts.Missed, counts.Invented));
        Assert.Equal(2.0 / 3, counts.F1, 1e-12);
        Assert.Equal((0.5, 1.0), (counts.Recall, counts.Precision));
    }

    [Fact]
    public void Numbered_lesions_stay_apart_where_they_touch()
    {
        ushort[] truth = [1, 1, 2, 2, 0, 3], predicted = [0, 7, 0, 0, 9, 0];
        LesionCounts counts = SegmentationMetrics.Lesions(truth, predicted);
        Assert.Equal((1, 2, 1), (counts.Found, counts.Missed, counts.Invented));
        Assert.Equal(2.0 / 5, counts.F1, 1e-12);
    }

    [Fact]
    public void Empty_truth_and_empty_prediction()
    {
        bool[] none = new bool[24];
        Assert.True(double.IsNaN(SegmentationMetrics.Dice(none, Mask(Predicted))));
        Assert.Equal(0, SegmentationMetrics.Dice(Mask(Truth), none));
        Assert.Equal(0.5, SegmentationMetrics.FalsePositiveVolume_ml(none, Mask(Predicted), Grid), 1e-12);
        Assert.True(double.IsNaN(SegmentationMetrics.Lesions(none, none, Grid).F1));
        Assert.Equal(0, SegmentationMetrics.Lesions(none, Mask(Predicted), Grid).F1);
    }

    [Fact]
    public void Masks_of_different_size_are_no_comparison() => Assert.Throws<ArgumentException>(() => SegmentationMetrics.Dice(new bool[3], new bool[4]));

    [Fact]
    public void Surfaces_of_a_box_shifted_by_one_voxel()
    {
        Grid grid = new(12, 12, 12, Affine.Diagonal(new(1, 1, 1), default));
        bool[] box = Box(grid, 3, 8), shifted = Box(grid, 4, 9, onlyX: true);
        Assert.Equal(1, SurfaceAgreement.SurfaceDice(box, box, grid, 0), 1e-12);
        Assert.Equal(1, SurfaceAgreement.SurfaceDice(box, shifted, grid, 1), 1e-12);
        // Without tolerance only the four long sides agree, and of each of their 5 rows of 5 the one that hangs over does not: 4 · 20 of 150 faces.
        Assert.Equal(80.0 / 150, SurfaceAgreement.SurfaceDice(box, shifted, grid, 0), 1e-12);
        Assert.Equal(1, SurfaceAgreement.HausdorffDistance95_mm(box, shifted, grid), 1e-12);
    }

    [Fact]
    public void Surface_distance_of_two_voxels_is_that_of_their_far_faces()
    {
        Grid grid = new(24, 3, 3, Affine.Diagonal(new(1, 1, 1), default));
        bool[] a = new bool[grid.Count], b = new bool[grid.Count];
        (a[grid.Index(1, 1, 1)], b[grid.Index(21, 1, 1)]) = (true, true);
        Assert.Equal(20, SurfaceAgreement.HausdorffDistance95_mm(a, b, grid), 1e-9); // the farthest of six equal faces
        Assert.Equal(0, SurfaceAgreement.SurfaceDice(a, b, grid, 18.9), 1e-12);
        Assert.Equal(2.0 / 12, SurfaceAgreement.SurfaceDice(a, b, grid, 19.1), 1e-12); // only the faces towards each other
        Assert.True(double.IsNaN(SurfaceAgreement.HausdorffDistance95_mm(a, new bool[a.Length], grid)));
    }

    private static bool[] Box(Grid grid, int from, int to, bool onlyX = false)
    {
        bool[] mask = new bool[grid.Count];
        for (int n = 0; n < mask.Length; n++)
        {
            (int i, int j, int k) = grid.Voxel(n);
            bool In(int v, int low, int high) => v >= low && v < high;
            mask[n] = In(i, from, to) && In(j, onlyX ? 3 : from, onlyX ? 8 : to) && In(k, onlyX ? 3 : from, onlyX ? 8 : to);
        }
        return mask;
    }

    private static bool[] Mask(string picture) => [.. picture.Where(c => c is '1' or '.').Select(c => c == '1')];
}
