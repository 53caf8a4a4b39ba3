using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Tests;

/// <summary>Small synthetic objects of every kind we write: 20 × 16 pixels, 12 slices, oblique on demand.</summary>
internal static class Samples
{
    public const int Rows = 16, Columns = 20, Slices = 12;
    public static readonly DateTime Scan = new(2026, 3, 10, 10, 15, 30);
    public static readonly ImagePlane Plane = new(new(-40, -30.5, -22), new(1, 0, 0), new(0, 1, 0), 4, 4.5, Rows, Columns);
    public static readonly ImageStack Stack = new(Plane, 3, Slices);
    public static readonly InstanceReference PlanReference = new(SopClass.RtPlan, Uid("plan instance"));
    public static readonly InstanceReference StructReference = new(SopClass.RtStructureSet, Uid("struct instance"));

    public static readonly Administration Lutetium =
        new("Lu-177 PSMA-617", CodedConcept.Lutetium177, 7412.5, 574344, new DateTime(2026, 3, 9, 10, 0, 0));
    public static readonly Administration Gallium =
        new("Ga-68 PSMA-11", CodedConcept.Gallium68, 152.5, 4057.7, new DateTime(2026, 3, 10, 9, 15, 0)) { PositronFraction = 0.89 };

    public static string Uid(string role) => DicomUid.From("test", role);

    public static ObjectHeader Header(string role, int number = 1) => new(
        new("P-1", "Müller^Hans", "M", new DateOnly(1950, 2, 3), 82.5, 178),
        new(Uid("study"), Scan.AddMinutes(-30), "S1", "PSMA therapy", "A1"),
        new(Uid(role), 3, Scan, "Series " + role, Uid("frame of reference")),
        new("Dosimetry Planner", "test", "0.1", "1"), Uid(role + " instance" + (number > 1 ? number : "")), number, Scan.AddMinutes(1),
        Scan);

    public static SeriesReference CtSeries => new(Uid("study"), Uid("ct"),
        Enumerable.Range(1, Slices).Select(k => new InstanceReference(SopClass.Ct, Header("ct", k).SopInstanceUid)).ToArray());

    public static NewCtImage Ct(int number = 1) => new(Header("ct", number), Stack.Plane(number - 1),
        Enumerable.Range(0, Rows * Columns).Select(i => (short)(i - 1000)).ToArray(), 3) { ConvolutionKernel = "B30f" };

    public static NewPetImage Pet() => new(Header("pet"), Plane,
        Enumerable.Range(0, Rows * Columns).Select(i => 37.5f * i).ToArray(), 3, Gallium, 1, Slices) { FrameReferenceTime_ms = 90_000 };

    public static NewNmImage Nm() =>
        new(Header("nm"), Stack with { Step_mm = -3 }, Enumerable.Range(0, Rows * Columns * Slices).Select(i => (ushort)(i * 7)).ToArray(),
            Lutetium);

    public static NewRtStruct RtStruct() => new(Header("struct"), "Organs and lesions of the demo", CtSeries,
    [
        new(1, "kidney_left", (200, 100, 50), Enumerable.Range(2, 6)
            .Select(k => new NewContour(Circle(14, -22 + 3 * k), CtSeries.Instances[k])).ToArray()),
        new(2, "Läsion 1", (0, 255, 0), [], "GTV"),
    ]);

    public static NewRtDose RtDose(int bits) =>
        new(Header("dose" + bits), Stack, Enumerable.Range(0, Rows * Columns * Slices).Select(i => 0.0125f * i).ToArray(),
        "Lu-177, cycle 1, planned, voxel S", PlanReference)
    {
        Bits = bits, StructureSet = StructReference, Dvhs = [new(1, 0.5, [10.5, 8, 4, 0], 0.1, 1.0, 1.6)], Images = [CtSeries.Instances[0]],
    };

    public static NewRtPlan RtPlan() =>
        new(Header("plan"), "177Lu-PSMA-617", "177Lu-PSMA-617 7.4 GBq x 6", 6) { StructureSet = StructReference };

    public static NewSeg Seg() => new(Header("seg"), Stack, "Organs 1",
    [
        new("kidney_left", Mask(i => i % 5 == 0), CodedConcept.AnatomicalStructure, CodedConcept.Tissue),
        new("lesion", Mask(i => i is > 1000 and < 1300), CodedConcept.AbnormalStructure, CodedConcept.Lesion) { AlgorithmType = "AUTOMATIC",
        AlgorithmName = "threshold" },
    ], CtSeries);

    public static IEnumerable<(string Name, DicomDataSet DataSet)> All() =>
    [
        ("ct", Ct().ToDataSet()), ("pet", Pet().ToDataSet()), ("nm", Nm().ToDataSet()), ("struct", RtStruct().ToDataSet()),
        ("dose16", RtDose(16).ToDataSet()), ("dose32", RtDose(32).ToDataSet()), ("plan", RtPlan().ToDataSet()), ("seg", Seg().ToDataSet()),
    ];

    public static bool[] Mask(Func<int, bool> inside) => Enumerable.Range(0, Rows * Columns * Slices).Select(inside).ToArray();

    private static Lps[] Circle(double radius_mm, double z_mm) =>
        Enumerable.Range(0, 48).Select(i =>
            new Lps(radius_mm * Math.Cos(i * Math.PI / 24), radius_mm * Math.Sin(i * Math.PI / 24), z_mm)).ToArray();
}
