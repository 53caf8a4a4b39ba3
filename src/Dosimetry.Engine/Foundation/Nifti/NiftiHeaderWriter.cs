using System.Buffers.Binary;
using System.Text;

namespace Dosimetry.Engine.Foundation.Nifti;

/// <summary>
/// Builds the 352 bytes in front of the voxels: little endian, one file, millimetres, sform with the full matrix, and a qform as well where the
/// matrix is a rotation with voxel sizes (readers differ in which of the two they prefer).
/// </summary>
internal static class NiftiHeaderWriter
{
    /// <summary>Header, magic and the empty extension flag.</summary>
    public const int Size = 352;

    private const short ScannerAnatomical = 1;
    private const byte Millimetres = 2;

    public static byte[] Build(NiftiHeader header, string unit)
    {
        byte[] bytes = new byte[Size];
        Grid grid = header.Grid;
        if (grid.Nx > short.MaxValue || grid.Ny > short.MaxValue || grid.Nz > short.MaxValue)
            throw new RefusedException("NIFTI.SIZE", $"A volume of {grid.Nx} × {grid.Ny} × {grid.Nz} voxels does not fit NIfTI-1 (at most 32767 along an axis).");
        BinaryPrimitives.WriteInt32LittleEndian(bytes, NiftiHeaderReader.Size);
        WriteInt16s(bytes, 40, 3, (short)grid.Nx, (short)grid.Ny, (short)grid.Nz, 1, 1, 1, 1);
        WriteInt16s(bytes, 70, (short)header.DataType, (short)(8 * header.DataType.Bytes()));
        WriteSingles(bytes, 108, Size, header.Slope, header.Intercept);
        bytes[123] = Millimetres;
        Ascii(header.Description, bytes.AsSpan(148, 79));
        Ascii(unit, bytes.AsSpan(328, 15));
        WriteSform(bytes, grid.Affine);
        WriteQform(bytes, grid.Affine);
        "n+1\0"u8.CopyTo(bytes.AsSpan(344));
        return bytes;
    }

    private static void WriteSform(byte[] bytes, Affine affine)
    {
        WriteInt16s(bytes, 254, ScannerAnatomical);
        WriteSingles(bytes, 280, affine.ToRowMajor()[..12]);
    }

    private static void WriteQform(byte[] bytes, Affine affine)
    {
        Vector3D size = affine.Spacing_mm;
        double handed = affine.Determinant < 0 ? -1 : 1;
        Vector3D x = 1 / size.X * affine.StepI, y = 1 / size.Y * affine.StepJ, z = handed / size.Z * affine.StepK;
        WriteSingles(bytes, 76, handed, size.X, size.Y, size.Z);
        // 1e-5: float32 rounding of direction cosines; anything larger is a shear, which a quaternion cannot hold.
        if (Math.Abs(x.Dot(y)) > 1e-5 || Math.Abs(x.Dot(z)) > 1e-5 || Math.Abs(y.Dot(z)) > 1e-5) return;
        Vector3D q = Quaternion(x, y, z);
        WriteInt16s(bytes, 252, ScannerAnatomical);
        WriteSingles(bytes, 256, q.X, q.Y, q.Z, affine.Origin.X, affine.Origin.Y, affine.Origin.Z);
    }

    /// <summary>Vector part of the unit quaternion (scalar part ≥ 0) of the rotation with columns x, y, z; the largest component is found first for precision.</summary>
    private static Vector3D Quaternion(Vector3D x, Vector3D y, Vector3D z)
    {
        double[] square = [1 + x.X + y.Y + z.Z, 1 + x.X - y.Y - z.Z, 1 - x.X + y.Y - z.Z, 1 - x.X - y.Y + z.Z];
        int largest = Array.IndexOf(square, square.Max());
        double p = Math.Sqrt(square[largest]) / 2, f = 1 / (4 * p);
        (double a, double b, double c, double d) = largest switch
        {
            0 => (p, f * (y.Z - z.Y), f * (z.X - x.Z), f * (x.Y - y.X)),
            1 => (f * (y.Z - z.Y), p, f * (y.X + x.Y), f * (z.X + x.Z)),
            2 => (f * (z.X - x.Z), f * (y.X + x.Y), p, f * (z.Y + y.Z)),
            _ => (f * (x.Y - y.X), f * (z.X + x.Z), f * (z.Y + y.Z), p),
        };
        return a < 0 ? new Vector3D(-b, -c, -d) : new Vector3D(b, c, d);
    }

    private static void Ascii(string text, Span<byte> field) =>
        Encoding.ASCII.GetBytes(text.Length > field.Length ? text[..field.Length] : text, field);

    private static void WriteInt16s(byte[] bytes, int at, params ReadOnlySpan<short> values)
    {
        foreach (short value in values)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), value);
            at += 2;
        }
    }

    private static void WriteSingles(byte[] bytes, int at, params ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), (float)value);
            at += 4;
        }
    }
}
