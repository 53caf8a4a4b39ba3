using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// Where a plane of pixels lies. <paramref name="Position_mm"/>: centre of the first pixel (top left). <paramref name="RowDirection"/>:
/// unit vector along a row, the way columns count up; <paramref name="ColumnDirection"/>: along a column, the way rows count up.
/// <paramref name="RowSpacing_mm"/>: between rows (first value of Pixel Spacing); <paramref name="ColumnSpacing_mm"/>: between columns.
/// Pixel (row r, column c) is at Position + c · ColumnSpacing · RowDirection + r · RowSpacing · ColumnDirection (PS3.3 C.7.6.2.1.1).
/// </summary>
public sealed record ImagePlane(
    Lps Position_mm, Lps RowDirection, Lps ColumnDirection, double RowSpacing_mm, double ColumnSpacing_mm, int Rows, int Columns)
{
    /// <summary>Unit normal: the way slices of a right-handed stack count up.</summary>
    public Lps Normal => RowDirection.Cross(ColumnDirection);

    /// <summary>The plane of a single-frame image; null when position, orientation, spacing or size are absent or senseless.</summary>
    public static ImagePlane? Of(DicomDataSet image) => Of(image, image, image);

    /// <summary>The plane whose position, orientation and spacing stand in different (nested) data sets.</summary>
    internal static ImagePlane? Of(DicomDataSet image, DicomDataSet place, DicomDataSet measures)
    {
        IReadOnlyList<double> orientation = place.Doubles(DicomTags.ImageOrientationPatient);
        IReadOnlyList<double> spacing = measures.Doubles(DicomTags.PixelSpacing);
        if (Lps.From(place.Doubles(DicomTags.ImagePositionPatient)) is not { } position || orientation.Count < 6) return null;
        return Of(image, position, orientation, spacing);
    }

    internal static ImagePlane? Of(DicomDataSet image, Lps position, IReadOnlyList<double> orientation, IReadOnlyList<double> spacing)
    {
        if (Lps.From(orientation) is not { } row || Lps.From(orientation, 3) is not { } column) return null;
        if (spacing is not [> 0, > 0, ..] || image.Int(DicomTags.Rows) is not > 0 || image.Int(DicomTags.Columns) is not > 0) return null;
        if (!IsUnit(row) || !IsUnit(column) || Math.Abs(row.Dot(column)) > 1e-3) return null;
        return new(position, row, column, spacing[0], spacing[1], image.Int(DicomTags.Rows)!.Value, image.Int(DicomTags.Columns)!.Value);
    }

    /// <summary>
    /// Direction cosines are printed with few digits by some systems; one part in a thousand tells a rounding from a fault.
    /// </summary>
    private static bool IsUnit(Lps direction) => Math.Abs(direction.Length - 1) < 1e-3;

    internal DicomDataSet WritePlace(DicomDataSet place) => place
        .Set(DicomTags.ImagePositionPatient, Position_mm.X, Position_mm.Y, Position_mm.Z)
        .Set(DicomTags.ImageOrientationPatient, RowDirection.X, RowDirection.Y, RowDirection.Z, ColumnDirection.X, ColumnDirection.Y,
            ColumnDirection.Z);

    internal DicomDataSet WriteSpacing(DicomDataSet measures) => measures.Set(DicomTags.PixelSpacing, RowSpacing_mm, ColumnSpacing_mm);
}

/// <summary>
/// Equidistant planes: slice k lies at First + k · <paramref name="Step_mm"/> · normal. A negative step stacks against the normal.
/// </summary>
public sealed record ImageStack(ImagePlane First, double Step_mm, int Slices)
{
    /// <summary>Number of voxels.</summary>
    public long Count => (long)First.Rows * First.Columns * Slices;

    /// <summary>Centre of the first pixel of slice <paramref name="k"/>.</summary>
    public Lps Position_mm(int k) => First.Position_mm + k * Step_mm * First.Normal;

    /// <summary>Plane of slice <paramref name="k"/>.</summary>
    public ImagePlane Plane(int k) => First with { Position_mm = Position_mm(k) };

    internal void Require(long values, string what)
    {
        if (values != Count)
            throw new ArgumentException($"{what}: {values} values for {Slices} × {First.Rows} × {First.Columns} voxels.");
    }
}
