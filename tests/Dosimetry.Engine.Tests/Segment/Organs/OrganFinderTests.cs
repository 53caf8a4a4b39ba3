using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Psma;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Segment.Metrics;
using Dosimetry.Engine.Segment.Organs;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Segment.Organs;

/// <summary>Organs of coarse virtual patients against their truth; the full table by scanner style is `validate --only images`.</summary>
public sealed class OrganFinderTests
{
    private static readonly PsmaPatient Patient = CoarsePatients.Of(1);
    private static readonly Lazy<FoundOrgans> Found = new(() => OrganFinder.Find(Patient.PetSuv(), Patient.Ct(), "PET"));

    [Theory]
    [InlineData("kidney_left", 0.88), InlineData("kidney_right", 0.88), InlineData("liver", 0.85), InlineData("spleen", 0.80), InlineData("parotid_left", 0.75),
     InlineData("parotid_right", 0.75), InlineData("lung_left", 0.85), InlineData("lung_right", 0.85), InlineData("bladder", 0.70)]
    public void Organs_overlap_the_truth(string organ, double least) => Assert.InRange(Dice(Found.Value, Patient, organ), least, 1);

    [Fact]
    public void Every_organ_says_why_and_the_findings_ask_for_a_check()
    {
        Assert.All(Found.Value.Organs, o => Assert.NotEmpty(o.Explanation));
        Assert.All(Found.Value.Drawn, d => Assert.Contains("approximate", d.Origin));
        Assert.Contains(Found.Value.Findings, f => f.Code == "ORGANS.APPROXIMATE" && f.Severity == Severity.Warning);
        Assert.Equal(Found.Value.Organs.Count, Found.Value.Findings.Count(f => f.Code == "ORGANS.FOUND"));
    }

    [Fact]
    public void The_same_images_give_the_same_outlines()
    {
        FoundOrgans again = OrganFinder.Find(Patient.PetSuv(), Patient.Ct(), "PET");
        foreach ((FoundOrgan a, FoundOrgan b) in Found.Value.Organs.Zip(again.Organs))
        {
            Assert.Equal(a.Explanation, b.Explanation);
            Assert.Equal(((MaskShape)a.Shape).Values, ((MaskShape)b.Shape).Values);
        }
    }

    [Fact]
    public void The_unit_of_the_image_does_not_matter()
    {
        Volume<Suv> suv = Patient.PetSuv();
        FoundOrgans scaled = OrganFinder.Find(suv.Map<ActivityConcentration>(v => 4096 * v), Patient.Ct(), "PET"); // a power of two: exact in float32
        Assert.Equal(Found.Value.Organs.Select(o => o.Volume_ml), scaled.Organs.Select(o => o.Volume_ml));
    }

    [Fact]
    public void Spect_and_ct_without_a_pet_give_kidneys_and_say_what_is_missing()
    {
        FoundOrgans found = OrganFinder.Find(Spect(), Patient.Ct(), "SPECT");
        Assert.InRange(Dice(found, Patient, "kidney_left"), 0.8, 1);
        Assert.InRange(Dice(found, Patient, "kidney_right"), 0.8, 1);
        HashSet<string> known = [.. found.Organs.Select(o => o.Name), .. found.Missing.Select(m => m.Name)];
        Assert.Subset(known, new HashSet<string> { "liver", "spleen", "parotid_left", "bladder", "skeleton", "lung_left" });
        Assert.All(found.Missing, m => Assert.NotEmpty(m.Reason));
    }

    [Fact]
    public void Without_a_ct_lungs_and_bone_are_missing_by_name_and_kidneys_are_found()
    {
        FoundOrgans found = OrganFinder.Find(Patient.PetSuv(), null, "PET");
        Assert.Equal(["lung_left", "lung_right", "skeleton"], found.Missing.Where(m => m.Reason == "there is no CT").Select(m => m.Name).Order());
        Assert.InRange(Dice(found, Patient, "kidney_left"), 0.75, 1);
    }

    [Fact]
    public void Images_that_do_not_overlap_or_hold_nothing_are_refused()
    {
        Volume<Suv> suv = Patient.PetSuv();
        Grid g = suv.Grid, far = new(g.Nx, g.Ny, g.Nz, Affine.FromColumns(g.Affine.StepI, g.Affine.StepJ, g.Affine.StepK, g.Affine.Origin + new Vector3D(5000, 0, 0)));
        Assert.Equal("ORGANS.NO_OVERLAP", Assert.Throws<RefusedException>(() => OrganFinder.Find(new Volume<Suv>(far, suv.Values), Patient.Ct(), "PET")).Finding.Code);
        Assert.Equal("ORGANS.NO_BODY", Assert.Throws<RefusedException>(() => OrganFinder.Find(new Volume<Suv>(g, new float[g.Count]), Patient.Ct(), "PET")).Finding.Code);
    }

    private static Volume<CountsPerVoxel> Spect()
    {
        var spect = Patient.Spect(2);
        return new(spect.Grid, Array.ConvertAll(spect.Counts, c => (float)c));
    }

    private static double Dice(FoundOrgans found, PsmaPatient patient, string organ)
    {
        LabelVolume truth = patient.Truth(found.Grid);
        int label = truth.Names.First(n => n.Value == organ).Key;
        float[] weights = found.Organs.Single(o => o.Name == organ).Shape.WeightsOn(found.Grid);
        return SegmentationMetrics.Dice(Array.ConvertAll(truth.Labels, l => l == label), Array.ConvertAll(weights, w => w >= 0.5f));
    }
}
