using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Imaging;

/// <summary>A PET in Bq/ml, decay-corrected to the start of the scan.</summary>
public sealed record SimulatedPet(Volume<ActivityConcentration> Activity, Activity Injected, Duration AfterInjection, Nuclide Nuclide);

/// <summary>
/// Ga-68 PSMA PET 60 min after injection. C = SUV · A₀ · 2^(−60 min / T½) / body weight on voxels of 4.07 × 4.07 × 4 mm; a blur of 4.5
/// mm, noise as of counted
/// events, a filter of 4 mm: 6 mm in all, the noise with the grain of the filter. Not simulated: attenuation, scatter, randoms,
/// reconstruction, motion.
/// </summary>
public static class PetSimulation
{
    /// <summary>Spatial resolution in all.</summary>
    public const double Fwhm_mm = 6;
    private const double Filter_mm = 4, Pixel_mm = 4.07283, Slice_mm = 4;

    /// <summary>Counted events per Bq/ml and voxel, chosen so that liver (SUV 5) shows 12 % noise before the filter.</summary>
    private const double LiverNoise = 0.12, LiverSuv = 5;

    /// <summary>Simulates the scan.</summary>
    public static SimulatedPet Of(ActivityImage image, TrueKinetics truth, PhantomPatient patient, Nuclide nuclide, Activity injected,
        ulong seed)
    {
        Duration wait = Duration.FromHours(1);
        double perSuv = injected.Bq * Math.Exp(-nuclide.Lambda_per_h * wait.Hours) / (1000 * patient.Weight_kg);
        float[] ofLabel = truth.Concentration_BqPerMl(r => r.Suv * perSuv * r.Volume_ml / 1e6);
        Grid grid = image.Camera(168, Pixel_mm, Slice_mm, 16);
        float[] values = GaussianBlur.Apply(grid, image.On(grid, ofLabel), Math.Sqrt(Fwhm_mm * Fwhm_mm - Filter_mm * Filter_mm));
        AddNoise(values, LiverSuv * perSuv, new CounterRandom(seed, 21));
        return new(new(grid, GaussianBlur.Apply(grid, values, Filter_mm)), injected, wait, nuclide);
    }

    private static void AddNoise(float[] values, double liver_BqPerMl, CounterRandom random)
    {
        double countsPerBqPerMl = 1 / (LiverNoise * LiverNoise * liver_BqPerMl);
        Parallel.For(0, values.Length, n => values[n] = (float)(random.Poisson(n, values[n] * countsPerBqPerMl) / countsPerBqPerMl));
    }
}
