using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Phantom;

/// <summary>
/// What the virtual cameras must conserve: activity through blur and resampling, counts within Poisson, SUV of large organs.
/// </summary>
public sealed class ImagingTests
{
    private static readonly Anatomy Body = SmallBody.Create();
    private static readonly Activity Given = Activity.FromMBq(7400);
    private static readonly TrueKinetics Kinetics = new(Body, 5, Given, Nuclide.Lu177.ElectronEnergy);
    private static readonly ActivityImage Image = new(Body);

    [Fact]
    public void Blur_keeps_the_total_and_has_the_stated_width()
    {
        Grid grid = new(41, 41, 41, Affine.Diagonal(new(-2, -2, 3), default));
        float[] point = new float[grid.Count];
        point[grid.Index(20, 20, 20)] = 1000;
        float[] blurred = GaussianBlur.Apply(grid, point, 12);
        double total = 0, variance_mm2 = 0;
        for (int n = 0; n < blurred.Length; n++)
        {
            total += blurred[n];
            variance_mm2 += blurred[n] * Math.Pow((grid.Voxel(n).K - 20) * 3, 2);
        }
        Assert.Equal(1000, total, 0.01);
        Assert.Equal(12, 2.3548 * Math.Sqrt(variance_mm2 / total), 0.1); // cut at 3.5 sigma
    }

    [Fact]
    public void Resampling_to_a_camera_keeps_every_regions_activity()
    {
        Grid camera = Image.Camera(96, 4.42, 4.42, 10);
        foreach (string region in (string[])["liver", "kidney_left", "lesion_001"])
        {
            float[] values = Image.On(camera, Kinetics.Concentration_BqPerMl(r => r.Name == region ? 100 : 0));
            Assert.Equal(100, values.Sum(v => (double)v) * camera.VoxelVolume_ml / 1e6, 0.001);
        }
    }

    [Theory, InlineData(4), InlineData(168)]
    public void Total_counts_are_activity_times_sensitivity_times_time(double start_h)
    {
        SpectCamera camera = SpectCamera.Default;
        SimulatedSpect spect = SpectSimulation.Of(Image, Kinetics, camera, start_h, 9);
        double mean_MBq = Kinetics.Regions.Sum(r => r.Curve.At_MBq(start_h + camera.Acquisition.Hours / 2));
        double expected = mean_MBq * 9.36 * 2 * 60 * 20, counts = spect.Counts.Sum(c => (double)c);
        Assert.InRange(counts, expected * 0.9995 - 4 * Math.Sqrt(expected), expected * 1.0005 + 4 * Math.Sqrt(expected));
        Assert.Equal(mean_MBq, spect.TrueActivity_MBq, 0.001 * mean_MBq);
    }

    [Fact]
    public void Pet_inside_a_large_organ_shows_its_true_suv()
    {
        SimulatedPet pet = PetSimulation.Of(Image, Kinetics, Body.Patient, Nuclide.Ga68, Activity.FromMBq(150), 9);
        double perSuv = 150e6 * Math.Pow(2, -60 / 67.71) / 40_000, sum = 0;
        int count = 0;
        for (int n = 0; n < pet.Activity.Values.Length; n++)
        {
            (int i, int j, int k) = pet.Activity.Grid.Voxel(n);
            if ((pet.Activity.Grid.Affine.Apply(i, j, k) - new Vector3D(40, 10, 130)).Length > 25) continue;
            sum += pet.Activity.Values[n];
            count++;
        }
        Assert.Equal(5.0, sum / count / perSuv, 0.06);
    }

    [Fact]
    public void Kinetics_start_below_the_injected_activity_and_integrate_to_the_stated_time_integral()
    {
        Assert.InRange(Kinetics.Regions.Sum(r => r.Curve.At_MBq(0)), 0, Given.MBq);
        TrueCurve liver = Kinetics.Regions.First(r => r.Name == "liver").Curve;
        double integral = 0;
        for (double t = 0; t < 600; t += 0.05) integral += 0.05 * liver.At_MBq(t + 0.025);
        Assert.Equal(liver.Tia_MBq_h, integral, 1e-3 * integral);
        Assert.Equal(liver.Mean_MBq(24, 1e-6), liver.At_MBq(24), 1e-6 * liver.At_MBq(24));
    }

    [Fact]
    public void Both_kidneys_get_the_same_dose_for_their_mass()
    {
        TrueRegion left = Kinetics.Regions.First(r => r.Name == "kidney_left"),
            right = Kinetics.Regions.First(r => r.Name == "kidney_right");
        Assert.Equal(left.Curve.Tia_MBq_h / left.Mass_g, right.Curve.Tia_MBq_h / right.Mass_g, 1e-9);
    }

    [Fact]
    public void Ct_numbers_average_to_those_of_the_tissue()
    {
        Volume<CtNumber> ct = CtSimulation.Of(Body, 3);
        double sum = 0;
        int count = 0;
        for (int n = 0; n < ct.Values.Length; n++)
        {
            (int i, int j, int k) = ct.Grid.Voxel(n);
            if ((ct.Grid.Affine.Apply(i, j, k) - new Vector3D(40, 10, 130)).Length > 35) continue;
            sum += ct.Values[n];
            count++;
        }
        Assert.Equal(60, sum / count, 0.6);
        Assert.Equal(-1000, ct.Values[0], 60f);
    }
}
