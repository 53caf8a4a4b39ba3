using System.Buffers.Binary;
using System.Text;

namespace Dosimetry.Engine.Foundation.Nifti;

/// <summary>
/// Parses a NIfTI-1 header. Voxel-to-patient map: sform when its code is set, else the quaternion (qform), else the voxel sizes alone.
/// Lengths in the header are mm, m or µm; ours are mm. Everything is bounded before anything is allocated.
/// </summary>
internal ref struct NiftiHeaderReader(ReadOnlySpan<byte> bytes, string file)
{
    /// <summary>Bytes of the header proper.</summary>
    public const int Size = 348;

    /// <summary>Largest volume read: three times a total-body PET of 400 × 400 × 1000; beyond it a header is taken for a lie.</summary>
    public const long MaxVoxels = 500_000_000;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private bool _big;

    public NiftiHeader Read()
    {
        CheckMagic();
        (int nx, int ny, int nz) = ReadSize();
        NiftiDataType type = ReadType();
        if ((long)nx * ny * type.Bytes() > Array.MaxLength)
            throw Refuse("NIFTI.SIZE", $"has slices of {nx} × {ny} voxels, more than one array holds; crop or resample it");
        double slope = Single(112), intercept = Single(116);
        bool scaled = double.IsFinite(slope) && slope != 0 && double.IsFinite(intercept);
        string description = Encoding.Latin1.GetString(_bytes.Slice(148, 80)).Split('\0')[0];
        return new NiftiHeader(
            new Grid(nx, ny, nz, ReadAffine()), type, scaled ? slope : 1, scaled ? intercept : 0, description, ReadOffset(), _big);
    }

    private void CheckMagic()
    {
        int little = BinaryPrimitives.ReadInt32LittleEndian(_bytes), big = BinaryPrimitives.ReverseEndianness(little);
        if (little == 540 || big == 540) throw Refuse("NIFTI.VERSION", "is NIfTI-2; save it as NIfTI-1 (.nii or .nii.gz)");
        if (little != Size && big != Size) throw Refuse("NIFTI.NOT_NIFTI", "is not a NIfTI-1 file; give a .nii or .nii.gz volume");
        _big = big == Size;
        string magic = Encoding.ASCII.GetString(_bytes.Slice(344, 3));
        if (magic == "ni1") throw Refuse("NIFTI.TWO_FILES", "is a header of a .hdr/.img pair; save it as one .nii file");
        if (magic != "n+1") throw Refuse("NIFTI.NOT_NIFTI", "has no NIfTI-1 magic (ANALYZE files carry no orientation); save it as .nii");
    }

    private (int, int, int) ReadSize()
    {
        int rank = Int16(40);
        Span<int> n = [1, 1, 1];
        if (rank is < 1 or > 7) throw Refuse("NIFTI.SIZE", $"states {rank} dimensions; 2 or 3 are expected");
        for (int d = 1; d <= rank; d++)
        {
            int extent = Int16(40 + 2 * d);
            if (extent < 1 || d > 3 && extent != 1)
                throw Refuse("NIFTI.SIZE", $"has extent {extent} in dimension {d}; give one three-dimensional volume");
            if (d <= 3) n[d - 1] = extent;
        }
        if ((long)n[0] * n[1] * n[2] > MaxVoxels)
            throw Refuse("NIFTI.SIZE", $"states {n[0]} × {n[1]} × {n[2]} voxels, more than the {MaxVoxels} read here; crop or resample it");
        return (n[0], n[1], n[2]);
    }

    private readonly NiftiDataType ReadType()
    {
        var type = (NiftiDataType)Int16(70);
        return Enum.IsDefined(type)
            ? type
            : throw Refuse("NIFTI.TYPE", $"has voxel type code {(int)type}; read are uint8, int16, uint16, int32, float32 and float64");
    }

    private readonly long ReadOffset()
    {
        float offset = Single(108);
        return offset is >= Size and <= 64 << 20
            ? (long)offset
            : throw Refuse("NIFTI.OFFSET", $"states that its voxels begin at byte {offset}, which cannot be");
    }

    private readonly Affine ReadAffine()
    {
        Affine affine = Int16(254) > 0 ? Sform() : Int16(252) > 0 ? Qform() : Affine.Diagonal(PixelSize(), default);
        affine = Scaled(affine, (_bytes[123] & 7) switch { 1 => 1000, 3 => 0.001, _ => 1 });
        // 1e-12 mm³ is the smallest determinant an affine can be inverted with (Affine.Inverse).
        return double.IsFinite(affine.Determinant) && affine.VoxelVolume_mm3 > 1e-12
            && double.IsFinite(affine.Origin.Length)
            ? affine
            : throw Refuse("NIFTI.AFFINE", "has a singular or non-finite voxel-to-patient matrix; write it with an sform");
    }

    private readonly Vector3D PixelSize() => new(Math.Abs(Single(80)), Math.Abs(Single(84)), Math.Abs(Single(88)));

    private readonly Affine Sform() => new(
        Single(280), Single(284), Single(288), Single(292),
        Single(296), Single(300), Single(304), Single(308),
        Single(312), Single(316), Single(320), Single(324));

    private readonly Affine Qform()
    {
        double b = Single(256), c = Single(260), d = Single(264);
        double a = Math.Sqrt(Math.Max(0, 1 - b * b - c * c - d * d));
        Vector3D size = PixelSize();
        double sign = Single(76) < 0 ? -1 : 1;
        return Affine.FromColumns(
            size.X * new Vector3D(a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)),
            size.Y * new Vector3D(2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)),
            sign * size.Z * new Vector3D(2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - b * b - c * c),
            new Vector3D(Single(268), Single(272), Single(276)));
    }

    private static Affine Scaled(Affine a, double s) => s == 1 ? a : Affine.FromColumns(s * a.StepI, s * a.StepJ, s * a.StepK, s * a.Origin);

    private readonly short Int16(int at) =>
        _big ? BinaryPrimitives.ReadInt16BigEndian(_bytes[at..]) : BinaryPrimitives.ReadInt16LittleEndian(_bytes[at..]);

    private readonly float Single(int at) =>
        _big ? BinaryPrimitives.ReadSingleBigEndian(_bytes[at..]) : BinaryPrimitives.ReadSingleLittleEndian(_bytes[at..]);

    private readonly RefusedException Refuse(string code, string text) => new(code, $"{Path.GetFileName(file)} {text}.", file);
}
