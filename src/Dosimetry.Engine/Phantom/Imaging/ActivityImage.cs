using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Phantom.Imaging;

/// <summary>
/// The true activity of a body on the voxels of a camera: overlap of volumes, so the total is kept and a border voxel gets its share.
/// </summary>
public sealed class ActivityImage
{
    private readonly Grid labelGrid;
    private readonly Affine? moved;
    private readonly float[] labels;

    /// <summary>Prepares a body; <paramref name="moved"/> takes points of the reference scan to where they lie in this one.</summary>
    public ActivityImage(Anatomy anatomy, Affine? moved = null)
    {
        (labelGrid, this.moved) = (anatomy.Labels.Grid, moved);
        labels = Array.ConvertAll(anatomy.Labels.Labels, l => (float)l);
    }

    /// <summary>Bq/ml per camera voxel for a concentration of each label (index = label).</summary>
    public float[] On(Grid camera, float[] concentrationOfLabel_BqPerMl) => moved is { } lying
        ? MovedSampling.Average(labelGrid, lying, camera, n => concentrationOfLabel_BqPerMl[(int)labels[n]], 0)
        : new OverlapResampler(labelGrid, camera).Average(labels, label => concentrationOfLabel_BqPerMl[(int)label]);

    /// <summary>
    /// A camera's grid around the body as it lies at the reference scan: in plane <paramref name="matrix"/>² voxels, centred on the body; along z the body's length and
    /// <paramref name="rim_mm"/>
    /// at both ends. Voxel order of an axial image: i left, j back, k up.
    /// </summary>
    public Grid Camera(int matrix, double pixel_mm, double slice_mm, double rim_mm)
    {
        Vector3D low = labelGrid.Affine.Apply(-0.5, -0.5, -0.5),
            high = labelGrid.Affine.Apply(labelGrid.Nx - 0.5, labelGrid.Ny - 0.5, labelGrid.Nz - 0.5);
        Vector3D centre = 0.5 * (low + high);
        int slices = (int)Math.Ceiling((Math.Abs(high.Z - low.Z) + 2 * rim_mm) / slice_mm);
        double half = 0.5 * (matrix - 1) * pixel_mm;
        return new Grid(matrix, matrix, slices, Affine.Diagonal(
            new(-pixel_mm, -pixel_mm, slice_mm), new(centre.X + half, centre.Y + half, centre.Z - 0.5 * (slices - 1) * slice_mm)));
    }
}
