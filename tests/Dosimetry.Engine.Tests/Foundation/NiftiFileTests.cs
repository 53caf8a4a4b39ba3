using System.IO.Compression;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;

namespace Dosimetry.Engine.Tests.Foundation;

public sealed class NiftiFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly Affine Oblique = Affine.FromColumns(
        new Vector3D(-1.9, 0.2, 0.1), new Vector3D(0.3, 2.8, -0.4), new Vector3D(0, 0.6, 4.4), new Vector3D(101.5, -77.25, 12.125));

    [Theory]
    [InlineData("a.nii")]
    [InlineData("a.nii.gz")]
    public void A_volume_comes_back_with_its_values_and_its_place(string name)
    {
        Grid grid = new(5, 4, 3, Oblique);
        Volume<ActivityConcentration> volume = new(grid, [.. Enumerable.Range(0, 60).Select(n => 1e6f / (n + 1))]);
        NiftiFile.Write(_folder.File(name), volume);
        Volume<ActivityConcentration> back = NiftiFile.Read<ActivityConcentration>(_folder.File(name));
        Assert.Equal(volume.Values, back.Values);
        Assert.True(grid.SameAs(back.Grid, 1e-4));
    }

    [Fact]
    public void Every_affine_of_rotation_and_size_survives_in_sform_and_in_qform() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(int, int, int, bool)>(),
            seed =>
            {
                Affine affine = Rotation(seed.Item1 % 360, seed.Item2 % 360, seed.Item3 % 360, seed.Item4);
                string file = _folder.File("r.nii");
                NiftiFile.Write(file, new Volume<Suv>(new Grid(2, 3, 4, affine), new float[24]));
                byte[] bytes = File.ReadAllBytes(file);
                bool sform = NiftiFile.Read<Suv>(file).Grid.SameAs(new Grid(2, 3, 4, affine), 1e-3);
                (bytes[254], bytes[255]) = (0, 0); // sform off: the reader falls back to the quaternion
                File.WriteAllBytes(file, bytes);
                return sform && NiftiFile.Read<Suv>(file).Grid.SameAs(new Grid(2, 3, 4, affine), 1e-3);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sheared_affine_has_no_qform_and_still_survives()
    {
        string file = _folder.File("s.nii");
        NiftiFile.Write(file, new Volume<Suv>(new Grid(2, 2, 2, Oblique), new float[8]));
        Assert.Equal(0, BitConverter.ToInt16(File.ReadAllBytes(file), 252));
        Assert.True(NiftiFile.Read<Suv>(file).Grid.SameAs(new Grid(2, 2, 2, Oblique), 1e-4));
    }

    [Fact]
    public void CT_numbers_are_stored_as_int16()
    {
        Volume<CtNumber> ct = new(new Grid(2, 1, 2, Oblique), [-1024, 0, 57, 3071]);
        NiftiFile.Write(_folder.File("ct.nii"), ct, NiftiDataType.Int16);
        Assert.Equal(352 + 8, new FileInfo(_folder.File("ct.nii")).Length);
        Assert.Equal(ct.Values, NiftiFile.Read<CtNumber>(_folder.File("ct.nii")).Values);
    }

    [Fact]
    public void Values_that_do_not_fit_the_type_are_refused_and_leave_no_file()
    {
        Volume<CtNumber> ct = new(new Grid(1, 1, 1, Oblique), [40000]);
        RefusedException refused = Assert.Throws<RefusedException>(() => NiftiFile.Write(_folder.File("ct.nii"), ct, NiftiDataType.Int16));
        Assert.Equal("NIFTI.RANGE", refused.Finding.Code);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_dose_map_given_as_time_integrated_activity_is_refused()
    {
        NiftiFile.Write(_folder.File("dose.nii"), new Volume<Dose_Gy>(new Grid(1, 1, 1, Oblique), [1]));
        RefusedException refused = Assert.Throws<RefusedException>(() => NiftiFile.Read<VoxelTia>(_folder.File("dose.nii")));
        Assert.Equal("NIFTI.QUANTITY", refused.Finding.Code);
        Assert.Single(NiftiFile.Read<Dimensionless>(_folder.File("dose.nii")).Values);
    }

    [Fact]
    public void A_value_that_is_no_number_is_refused_on_writing_and_on_reading()
    {
        string file = _folder.File("n.nii");
        Assert.Throws<ArgumentException>(() => NiftiFile.Write(file, new Volume<Suv>(new Grid(1, 1, 1, Oblique), [float.NaN])));
        NiftiFile.Write(file, new Volume<Suv>(new Grid(1, 1, 1, Oblique), [1]));
        byte[] bytes = File.ReadAllBytes(file);
        BitConverter.TryWriteBytes(bytes.AsSpan(352), float.PositiveInfinity);
        File.WriteAllBytes(file, bytes);
        Assert.Equal("NIFTI.NOT_FINITE", Assert.Throws<RefusedException>(() => NiftiFile.Read<Suv>(file)).Finding.Code);
    }

    [Fact]
    public void Labels_travel_with_their_names()
    {
        LabelVolume labels = new(new Grid(2, 2, 1, Oblique), [0, 1, 2, 300], new Dictionary<int, string> { [1] = "kidney_left", [2] = "liver" });
        NiftiFile.WriteLabels(_folder.File("labels.nii.gz"), labels);
        LabelVolume back = NiftiFile.ReadLabels(_folder.File("labels.nii.gz"));
        Assert.Equal(labels.Labels, back.Labels);
        Assert.Equal("kidney_left", back.Names[1]);
        Assert.Equal("label_300", back.Names[300]);
    }

    [Fact]
    public void Fractions_are_no_labels()
    {
        NiftiFile.Write(_folder.File("f.nii"), new Volume<Dimensionless>(new Grid(1, 1, 1, Oblique), [0.5f]));
        Assert.Equal("NIFTI.NOT_LABELS", Assert.Throws<RefusedException>(() => NiftiFile.ReadLabels(_folder.File("f.nii"))).Finding.Code);
    }

    [Fact]
    public void Slices_missing_on_completion_are_an_error_and_leave_no_file()
    {
        using (NiftiWriter writer = NiftiWriter.Create(_folder.File("p.nii.gz"), new Grid(2, 2, 2, Oblique), NiftiDataType.Float32, "q", "u"))
        {
            writer.WriteSlice(new float[4]);
            Assert.Throws<InvalidOperationException>(writer.Complete);
        }
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_small_gz_that_states_a_huge_volume_is_refused_before_anything_is_allocated()
    {
        NiftiFile.Write(_folder.File("a.nii"), new Volume<Suv>(new Grid(1, 1, 1, Oblique), [1]));
        byte[] bytes = File.ReadAllBytes(_folder.File("a.nii"));
        foreach (int d in (int[])[1, 2, 3]) BitConverter.TryWriteBytes(bytes.AsSpan(40 + 2 * d), (short)700);
        using (GZipStream gz = new(File.Create(_folder.File("lie.nii.gz")), CompressionLevel.Fastest)) gz.Write(bytes);
        Assert.Equal("NIFTI.TRUNCATED", Assert.Throws<RefusedException>(() => NiftiFile.Read<Suv>(_folder.File("lie.nii.gz"))).Finding.Code);
    }

    private static Affine Rotation(double a, double b, double c, bool mirrored)
    {
        (double sa, double ca) = Math.SinCos(a * Math.PI / 180);
        (double sb, double cb) = Math.SinCos(b * Math.PI / 180);
        (double sc, double cc) = Math.SinCos(c * Math.PI / 180);
        Vector3D x = new(ca * cb, sa * cb, -sb), y = new(ca * sb * sc - sa * cc, sa * sb * sc + ca * cc, cb * sc);
        return Affine.FromColumns(1.5 * x, 2.5 * y, (mirrored ? -3 : 3) * x.Cross(y), new Vector3D(10, -20, 30));
    }
}
