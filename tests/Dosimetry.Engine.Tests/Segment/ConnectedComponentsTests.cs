using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Segment;

/// <summary>Union-find against a flood fill, and what counts as touching.</summary>
public sealed class ConnectedComponentsTests
{
    private static readonly Grid Grid = Shapes.Cube(6, 1);

    [Theory]
    [InlineData(1, 0, 0, 1)] // face
    [InlineData(1, 1, 0, 1)] // edge
    [InlineData(1, 1, 1, 2)] // corner: apart
    [InlineData(2, 0, 0, 2)]
    public void Faces_and_edges_join_corners_do_not(int di, int dj, int dk, int expected)
    {
        byte[] classes = new byte[Grid.Count];
        classes[Grid.Index(2, 2, 2)] = classes[Grid.Index(2 + di, 2 + dj, 2 + dk)] = 1;
        ConnectedComponents.Label(classes, Grid, out int count);
        Assert.Equal(expected, count);
    }

    [Fact]
    public void Union_find_agrees_with_a_flood_fill() => Prop.ForAll(Gen.Choose(0, 2).ArrayOf(Grid.Count).ToArbitrary(), classes =>
    {
        byte[] values = Array.ConvertAll(classes, c => (byte)c);
        int[] labels = ConnectedComponents.Label(values, Grid, out int count), flood = Flood(values);
        Assert.Equal(flood.Max(), count);
        // The same partition: equal labels exactly where the flood fill has equal labels.
        Assert.Equal(count, labels.Zip(flood).Where(p => p.First != 0).Distinct().Count());
        Assert.All(labels.Zip(flood), p => Assert.Equal(p.First == 0, p.Second == 0));
    }).QuickCheckThrowOnFailure();

    private static int[] Flood(byte[] classes)
    {
        int[] labels = new int[classes.Length];
        int count = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            if (classes[n] == 0 || labels[n] != 0) continue;
            Stack<int> open = new([n]);
            labels[n] = ++count;
            while (open.TryPop(out int m))
                foreach (int o in Neighbours(m).Where(o => classes[o] == classes[n] && labels[o] == 0)) { labels[o] = count; open.Push(o); }
        }
        return labels;
    }

    private static IEnumerable<int> Neighbours(int n)
    {
        var (i, j, k) = Grid.Voxel(n);
        for (int m = 0; m < Grid.Count; m++)
        {
            var (a, b, c) = Grid.Voxel(m);
            int x = Math.Abs(a - i), y = Math.Abs(b - j), z = Math.Abs(c - k);
            if (x <= 1 && y <= 1 && z <= 1 && x + y + z is 1 or 2 && x < 2 && y < 2 && z < 2) yield return m;
        }
    }
}
