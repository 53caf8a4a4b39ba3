namespace Dosimetry.Dicom.Objects;

/// <summary>Values that vendors keep in private elements and without which their images cannot be quantified.</summary>
/// <param name="PhilipsSuvFactor">(7053,xx00): stored counts × this = SUV. Null when absent or zero, which means unknown.</param>
/// <param name="PhilipsActivityFactor">(7053,xx09): stored counts × this = Bq/ml. Null when absent or zero.</param>
/// <param name="GeScanDateTime">(0009,xx0D) of GEMS_PETD_01: the moment that decay is corrected to.</param>
/// <param name="SiemensUnits">(0057,xx03) of SIEMENS MED NM: unit of the rescaled values, BQML when quantitative.</param>
public sealed record VendorValues(double? PhilipsSuvFactor, double? PhilipsActivityFactor, DicomDateTime? GeScanDateTime,
    string? SiemensUnits)
{
    /// <summary>Reads them from an image; all are null where they are absent.</summary>
    public static VendorValues Of(DicomDataSet image) => new(
        NotZero(image.Double(Find(image, 0x7053, "Philips PET Private Group", 0x00))),
        NotZero(image.Double(Find(image, 0x7053, "Philips PET Private Group", 0x09))),
        image.Moment(Find(image, 0x0009, "GEMS_PETD_01", 0x0D)),
        image.String(Find(image, 0x0057, "SIEMENS MED NM", 0x03)));

    /// <summary>The vendor's block; where de-identification took the creator away, block 10, which is where it always was.</summary>
    private static DicomTag Find(DicomDataSet image, ushort group, string creator, byte offset)
    {
        if (image.PrivateTag(group, creator, offset) is { } tag) return tag;
        bool unclaimed = !image.Contains(new DicomTag(group, 0x10));
        return unclaimed ? new DicomTag(group, (ushort)(0x1000 | offset)) : default;
    }

    private static double? NotZero(double? value) => value is > 0 ? value : null;
}
