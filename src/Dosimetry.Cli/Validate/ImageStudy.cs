using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Phantom.Psma;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Segment.Metrics;
using Dosimetry.Engine.Segment.Organs;

namespace Dosimetry.Cli.Validate;

/// <summary>Agreement of one organ with the truth: overlap, surface within one voxel, volume.</summary>
internal sealed record OrganAgreement(string Style, ulong Seed, string Organ, double Dice, double SurfaceDice, double VolumeError);

/// <summary>One true lesion: size, whether it was found, and with which error of volume and mean SUV (NaN when it was not found).</summary>
internal sealed record LesionAgreement(string Style, ulong Seed, double Diameter_mm, LesionSite Site, bool Found, double VolumeError, double UptakeError);

/// <summary>What the search for organs and lesions gave on one virtual patient.</summary>
internal sealed record PatientAgreement(
    string Style, IReadOnlyList<OrganAgreement> Organs, IReadOnlyList<LesionAgreement> Lesions, LesionCounts Counts, double FalsePositive_ml, double FalseNegative_ml);

/// <summary>Runs organ finder and lesion search on virtual patients and compares with their truth.</summary>
internal static class ImageStudy
{
    /// <summary>Organs that are compared.</summary>
    public static readonly string[] Organs =
        ["kidney_left", "kidney_right", "liver", "spleen", "parotid_left", "parotid_right", "submandibular_left", "submandibular_right", "lacrimal_left", "lacrimal_right", "bladder", "lung_left", "lung_right", "skeleton"];

    /// <summary>One patient.</summary>
    public static PatientAgreement Of(ulong seed, ScannerStyle style, string? anatomyPath = null)
    {
        PsmaPatient patient = PsmaPatient.Draw(new PsmaOptions(seed) { Style = style, AnatomyPath = anatomyPath });
        Volume<Suv> suv = patient.PetSuv();
        Volume<CtNumber> ct = patient.Ct();
        FoundOrgans found = OrganFinder.Find(suv, ct, "PET");
        LabelVolume truth = patient.Truth(found.Grid);
        return Lesions(patient, suv, ct, found) with { Organs = [.. Organs.Select(o => Compare(o, seed, style.Name, found, truth)).OfType<OrganAgreement>()] };
    }

    private static OrganAgreement? Compare(string organ, ulong seed, string style, FoundOrgans found, LabelVolume truth)
    {
        int label = truth.Names.FirstOrDefault(n => n.Value == organ).Key;
        bool[] real = Array.ConvertAll(truth.Labels, l => l == label && label != 0);
        if (!real.Any(v => v)) return null;
        float[]? weights = found.Organs.FirstOrDefault(o => o.Name == organ)?.Shape.WeightsOn(found.Grid);
        if (weights is null) return new OrganAgreement(style, seed, organ, 0, 0, -1);
        bool[] predicted = Array.ConvertAll(weights, w => w >= 0.5f);
        return new OrganAgreement(style, seed, organ, SegmentationMetrics.Dice(real, predicted), SurfaceAgreement.SurfaceDice(real, predicted, found.Grid, found.Grid.Spacing_mm.X),
            SegmentationMetrics.RelativeError(real.Count(v => v), predicted.Count(v => v)));
    }

    private static PatientAgreement Lesions(PsmaPatient patient, Volume<Suv> suv, Volume<CtNumber> ct, FoundOrgans organs)
    {
        IReadOnlyList<LesionComponent> components = DoubtfulUptake.Judge(
            LesionFinder.Find(suv, organs.Organs.ToDictionary(o => o.Name, o => o.Shape), ThresholdMethod.Contrast, 1, ThresholdMap.HuOn(ct, suv.Grid)), organs.Drawn, ThresholdMethod.Contrast);
        LesionComponent[] lesions = [.. components.Where(c => c.Class == ComponentClass.Lesion)];
        LabelVolume truth = patient.Truth(suv.Grid, 0);
        ushort[] real = Array.ConvertAll(truth.Labels, l => l != 0 && RegionNames.LesionNumber(truth.Names[l]) is { } number ? (ushort)number : (ushort)0), made = new ushort[real.Length];
        for (int n = 0; n < lesions.Length; n++)
            foreach (int voxel in lesions[n].Voxels) made[voxel] = (ushort)(n + 1);
        bool[] a = Array.ConvertAll(real, l => l != 0), b = Array.ConvertAll(made, l => l != 0);
        return new PatientAgreement(patient.Style.Name, [], [.. patient.Body.Lesions.Select(l => Compare(l, patient, suv, real, made))], SegmentationMetrics.Lesions(real, made),
            SegmentationMetrics.FalsePositiveVolume_ml(a, b, suv.Grid), SegmentationMetrics.FalseNegativeVolume_ml(a, b, suv.Grid));
    }

    /// <summary>A true lesion against the predicted ones that touch it, all together.</summary>
    private static LesionAgreement Compare(TrueLesion lesion, PsmaPatient patient, Volume<Suv> suv, ushort[] real, ushort[] made)
    {
        int number = RegionNames.LesionNumber(lesion.Name)!.Value;
        HashSet<ushort> touching = [.. Enumerable.Range(0, real.Length).Where(n => real[n] == number && made[n] != 0).Select(n => made[n])];
        TrueRegion truth = patient.Kinetics.Regions.First(r => r.Name == lesion.Name);
        double diameter_mm = 10 * Math.Cbrt(6 * truth.Volume_ml / Math.PI);
        if (touching.Count == 0) return new(patient.Style.Name, patient.Options.Seed, diameter_mm, lesion.Site, false, double.NaN, double.NaN);
        int[] voxels = [.. Enumerable.Range(0, made.Length).Where(n => touching.Contains(made[n]))];
        return new(patient.Style.Name, patient.Options.Seed, diameter_mm, lesion.Site, true, SegmentationMetrics.RelativeError(truth.Volume_ml, voxels.Length * suv.Grid.VoxelVolume_ml),
            SegmentationMetrics.RelativeError(truth.Suv, voxels.Average(n => (double)suv.Values[n])));
    }
}
