using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Phantom.Psma;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Phantom.Psma;

/// <summary>Drawn patients: repeatable, conserving, within what is seen in living ones, and where their truth says.</summary>
public sealed class PsmaPatientTests
{
    private static readonly PsmaPatient First = CoarsePatients.Of(1), Second = CoarsePatients.Of(2);

    [Fact]
    public void The_same_seed_gives_the_same_patient_and_another_seed_another_one()
    {
        PsmaPatient again = PsmaPatient.Draw(First.Options);
        Assert.Equal(First.Body.Labels.Labels, again.Body.Labels.Labels);
        Assert.Equal(First.PetSuv().Values, again.PetSuv().Values);
        Assert.Equal(First.Spect(2).Counts, again.Spect(2).Counts);
        Assert.NotEqual(First.Body.Lesions.Select(l => l.Centre_mm), Second.Body.Lesions.Select(l => l.Centre_mm));
        Assert.NotEqual(First.Body.Labels.Grid.Nz, Second.Body.Labels.Grid.Nz);
    }

    [Fact]
    public void The_pet_holds_the_activity_that_the_truth_states()
    {
        Volume<Suv> pet = First.PetSuv();
        double image = pet.Sum() * pet.Grid.VoxelVolume_ml, truth = First.Kinetics.Regions.Sum(r => r.Suv * r.Volume_ml);
        Assert.Equal(truth, image, 0.005 * truth); // the blur carries a little out of the thighs' end
        Assert.InRange(truth, 0.4 * 1000 * First.Body.Patient.Weight_kg, 1000 * First.Body.Patient.Weight_kg); // legs and voided urine are outside
    }

    [Fact]
    public void Uptake_lies_where_it_does_in_patients()
    {
        foreach (PsmaPatient patient in (PsmaPatient[])[First, Second])
        {
            double Suv(string region) => patient.Kinetics.Regions.First(r => r.Name == region).Suv;
            Assert.InRange(Suv("kidney_left"), 12, 75);
            Assert.InRange(Suv("parotid_left"), 5, 40);
            Assert.InRange(Suv("liver"), 1.5, 14);
            Assert.InRange(Suv("muscle"), 0.1, 1);
            Assert.True(Suv("kidney_left") > Suv("liver") && Suv("liver") > Suv("aorta"));
            double dose_Gy = patient.Kinetics.Regions.Where(r => r.Name is "kidney_left").Sum(r => TimeIntegratedActivity.FromMBqH(r.Curve.Tia_MBq_h).BqS * Nuclide.Lu177.ElectronEnergy.Joule / (1e-3 * r.Mass_g));
            Assert.InRange(dose_Gy / (1e-3 * patient.Protocol.TherapyActivity_MBq), 0.15, 2.0); // Gy/GBq
        }
    }

    [Fact]
    public void Lesions_keep_to_their_size_and_to_tissue_that_is_no_air_and_do_not_touch()
    {
        foreach (PsmaPatient patient in (PsmaPatient[])[First, Second])
        {
            Assert.NotEmpty(patient.Body.Lesions);
            Assert.All(patient.Body.Lesions, l => Assert.InRange(l.Diameter_mm, 5, 60));
            Assert.Equal(patient.Body.Lesions.Count, patient.Body.Lesions.Select(l => l.Name).Distinct().Count());
            Assert.All(patient.Body.Lesions, l => Assert.Contains(patient.Kinetics.Regions, r => r.Name == l.Name && r.Volume_ml > 0));
        }
    }

    [Fact]
    public void A_shifted_scan_shows_the_body_where_the_stated_matrix_puts_it()
    {
        PsmaPatient shifted = PsmaPatient.Draw(First.Options with { Shifted = true });
        ScanShift shift = shifted.ShiftOf(0)!;
        Assert.Null(shifted.ShiftOf(1));
        Vector3D expected = shift.ToScan().Apply(HotCentre(First.PetSuv())), found = HotCentre(shifted.PetSuv());
        Assert.InRange((expected - found).Length, 0, 2.5); // half a voxel of 5.5 mm
        Assert.InRange((expected - HotCentre(First.PetSuv())).Length, 3, 60);
        LabelVolume truth = shifted.Truth(shifted.PetSuv().Grid, 0);
        Assert.InRange((Centroid(truth, "kidney_left") - shift.ToScan().Apply(Centroid(First.Truth(First.PetSuv().Grid), "kidney_left"))).Length, 0, 2.5);
    }

    [Fact]
    public void A_drawn_shift_is_a_rigid_motion_within_its_bounds()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            ScanShift shift = ScanShift.Draw("x", seed, 2, new(5, -20, 600));
            Affine m = shift.ToScan();
            Assert.Equal(1, m.Determinant, 1e-12);
            Assert.Equal(0, m.StepI.Dot(m.StepJ), 1e-12);
            Assert.InRange(new Vector3D(shift.Translation_mm[0], shift.Translation_mm[1], shift.Translation_mm[2]).Length, 0, ScanShift.MostTranslation_mm);
            double turn_deg = Math.Acos(Math.Min(1, (m.M00 + m.M11 + m.M22 - 1) / 2)) * 180 / Math.PI;
            Assert.InRange(turn_deg, 0, ScanShift.MostRotation_deg + 0.05); // three small turns add up to hardly more than their vector
            Assert.InRange((m.Apply(5, -20, 600) - new Vector3D(5, -20, 600)).Length, 0, ScanShift.MostTranslation_mm);
        }
    }

    /// <summary>Centre of everything above SUV 10: kidneys, glands, bladder.</summary>
    private static Vector3D HotCentre(Volume<Suv> pet)
    {
        Vector3D sum = default;
        double weight = 0;
        for (int n = 0; n < pet.Values.Length; n++)
        {
            if (pet.Values[n] < 10) continue;
            (int i, int j, int k) = pet.Grid.Voxel(n);
            sum += pet.Values[n] * pet.Grid.Affine.Apply(i, j, k);
            weight += pet.Values[n];
        }
        return 1 / weight * sum;
    }

    private static Vector3D Centroid(LabelVolume labels, string region)
    {
        int number = labels.Names.First(n => n.Value == region).Key;
        Vector3D sum = default;
        int count = 0;
        for (int n = 0; n < labels.Labels.Length; n++)
            if (labels.Labels[n] == number)
            {
                (int i, int j, int k) = labels.Grid.Voxel(n);
                sum += labels.Grid.Affine.Apply(i, j, k);
                count++;
            }
        return 1.0 / count * sum;
    }
}
