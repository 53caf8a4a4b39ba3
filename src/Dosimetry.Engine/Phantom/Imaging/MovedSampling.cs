using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Imaging;

/// <summary>
/// Voxel means of a body that lies turned or shifted against the camera: mean over a regular lattice of points in each camera voxel, at least one per
/// label voxel. Conserves the total to about a per cent; a forward split of label voxels would be exact, but leaves a moiré on fine cameras.
/// </summary>
internal static class MovedSampling
{
    /// <summary>Means on <paramref name="camera"/> of <paramref name="value"/>(source voxel); points outside the source count as <paramref name="outside"/>.</summary>
    public static float[] Average(Grid source, Affine moved, Grid camera, Func<int, float> value, float outside)
    {
        Affine toSource = source.Affine.Inverse().Compose(moved.Inverse()).Compose(camera.Affine);
        Vector3D[] offsets = [.. Offsets(source, camera, toSource)];
        float[] mean = new float[camera.Count];
        Parallel.For(0, camera.Nz, k =>
        {
            for (int j = 0, n = camera.Index(0, 0, k); j < camera.Ny; j++)
                for (int i = 0; i < camera.Nx; i++, n++)
                {
                    Vector3D centre = toSource.Apply(i, j, k);
                    double sum = 0;
                    foreach (Vector3D offset in offsets) sum += At(source, centre + offset) is { } at ? value(at) : outside;
                    mean[n] = (float)(sum / offsets.Length);
                }
        });
        return mean;
    }

    private static int? At(Grid grid, Vector3D index)
    {
        int i = (int)Math.Round(index.X), j = (int)Math.Round(index.Y), k = (int)Math.Round(index.Z);
        return (uint)i < (uint)grid.Nx && (uint)j < (uint)grid.Ny && (uint)k < (uint)grid.Nz ? grid.Index(i, j, k) : null;
    }

    private static IEnumerable<Vector3D> Offsets(Grid source, Grid camera, Affine toSource)
    {
        Vector3D s = source.Spacing_mm, c = camera.Spacing_mm;
        int nx = Points(c.X, s.X), ny = Points(c.Y, s.Y), nz = Points(c.Z, s.Z);
        for (int z = 0; z < nz; z++)
            for (int y = 0; y < ny; y++)
                for (int x = 0; x < nx; x++)
                    yield return ((x + 0.5) / nx - 0.5) * toSource.StepI + ((y + 0.5) / ny - 0.5) * toSource.StepJ + ((z + 0.5) / nz - 0.5) * toSource.StepK;
    }

    private static int Points(double camera_mm, double source_mm) => Math.Clamp((int)Math.Ceiling(camera_mm / source_mm), 1, 4);
}
