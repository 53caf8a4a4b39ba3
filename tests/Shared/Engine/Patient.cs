using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Import.Structures;

namespace Dosimetry.TestSupport;

/// <summary>
/// A folder of small synthetic DICOM objects, made by our own writer and bent as a test needs it, and its import. One voxel is marked in every image:
/// <see cref="Mark"/> at column 2, row 1 of slice 3 (of 5 × 4 × 6 voxels), so that a flip, a shift or a transposition cannot hide.
/// </summary>
internal sealed class Patient : IDisposable
{
    public const int Columns = 5, Rows = 4, Slices = 6;
    public const float Mark = 1000;
    public static readonly DateTime Scan = new(2026, 3, 10, 9, 45, 12), Injection = new(2026, 3, 9, 10, 15, 30);
    public static readonly Administration Lutetium = new("PSMA-617", CodedConcept.Lutetium177, 7400, 574_300.8, Injection);
    public static readonly Administration Gallium = new("PSMA-11", CodedConcept.Gallium68, 150, 4057.7, Scan.AddHours(-1)) { PositronFraction = 0.89 };

    private readonly TemporaryFolder _folder = new();
    private int _files;

    public Patient() => Directory.CreateDirectory(Source);

    public string Source => _folder.File("in");
    public string Output => _folder.File("out");
    public string Root => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>The plane of slice 0: 2.5 mm columns, 2 mm rows; spacing between slices is 3 mm.</summary>
    public static ImagePlane Plane { get; } = new(new Lps(-10, -20, 30), new Lps(1, 0, 0), new Lps(0, 1, 0), 2, 2.5, Rows, Columns);

    /// <summary>Position of the marked voxel in our world, RAS+ mm, for a stack on <see cref="Plane"/>.</summary>
    public static Vector3D MarkPosition { get; } = new(10 - 2 * 2.5, 20 - 2, 30 + 9);

    public static ObjectHeader Header(string series, int instance, string patient = "P1", string? frame = "frame") => new(
        new PatientModule(patient, "Test^" + patient, "M", new DateOnly(1955, 1, 1), 82, 178),
        new StudyModule(DicomUid.From("study", patient), Scan), new SeriesModule(DicomUid.From(series, patient), 1, Scan, series, frame is null ? null : DicomUid.From(frame)),
        new EquipmentModule("Test"), DicomUid.From(series, patient, instance.ToString(System.Globalization.CultureInfo.InvariantCulture)), instance, Scan, Scan);

    /// <summary>Slices of a CT: HU −1000 and one voxel of <see cref="Mark"/> HU.</summary>
    public static DicomDataSet[] Ct(ImagePlane? plane = null, double step_mm = 3, string patient = "P1", string frame = "frame") =>
    [
        .. Enumerable.Range(0, Slices).Select(k => new NewCtImage(
            Header("ct", k + 1, patient, frame), new ImageStack(plane ?? Plane, step_mm, Slices).Plane(k),
            [.. Pattern(k, 24, (float)(Mark + 1024)).Select(v => (short)v)], step_mm) { RescaleIntercept = -1024 }.ToDataSet()),
    ];

    /// <summary>Slices of a Ga-68 PET in Bq/ml.</summary>
    public static DicomDataSet[] Pet() =>
    [
        .. Enumerable.Range(0, Slices).Select(k => new NewPetImage(
            Header("pet", k + 1), new ImageStack(Plane, 3, Slices).Plane(k), Pattern(k, 10 + k, Mark), 3, Gallium, k + 1, Slices).ToDataSet()),
    ];

    /// <summary>One multi-frame SPECT in counts.</summary>
    public static DicomDataSet Nm(double step_mm = 3, ImagePlane? plane = null) => new NewNmImage(
        Header("nm", 1), new ImageStack(plane ?? Plane, step_mm, Slices),
        [.. Enumerable.Range(0, Slices).SelectMany(k => Pattern(k, 0, Mark)).Select(v => (ushort)v)], Lutetium).ToDataSet();

    public string Add(DicomDataSet data, string? name = null, TransferSyntax? syntax = null) => AddBytes(DicomWriter.Write(data, syntax), name);

    public string AddBytes(byte[] bytes, string? name = null)
    {
        string path = Path.Combine(Source, name ?? $"{_files++:D4}.dcm");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public Patient With(params DicomDataSet[] objects)
    {
        foreach (DicomDataSet data in objects) Add(data);
        return this;
    }

    public ImportedStudy Import(string? path = null) => StudyImporter.CreateDefault().Import(path ?? Source, Output);

    public Volume<TQuantity> Volume<TQuantity>(ImportedSeries series) where TQuantity : struct, IQuantity =>
        NiftiFile.Read<TQuantity>(Path.Combine(Output, series.File));

    /// <summary>The marked voxel's position by the stored volume, found by its value.</summary>
    public Vector3D Found<TQuantity>(ImportedSeries series) where TQuantity : struct, IQuantity
    {
        Volume<TQuantity> volume = Volume<TQuantity>(series);
        int index = Array.IndexOf(volume.Values, volume.Values.Max());
        (int i, int j, int k) = volume.Grid.Voxel(index);
        return volume.Grid.Affine.Apply(i, j, k);
    }

    public static void AssertNear(Vector3D expected, Vector3D actual) =>
        Assert.True((expected - actual).Length < 1e-3, $"expected {expected}, found {actual}");

    private static float[] Pattern(int slice, float background, float mark)
    {
        float[] values = new float[Rows * Columns];
        Array.Fill(values, background);
        if (slice == 3) values[1 * Columns + 2] = mark;
        return values;
    }
}
