using System.Buffers.Binary;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;

namespace Dosimetry.Engine.Tests.Foundation.Nifti;

public sealed class NiftiReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A header by hand, in either byte order, 2 × 1 × 1 voxels of 2 mm at (-10, 20, -30) by sform.</summary>
    private static byte[] Header(bool big, short type, float slope = 1, float intercept = 0)
    {
        byte[] b = new byte[352];
        void Int32(int at, int v) { if (big) BinaryPrimitives.WriteInt32BigEndian(b.AsSpan(at), v); else BinaryPrimitives.WriteInt32LittleEndian(b.AsSpan(at), v); }
        void Int16(int at, short v) { if (big) BinaryPrimitives.WriteInt16BigEndian(b.AsSpan(at), v); else BinaryPrimitives.WriteInt16LittleEndian(b.AsSpan(at), v); }
        void Single(int at, float v) => Int32(at, BitConverter.SingleToInt32Bits(v));
        Int32(0, 348);
        Int16(40, 3); Int16(42, 2); Int16(44, 1); Int16(46, 1);
        Int16(70, type);
        Single(108, 352); Single(112, slope); Single(116, intercept);
        b[123] = 2;
        Int16(254, 1);
        Single(280, 2); Single(292, -10); Single(300, 2); Single(308, 20); Single(320, 2); Single(324, -30);
        "n+1\0"u8.CopyTo(b.AsSpan(344));
        return b;
    }

    public static TheoryData<bool, short, byte[], float[]> Stored => new()
    {
        { false, 2, [7, 255], [7, 255] },
        { false, 4, [0x18, 0xFC, 0x01, 0x00], [-1000, 1] },
        { true, 4, [0xFC, 0x18, 0x00, 0x01], [-1000, 1] },
        { true, 512, [0xFF, 0xFF, 0x00, 0x02], [65535, 2] },
        { true, 8, [0xFF, 0xFF, 0xFF, 0xFE, 0x00, 0x01, 0x00, 0x00], [-2, 65536] },
        { true, 16, [0x3F, 0xC0, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x00], [1.5f, -2] },
        { true, 64, [0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0], [1.5f, -2] },
    };

    [Theory, MemberData(nameof(Stored))]
    public void Reads_every_type_in_both_byte_orders(bool big, short type, byte[] voxels, float[] expected)
    {
        Volume<Dimensionless> volume = Read([.. Header(big, type), .. voxels]);
        Assert.Equal(expected, volume.Values);
        Assert.Equal(new Vector3D(-10, 20, -30), volume.Grid.Affine.Origin);
        Assert.Equal(new Vector3D(2, 2, 2), volume.Grid.Spacing_mm);
    }

    [Fact]
    public void Slope_and_intercept_are_applied() => Assert.Equal([-997.5f, -896f], Read([.. Header(false, 2, 0.5f, -1000), 5, 208]).Values);

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    public void A_slope_of_zero_or_no_number_means_none(float slope) => Assert.Equal([5f, 6f], Read([.. Header(false, 2, slope, 3), 5, 6]).Values);

    [Fact]
    public void Metres_become_millimetres()
    {
        byte[] bytes = [.. Header(false, 2), 1, 2];
        bytes[123] = 1;
        Assert.Equal(2000, Read(bytes).Grid.Spacing_mm.X, 3);
    }

    public static TheoryData<string, int, short, string> Lies => new()
    {
        { "negative extent", 42, -4, "NIFTI.SIZE" },
        { "two volumes", 40, 4, "NIFTI.SIZE" },
        { "no dimensions", 40, 0, "NIFTI.SIZE" },
        { "more slices than bytes", 46, 2000, "NIFTI.TRUNCATED" },
        { "complex numbers", 70, 32, "NIFTI.TYPE" },
        { "no magic", 344, 0, "NIFTI.NOT_NIFTI" },
        { "flat voxels", 282, 0, "NIFTI.AFFINE" },
        { "NIfTI-2", 0, 540, "NIFTI.VERSION" },
    };

    [Theory, MemberData(nameof(Lies))]
    public void A_header_that_lies_is_refused_by_name(string lie, int at, short value, string code)
    {
        byte[] bytes = [.. Header(false, 2), 1, 2];
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), value);
        RefusedException refused = Assert.Throws<RefusedException>(() => Read(bytes));
        Assert.True(refused.Finding.Code == code, $"{lie}: {refused.Finding}");
    }

    [Fact]
    public void Three_axes_of_32767_voxels_are_refused_as_a_lie()
    {
        byte[] bytes = [.. Header(false, 2), 1, 2];
        foreach (int at in (int[])[42, 44, 46]) BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), short.MaxValue);
        Assert.Equal("NIFTI.SIZE", Assert.Throws<RefusedException>(() => Read(bytes)).Finding.Code);
    }

    [Fact]
    public void Any_damaged_file_is_read_or_refused_and_nothing_else() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(int, byte, int)>(),
            seed =>
            {
                byte[] bytes = [.. Header(false, 2), 1, 2];
                bytes[(int)((uint)seed.Item1 % bytes.Length)] ^= seed.Item2;
                try { Read(bytes[..^(int)((uint)seed.Item3 % 3)]); }
                catch (RefusedException) { }
                return true;
            }).QuickCheckThrowOnFailure();

    private Volume<Dimensionless> Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("x.nii"), bytes);
        return NiftiFile.Read<Dimensionless>(_folder.File("x.nii"));
    }
}
