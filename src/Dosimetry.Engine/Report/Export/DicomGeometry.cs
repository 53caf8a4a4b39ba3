using Dosimetry.Dicom.Objects;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Report.Export;

/// <summary>
/// A grid as DICOM describes it: first plane and equal steps along its normal, in LPS (x and y change sign). DICOM counts slices along the normal, so a
/// grid that runs the other way is written from its last slice.
/// </summary>
internal sealed record DicomGeometry(ImageStack Stack, bool Reversed)
{
    /// <summary>Cosine of the largest shear that counts as none: below a hundredth of a voxel over 500 slices.</summary>
    private const double StraightCosine = 1 - 1e-7;

    /// <summary>The geometry of a grid.</summary>
    /// <exception cref="RefusedException">The slices are sheared: DICOM's dose grid has no place for that.</exception>
    public static DicomGeometry Of(Grid grid)
    {
        (Lps row, Lps column, Lps slice) = (ToLps(grid.Affine.StepI), ToLps(grid.Affine.StepJ), ToLps(grid.Affine.StepK));
        (Lps along, Lps down) = (1 / row.Length * row, 1 / column.Length * column);
        double step_mm = along.Cross(down).Dot(slice);
        if (Math.Abs(step_mm) < StraightCosine * slice.Length)
            throw new RefusedException("REPORT.SHEARED_GRID", "The dose grid's slices are sheared against each other; DICOM cannot hold that. Use a SPECT with straight slices as first time point.");
        bool reversed = step_mm < 0;
        Lps first = ToLps(grid.Affine.Apply(0, 0, reversed ? grid.Nz - 1 : 0));
        var plane = new ImagePlane(first, along, down, column.Length, row.Length, grid.Ny, grid.Nx);
        return new DicomGeometry(new ImageStack(plane, Math.Abs(step_mm), grid.Nz), reversed);
    }

    /// <summary>Values of a grid in the order of <see cref="Stack"/>.</summary>
    public float[] Order(Grid grid, float[] values)
    {
        if (!Reversed) return values;
        int slice = grid.Nx * grid.Ny;
        return [.. Enumerable.Range(0, grid.Nz).SelectMany(k => values.Skip((grid.Nz - 1 - k) * slice).Take(slice))];
    }

    /// <summary>A point of our world (RAS+) in DICOM's (LPS+), mm.</summary>
    public static Lps ToLps(Vector3D ras_mm) => new(-ras_mm.X, -ras_mm.Y, ras_mm.Z);
}
