using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Dosimetry.Engine.Foundation.Nifti;
using Microsoft.Win32.SafeHandles;

namespace Dosimetry.Engine.Foundation;

/// <summary>
/// A volume on disk in cubes of 32³ float32 voxels, so that a slice of any direction is read without the rest: a total-body PET of 160 million voxels gives
/// a sagittal slice for 55 MB of reading instead of 640. Made from a NIfTI file slab by slice slab; it is a copy and may be deleted at any time.
/// One instance serves one request: it keeps the cubes it has read.
/// </summary>
public sealed class BrickVolume : IDisposable
{
    private const int Side = 32, Voxels = Side * Side * Side, HeaderBytes = 128;
    private static readonly byte[] Magic = "BRICKS1\n"u8.ToArray();
    private readonly SafeFileHandle _file;
    private readonly float[]?[] _bricks;
    private readonly int _bx, _by;

    private BrickVolume(SafeFileHandle file, Grid grid, float maximum)
    {
        (_file, Grid, Maximum) = (file, grid, maximum);
        (_bx, _by) = (Cubes(grid.Nx), Cubes(grid.Ny));
        _bricks = new float[_bx * _by * Cubes(grid.Nz)][];
    }

    /// <summary>Lattice and position.</summary>
    public Grid Grid { get; }
    /// <summary>Largest value.</summary>
    public float Maximum { get; }

    /// <summary>Makes the file; it appears under its name only when it is whole.</summary>
    /// <exception cref="RefusedException">The NIfTI file is damaged.</exception>
    public static void Write(string nifti, string path)
    {
        string part = path + ".part";
        using (NiftiReader reader = NiftiReader.Open(nifti))
        using (FileStream file = File.Create(part))
        {
            file.SetLength(HeaderBytes);
            file.Position = HeaderBytes;
            float maximum = WriteSlabs(reader, file);
            file.Position = 0;
            file.Write(Header(reader.Header.Grid, maximum));
        }
        File.Move(part, path, overwrite: true);
    }

    /// <summary>Opens a file that <see cref="Write"/> made.</summary>
    /// <exception cref="RefusedException">BRICKS.DAMAGED.</exception>
    public static BrickVolume Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path);
        byte[] header = new byte[HeaderBytes];
        if (RandomAccess.Read(file, header, 0) != HeaderBytes || !header.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            file.Dispose();
            throw new RefusedException("BRICKS.DAMAGED", "The copy of an image for the slice view is damaged. Delete the folder 'cache' of the case; it is made again.", path);
        }
        int Whole(int at) => BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(at));
        double[] affine = [.. Enumerable.Range(0, 12).Select(n => BinaryPrimitives.ReadDoubleLittleEndian(header.AsSpan(24 + 8 * n)))];
        return new BrickVolume(file, new Grid(Whole(8), Whole(12), Whole(16), Affine.FromRowMajor(affine)), BinaryPrimitives.ReadSingleLittleEndian(header.AsSpan(20)));
    }

    /// <summary>Value of a voxel of the grid.</summary>
    public float this[int i, int j, int k] => Brick(i / Side, j / Side, k / Side)[i % Side + Side * (j % Side + Side * (k % Side))];

    /// <summary>Value at a fractional voxel index, trilinear; NaN more than half a voxel outside.</summary>
    public float At(Vector3D voxel)
    {
        if (!Inside(voxel.X, Grid.Nx) || !Inside(voxel.Y, Grid.Ny) || !Inside(voxel.Z, Grid.Nz)) return float.NaN;
        (int i, int i1, double x) = Split(voxel.X, Grid.Nx);
        (int j, int j1, double y) = Split(voxel.Y, Grid.Ny);
        (int k, int k1, double z) = Split(voxel.Z, Grid.Nz);
        double low = Mix(Mix(this[i, j, k], this[i1, j, k], x), Mix(this[i, j1, k], this[i1, j1, k], x), y);
        return (float)Mix(low, Mix(Mix(this[i, j, k1], this[i1, j, k1], x), Mix(this[i, j1, k1], this[i1, j1, k1], x), y), z);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private float[] Brick(int bi, int bj, int bk)
    {
        int n = bi + _bx * (bj + _by * bk);
        if (_bricks[n] is { } there) return there;
        float[] brick = new float[Voxels];
        RandomAccess.Read(_file, MemoryMarshal.AsBytes(brick.AsSpan()), HeaderBytes + (long)n * Voxels * sizeof(float));
        return _bricks[n] = brick;
    }

    private static float WriteSlabs(NiftiReader reader, FileStream file)
    {
        Grid grid = reader.Header.Grid;
        int slice = grid.Nx * grid.Ny;
        float[] slab = new float[slice * Side], brick = new float[Voxels];
        float maximum = float.NegativeInfinity;
        for (int k0 = 0; k0 < grid.Nz; k0 += Side)
        {
            Array.Clear(slab);
            for (int k = 0; k < Math.Min(Side, grid.Nz - k0); k++) reader.ReadSlice(slab.AsSpan(k * slice, slice));
            foreach (float v in slab) maximum = Math.Max(maximum, v);
            for (int j0 = 0; j0 < grid.Ny; j0 += Side)
                for (int i0 = 0; i0 < grid.Nx; i0 += Side)
                {
                    Cut(slab, grid, i0, j0, brick);
                    file.Write(MemoryMarshal.AsBytes(brick.AsSpan()));
                }
        }
        return maximum;
    }

    private static void Cut(float[] slab, Grid grid, int i0, int j0, float[] brick)
    {
        Array.Clear(brick);
        int width = Math.Min(Side, grid.Nx - i0);
        for (int k = 0; k < Side; k++)
            for (int j = 0; j < Math.Min(Side, grid.Ny - j0); j++)
                slab.AsSpan(k * grid.Nx * grid.Ny + (j0 + j) * grid.Nx + i0, width).CopyTo(brick.AsSpan(Side * (j + Side * k)));
    }

    private static byte[] Header(Grid grid, float maximum)
    {
        byte[] header = new byte[HeaderBytes];
        Magic.CopyTo(header, 0);
        int[] size = [grid.Nx, grid.Ny, grid.Nz];
        for (int n = 0; n < 3; n++) BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8 + 4 * n), size[n]);
        BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(20), maximum);
        double[] affine = grid.Affine.ToRowMajor();
        for (int n = 0; n < 12; n++) BinaryPrimitives.WriteDoubleLittleEndian(header.AsSpan(24 + 8 * n), affine[n]);
        return header;
    }

    private static int Cubes(int voxels) => (voxels + Side - 1) / Side;
    private static bool Inside(double index, int count) => index >= -0.5 && index <= count - 0.5;
    private static double Mix(double a, double b, double share) => a + (b - a) * share;

    private static (int, int, double) Split(double index, int count)
    {
        double held = Math.Clamp(index, 0, count - 1);
        return ((int)held, Math.Min((int)held + 1, count - 1), held - (int)held);
    }
}
