using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Pet;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>
/// One image plane: frame <paramref name="Frame"/> of an instance and where it lies. <paramref name="Origin"/> is the centre of the first pixel
/// and <paramref name="Row"/>, <paramref name="Column"/> are the direction cosines of a row (column index growing) and a column, all in DICOM's
/// patient coordinates (LPS, mm). Value = stored × slope + intercept, per plane: slopes differ from slice to slice in most PET series.
/// </summary>
internal sealed record Plane(
    InstanceHeader Instance, int Frame, Vector3D Origin, Vector3D Row, Vector3D Column, double RowSpacing_mm, double ColumnSpacing_mm,
    double Slope, double Intercept, PetFrame Timing)
{
    /// <summary>Direction in which slices stack.</summary>
    public Vector3D Normal => Row.Cross(Column);

    /// <summary>Position along the stacking direction, mm.</summary>
    public double Distance_mm => Origin.Dot(Normal);
}
