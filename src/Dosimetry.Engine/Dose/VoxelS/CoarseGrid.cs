using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.VoxelS;

/// <summary>
/// Blocks for fields that are smooth over a centimetre: sums over blocks, and interpolation back between their centres. Each axis of the grid is cut into
/// equal blocks, a voxel across a border counts in both by its share, so that a mirrored image has mirrored sums. A margin of empty blocks lies around.
/// </summary>
internal sealed class CoarseGrid
{
    private readonly VoxelCounts _fine;
    private readonly Axis _x, _y, _z;

    /// <summary>Blocks of about <paramref name="edge_mm"/>, at least one voxel, with a margin on every side.</summary>
    public CoarseGrid(Grid fine, double edge_mm, double margin_mm)
    {
        Vector3D v = fine.Spacing_mm;
        _fine = new(fine.Nx, fine.Ny, fine.Nz);
        (_x, _y, _z) = (new(fine.Nx, v.X, edge_mm, margin_mm), new(fine.Ny, v.Y, edge_mm, margin_mm), new(fine.Nz, v.Z, edge_mm, margin_mm));
    }

    /// <summary>Blocks along each axis, margins included.</summary>
    public VoxelCounts Counts => new(_x.Count, _y.Count, _z.Count);
    /// <summary>Edges of a block, mm.</summary>
    public Vector3D Voxel_mm => new(_x.Block_mm, _y.Block_mm, _z.Block_mm);
    /// <summary>Voxels in a block.</summary>
    public double VoxelsPerBlock => _x.Width * _y.Width * _z.Width;

    /// <summary>Sum over each block of a value per voxel.</summary>
    public float[] Sum(Func<int, float> ofVoxel)
    {
        float[] sums = new float[Counts.Total], row = new float[_x.Count];
        for (int k = 0, v = 0; k < _fine.Z; k++)
            for (int j = 0; j < _fine.Y; j++)
            {
                Array.Clear(row);
                for (int i = 0; i < _fine.X; i++, v++)
                {
                    float value = ofVoxel(v), below = value * _x.Share[i];
                    row[_x.First[i]] += below;
                    row[_x.First[i] + 1] += value - below;
                }
                Spread(row, j, k, sums);
            }
        return sums;
    }

    /// <summary>Values of a field along the row of voxels (·, j, k), linear between centres of blocks.</summary>
    public void Row(float[] field, int j, int k, Span<float> row, Span<float> work)
    {
        (int j0, float fj) = _y.Between(j);
        (int k0, float fk) = _z.Between(k);
        Span<float> line = work[.._x.Count];
        for (int b = 0; b < line.Length; b++)
        {
            float near = field[At(b, j0, k0)] * (1 - fj) + field[At(b, j0 + 1, k0)] * fj, far = field[At(b, j0, k0 + 1)] * (1 - fj) + field[At(b, j0 + 1, k0 + 1)] * fj;
            line[b] = near * (1 - fk) + far * fk;
        }
        for (int i = 0; i < row.Length; i++)
        {
            (int i0, float fi) = _x.Between(i);
            row[i] = line[i0] * (1 - fi) + line[i0 + 1] * fi;
        }
    }

    private int At(int i, int j, int k) => i + Counts.X * (j + Counts.Y * k);

    private void Spread(float[] row, int j, int k, float[] sums)
    {
        for (int b = 0; b < 2; b++)
            for (int c = 0; c < 2; c++)
            {
                float share = (b == 0 ? _y.Share[j] : 1 - _y.Share[j]) * (c == 0 ? _z.Share[k] : 1 - _z.Share[k]);
                int to = At(0, _y.First[j] + b, _z.First[k] + c);
                for (int i = 0; share > 0 && i < row.Length; i++) sums[to + i] += share * row[i];
            }
    }

    /// <summary>One axis: the block a voxel begins in, the share of it that lies there, and where its centre lies between the centres of blocks.</summary>
    private sealed class Axis
    {
        private readonly (int Low, float Share)[] _between;

        public Axis(int voxels, double voxel_mm, double edge_mm, double margin_mm)
        {
            int blocks = Math.Clamp((int)Math.Round(voxels * voxel_mm / edge_mm), 1, voxels);
            Width = (double)voxels / blocks;
            Block_mm = Width * voxel_mm;
            int margin = Math.Max(1, (int)Math.Ceiling(margin_mm / Block_mm));
            Count = blocks + 2 * margin;
            First = [.. Enumerable.Range(0, voxels).Select(i => margin + (int)((long)i * blocks / voxels))];
            Share = [.. First.Select((b, i) => (float)Math.Min(1, (b - margin + 1) * Width - i))];
            _between = [.. Enumerable.Range(0, voxels).Select(i =>
            {
                double at = margin + (i + 0.5) / Width - 0.5;
                return ((int)at, (float)(at - (int)at));
            })];
        }

        public int Count { get; }
        public double Width { get; }
        public double Block_mm { get; }
        public int[] First { get; }
        public float[] Share { get; }
        public (int Low, float Share) Between(int voxel) => _between[voxel];
    }
}
