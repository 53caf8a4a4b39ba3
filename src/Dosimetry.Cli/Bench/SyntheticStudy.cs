using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Cli.Bench;

/// <summary>A CT series of 500 MB: 512 × 512 pixels of 2 bytes, a thousand slices.</summary>
internal static class SyntheticStudy
{
    /// <summary>Slices of half a MiB each.</summary>
    public const int Slices = 1000;
    private const int Side = 512;
    private static readonly DateTime Moment = new(2026, 3, 2, 9, 0, 0);

    public static void Write(string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        short[] pixels = [.. Enumerable.Range(0, Side * Side).Select(n => (short)(1024 + n % 53))];
        for (int k = 0; k < Slices; k++)
        {
            cancel.ThrowIfCancellationRequested();
            var header = new ObjectHeader(
                new PatientModule("BENCH", "Bench"), new StudyModule(DicomUid.From("bench", "study"), Moment),
                new SeriesModule(DicomUid.From("bench", "series"), 1, Moment, "CT", DicomUid.From("bench", "frame")), new EquipmentModule("Dosimetry Planner"),
                DicomUid.From("bench", k.ToString(System.Globalization.CultureInfo.InvariantCulture)), k + 1, Moment, Moment);
            var plane = new ImagePlane(new Lps(-250, -250, k), new Lps(1, 0, 0), new Lps(0, 1, 0), 0.977, 0.977, Side, Side);
            File.WriteAllBytes(Path.Combine(folder, $"{k:0000}.dcm"), DicomWriter.Write(new NewCtImage(header, plane, pixels, 1) { RescaleIntercept = -1024 }.ToDataSet()));
        }
    }
}
