using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>Direction of a cut through the patient.</summary>
public enum SlicePlane
{
    /// <summary>Seen from the feet: anterior up, the patient's right on the left.</summary>
    Axial,
    /// <summary>Seen from the front: head up, the patient's right on the left.</summary>
    Coronal,
    /// <summary>Seen from the patient's left: head up, anterior on the left.</summary>
    Sagittal,
}

/// <summary>
/// A raster in patient space: pixel (column, row) lies at <see cref="Corner_mm"/> + column · <see cref="Across_mm"/> + row · <see cref="Down_mm"/>
/// (mm, RAS+). Radiological convention.
/// </summary>
public sealed record SliceView(SlicePlane Plane, int Width, int Height, Vector3D Corner_mm, Vector3D Across_mm, Vector3D Down_mm)
{
    /// <summary>Largest side of a picture in pixels; a longer one is a slip of the request.</summary>
    private const int MaximumSide = 2048;

    /// <summary>Into the picture, away from the viewer.</summary>
    public Vector3D Depth => Plane switch
    {
        SlicePlane.Axial => new(0, 0, 1),
        SlicePlane.Coronal => new(0, -1, 0),
        _ => new(1, 0, 0),
    };

    /// <summary>A view of a whole grid through a point.</summary>
    /// <param name="grid">What to show.</param>
    /// <param name="plane">Direction.</param>
    /// <param name="through_mm">A point of the cut, mm (RAS+).</param>
    /// <param name="pixel_mm">Edge of a pixel in mm.</param>
    public static SliceView Of(Grid grid, SlicePlane plane, Vector3D through_mm, double pixel_mm)
    {
        (Vector3D low, Vector3D high) = Box(grid);
        (Vector3D across, Vector3D down) = plane switch
        {
            SlicePlane.Axial => (new Vector3D(-1, 0, 0), new Vector3D(0, -1, 0)),
            SlicePlane.Coronal => (new Vector3D(-1, 0, 0), new Vector3D(0, 0, -1)),
            _ => (new Vector3D(0, -1, 0), new Vector3D(0, 0, -1)),
        };
        Vector3D corner = plane switch
        {
            SlicePlane.Axial => new(high.X, high.Y, through_mm.Z),
            SlicePlane.Coronal => new(high.X, through_mm.Y, high.Z),
            _ => new(through_mm.X, high.Y, high.Z),
        };
        Vector3D size = high - low;
        return new SliceView(plane, Pixels(-across.Dot(size), pixel_mm), Pixels(-down.Dot(size), pixel_mm), corner, pixel_mm * across, pixel_mm * down);
    }

    /// <summary>Patient position of a pixel, mm (RAS+).</summary>
    public Vector3D Position(double column, double row) => Corner_mm + column * Across_mm + row * Down_mm;

    /// <summary>Box of all voxel centres, mm.</summary>
    internal static (Vector3D Low, Vector3D High) Box(Grid grid)
    {
        Vector3D[] corners =
        [
            .. from i in new[] { 0, grid.Nx - 1 } from j in new[] { 0, grid.Ny - 1 } from k in new[] { 0, grid.Nz - 1 } select grid.Affine.Apply(i, j, k),
        ];
        return (new(corners.Min(c => c.X), corners.Min(c => c.Y), corners.Min(c => c.Z)), new(corners.Max(c => c.X), corners.Max(c => c.Y), corners.Max(c => c.Z)));
    }

    private static int Pixels(double length_mm, double pixel_mm) => Math.Clamp((int)Math.Round(length_mm / pixel_mm) + 1, 1, MaximumSide);
}
