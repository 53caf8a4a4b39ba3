using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Imaging;

/// <summary>How the SPECT counts.</summary>
public sealed record SpectCamera(double Sensitivity_cps_per_MBq_per_head, int Heads, int ProjectionsPerHead, Duration Projection,
    double Fwhm_mm)
{
    /// <summary>The default: 9.36 cps/MBq per head (Symbia T, 208 keV), two heads, 60 views of 20 s, 12 mm.</summary>
    public static SpectCamera Default { get; } = new(9.36, 2, 60, Duration.FromSeconds(20), 12);

    /// <summary>Edge of the cubic voxels.</summary>
    public double Voxel_mm { get; init; } = 4.42;

    /// <summary>Voxels along i and j.</summary>
    public int Matrix { get; init; } = 128;

    /// <summary>Time the camera counts.</summary>
    public Duration Acquisition => Duration.FromSeconds(ProjectionsPerHead * Projection.Seconds);

    /// <summary>Counts per MBq in the field of view, all heads together.</summary>
    public double CountsPerMBq => Sensitivity_cps_per_MBq_per_head * Heads * Acquisition.Seconds;
}

/// <summary>A reconstructed SPECT in counts per voxel, and the hours after injection at which it starts.</summary>
public sealed record SimulatedSpect(Grid Grid, ushort[] Counts, double Start_h, double TrueActivity_MBq);

/// <summary>
/// Lu-177 SPECT: counts = A · sensitivity · heads · time with A the mean activity while the camera runs, on the camera's voxels,
/// blurred by its resolution, each voxel
/// a Poisson number. It is an image of perfect attenuation and scatter correction: neither those, nor dead time, nor the reconstruction
/// are simulated.
/// </summary>
public static class SpectSimulation
{
    /// <summary>Simulates the scan that starts <paramref name="start_h"/> after injection.</summary>
    public static SimulatedSpect Of(ActivityImage image, TrueKinetics truth, SpectCamera camera, double start_h, ulong seed)
    {
        double Mean(TrueRegion r) => r.Curve.Mean_MBq(start_h, camera.Acquisition.Hours);
        Grid grid = image.Camera(camera.Matrix, camera.Voxel_mm, camera.Voxel_mm, 5 * camera.Voxel_mm);
        float[] activity = GaussianBlur.Apply(grid, image.On(grid, truth.Concentration_BqPerMl(Mean)), camera.Fwhm_mm);
        double countsPerBqPerMl = 1e-6 * grid.VoxelVolume_ml * camera.CountsPerMBq;
        CounterRandom random = new(seed, 31 + (ulong)Math.Round(start_h));
        ushort[] counts = new ushort[grid.Count];
        Parallel.For(0, counts.Length, n => counts[n] = (ushort)Math.Min(ushort.MaxValue,
            random.Poisson(n, activity[n] * countsPerBqPerMl)));
        return new(grid, counts, start_h, truth.Regions.Sum(Mean));
    }
}
