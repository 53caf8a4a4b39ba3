using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Tests.Register;

/// <summary>Interpolation between points.</summary>
public sealed class TrilinearSamplerTests
{
    private static readonly Grid Grid = new(4, 5, 3, Affine.FromColumns(new(-2, 0, 0), new(0, 0, 3), new(0, 4, 0), new(10, -5, 7)));

    [Fact]
    public void A_linear_field_is_reproduced_between_the_centres()
    {
        float Field(Vector3D p) => (float)(2 * p.X - 0.5 * p.Y + 3 * p.Z + 1);
        float[] values = [.. Enumerable.Range(0, Grid.Count).Select(n => { var (i, j, k) = Grid.Voxel(n); return Field(Grid.Affine.Apply(i, j, k)); })];
        TrilinearSampler sampler = new(Grid, values);
        foreach (var (i, j, k) in ((double, double, double)[])[(0, 0, 0), (3, 4, 2), (1.25, 3.5, 0.75), (2.9, 0.1, 1.999)])
            Assert.Equal(Field(Grid.Affine.Apply(i, j, k)), sampler.At(Grid.Affine.Apply(i, j, k)), 1e-4);
    }

    [Fact]
    public void Outside_the_grid_there_is_nothing()
    {
        TrilinearSampler sampler = new(Grid, [.. Enumerable.Repeat(1f, Grid.Count)]);
        Assert.Equal(1, sampler.At(Grid.Affine.Apply(-0.4, 0, 0)));
        Assert.Equal(0, sampler.At(Grid.Affine.Apply(-0.6, 0, 0)));
        Assert.Equal(0, sampler.At(Grid.Affine.Apply(0, 4.6, 0)));
    }
}
