using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Imaging;

/// <summary>A PET in Bq/ml, decay-corrected to the start of the scan.</summary>
public sealed record SimulatedPet(Volume<ActivityConcentration> Activity, Activity Injected, Duration AfterInjection, Nuclide Nuclide);

/// <summary>
/// How the PET sees. Blur: FWHM in all; the filter is the part of it that also smooths the noise. <paramref name="LiverNoise"/>: relative noise of one voxel
/// of liver (SUV 5) before the filter.
/// </summary>
public sealed record PetCamera(int Matrix, double Pixel_mm, double Slice_mm, double Fwhm_mm, double Filter_mm, double LiverNoise)
{
    /// <summary>168² voxels of 4.07 × 4.07 × 4 mm, 6 mm in all, of which a filter of 4 mm; 12 % noise.</summary>
    public static PetCamera Default { get; } = new(168, 4.07283, 4, 6, 4, 0.12);

    /// <summary>Time from injection to scan of the standard patient.</summary>
    public static readonly Duration UsualWait = Duration.FromHours(1);
}

/// <summary>
/// Ga-68 PSMA PET. C = SUV · A₀ · 2^(−t / T½) / body weight on the camera's voxels; a blur, noise as of counted events, a filter, so that the noise has the
/// grain of the filter. Not simulated: attenuation, scatter, randoms, reconstruction, motion.
/// </summary>
public static class PetSimulation
{
    private const double LiverSuv = 5;

    /// <summary>Simulates the scan of the standard camera, one hour after injection.</summary>
    public static SimulatedPet Of(ActivityImage image, TrueKinetics truth, PhantomPatient patient, Nuclide nuclide, Activity injected,
        ulong seed) => Of(image, truth, patient, nuclide, injected, seed, PetCamera.Default, PetCamera.UsualWait);

    /// <summary>Simulates the scan of a camera that starts <paramref name="wait"/> after injection.</summary>
    public static SimulatedPet Of(ActivityImage image, TrueKinetics truth, PhantomPatient patient, Nuclide nuclide, Activity injected,
        ulong seed, PetCamera camera, Duration wait)
    {
        double perSuv = injected.Bq * Math.Exp(-nuclide.Lambda_per_h * wait.Hours) / (1000 * patient.Weight_kg);
        float[] ofLabel = truth.Concentration_BqPerMl(r => r.Suv * perSuv * r.Volume_ml / 1e6);
        Grid grid = image.Camera(camera.Matrix, camera.Pixel_mm, camera.Slice_mm, 16);
        double blur_mm = Math.Sqrt(camera.Fwhm_mm * camera.Fwhm_mm - camera.Filter_mm * camera.Filter_mm);
        float[] values = GaussianBlur.Apply(grid, image.On(grid, ofLabel), blur_mm);
        AddNoise(values, camera.LiverNoise, LiverSuv * perSuv, new CounterRandom(seed, 21));
        return new(new(grid, GaussianBlur.Apply(grid, values, camera.Filter_mm)), injected, wait, nuclide);
    }

    private static void AddNoise(float[] values, double liverNoise, double liver_BqPerMl, CounterRandom random)
    {
        double countsPerBqPerMl = 1 / (liverNoise * liverNoise * liver_BqPerMl);
        Parallel.For(0, values.Length, n => values[n] = (float)(random.Poisson(n, values[n] * countsPerBqPerMl) / countsPerBqPerMl));
    }
}
