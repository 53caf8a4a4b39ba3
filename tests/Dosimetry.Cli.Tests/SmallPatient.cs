using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine;


namespace Dosimetry.Cli.Tests;

/// <summary>
/// A small patient as DICOM: a box of soft tissue with one kidney, three SPECT of known mono-exponential activity without blur or noise, an RTSTRUCT of the
/// kidney. 40 × 40 × 20 voxels of 5 mm, so the whole job takes seconds and its answer can be computed by hand.
/// </summary>
internal sealed class SmallPatient : IDisposable
{
    public const double KidneyActivity_MBq = 100, BodyActivity_MBq = 150, EffectiveHalfLife_h = 40, Sensitivity = 9.36;
    public const int KidneyVoxels = 6 * 6 * 6;
    private const int Side = 40, Slices = 20, Heads = 2, Projections = 60;
    private const double Voxel_mm = 5, Projection_s = 20;
    private static readonly double[] Hours = [24, 72, 120];
    private static readonly ImagePlane Plane = new(new Lps(-100, -100, 0), new Lps(1, 0, 0), new Lps(0, 1, 0), Voxel_mm, Voxel_mm, Side, Side);
    private static readonly ImageStack Stack = new(Plane, Voxel_mm, Slices);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dosimetry-run-test-");

    public SmallPatient()
    {
        Directory.CreateDirectory(Dicom);
        for (int k = 0; k < Slices; k++) Write($"ct-{k:00}", new NewCtImage(Header("ct", k + 1, PatientTime), Stack.Plane(k), CtSlice(k), Voxel_mm) { RescaleIntercept = -1024 }.ToDataSet());
        for (int n = 0; n < Hours.Length; n++) Write($"nm-{n}", Spect(n));
        Write("rtstruct", Structures());
    }

    public static DateTime Injection { get; } = new(2026, 3, 2, 9, 0, 0);
    private static DateTime PatientTime => Injection.AddHours(20);

    public string Dicom => Path.Combine(_folder.FullName, "dicom");
    public string File(string name) => Path.Combine(_folder.FullName, name);
    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A case.json on these images.</summary>
    public string Case(Func<CaseDescription, CaseDescription>? change = null)
    {
        var description = new CaseDescription
        {
            Name = "Small <b>patient</b>",
            Radiopharmaceutical = new CaseRadiopharmaceutical { Nuclide = "Lu-177", Ligand = "PSMA-617", Activity_MBq = 7400, InjectionTime = Injection },
            Inputs = new CaseInputs { Path = "dicom" },
            Calibration = new CaseCalibration { Sensitivity_cps_per_MBq = Sensitivity, PerHead = true, Heads = Heads, RelSigma = 0.03 },
            Protocol = new CaseProtocol { Engine = "local", Model = "mono", Limits = [new CaseLimit("kidney_left", 23, "dose", "test")] },
        };
        string path = File("case.json");
        System.IO.File.WriteAllText(path, CaseReader.Write((change ?? (c => c))(description)));
        return path;
    }

    private void Write(string name, Dosimetry.Dicom.DicomDataSet data) => System.IO.File.WriteAllBytes(Path.Combine(Dicom, name + ".dcm"), DicomWriter.Write(data));

    private static ObjectHeader Header(string series, int instance, DateTime time) => new(
        new PatientModule("SMALL", "Small^Patient", "M"), new StudyModule(DicomUid.From("small", "study"), PatientTime),
        new SeriesModule(DicomUid.From("small", series), 1, time, series, DicomUid.From("small", "frame")), new EquipmentModule("Test"),
        DicomUid.From("small", series, instance.ToString(System.Globalization.CultureInfo.InvariantCulture)), instance, time, time);

    private static bool Kidney(int i, int j, int k) => i is >= 8 and < 14 && j is >= 20 and < 26 && k is >= 7 and < 13;
    private static bool Body(int i, int j, int k) => i is >= 4 and < 36 && j is >= 8 and < 32 && k is >= 1 and < 19;

    private static short[] CtSlice(int k) => [.. Enumerable.Range(0, Side * Side).Select(n => (short)(Body(n % Side, n / Side, k) ? 1024 + 40 : 24))];

    private static Dosimetry.Dicom.DicomDataSet Spect(int n)
    {
        DateTime time = Injection.AddHours(Hours[n]);
        double counts = Math.Pow(2, -Hours[n] / EffectiveHalfLife_h) * Sensitivity * Heads * Projections * Projection_s;
        int bodyVoxels = 32 * 24 * 18 - KidneyVoxels;
        ushort[] image = [.. from k in Enumerable.Range(0, Slices) from j in Enumerable.Range(0, Side) from i in Enumerable.Range(0, Side)
            select (ushort)Math.Round(Kidney(i, j, k) ? counts * KidneyActivity_MBq / KidneyVoxels : Body(i, j, k) ? counts * BodyActivity_MBq / bodyVoxels : 0)];
        var given = new Administration("PSMA-617", CodedConcept.Lutetium177, 7400, 574_300.8, Injection);
        return new NewNmImage(Header($"nm-{n}", 1, time), Stack, image, given) { FrameDuration_ms = 1000 * Projection_s, ProjectionsPerHead = Projections, Heads = Heads, Corrections = ["ATTN", "SCAT", "DECY"] }.ToDataSet();
    }

    private static Dosimetry.Dicom.DicomDataSet Structures()
    {
        double left = -100 + 7.5 * Voxel_mm, right = left + 6 * Voxel_mm, front = -100 + 19.5 * Voxel_mm, back = front + 6 * Voxel_mm;
        NewContour Box(int k) => new([new(left, front, k * Voxel_mm), new(right, front, k * Voxel_mm), new(right, back, k * Voxel_mm), new(left, back, k * Voxel_mm)]);
        var images = new SeriesReference(DicomUid.From("small", "study"), DicomUid.From("small", "ct"), [new InstanceReference(SopClass.Ct, DicomUid.From("small", "ct", "1"))]);
        return new NewRtStruct(Header("rtstruct", 1, PatientTime), "Organs", images, [new NewRegion(1, "Kidney left", (0, 0, 255), [.. Enumerable.Range(7, 6).Select(Box)])]).ToDataSet();
    }
}
