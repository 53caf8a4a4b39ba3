using System.Text.Json;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cli.Validate;

/// <summary>A SPECT of known activity: total and concentration inside its spheres after calibration.</summary>
internal sealed class NmTotals : IValidationGroup
{
    private const string Source = "authored NM object with known counts, spheres and calibration";
    private const double InnerShare = 0.5;

    public string Name => "nm-totals";

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        JsonElement truth = JsonDocument.Parse(File.ReadAllText(context.Reference("dicom", "nm", "authored-01.expected.json"))).RootElement;
        Volume<ActivityConcentration> image = Quantified(context, truth);
        yield return new ValidationCheck(Name, "total activity", Plausibility.Total(image).MBq, truth.GetProperty("total_MBq").GetDouble(), 0.002, true, "MBq", Source,
            "the object's counts hold noise: divided by sensitivity, heads and time they sum to 0.14 % above the truth");
        yield return new ValidationCheck(Name, "counts to activity", Plausibility.Total(image).MBq, FromCounts_MBq(truth), 1e-6, true, "MBq", "arithmetic on the object's total counts");
        int n = 0;
        foreach (double[] sphere in truth.GetProperty("spheres_mm_Bq_per_ml").EnumerateArray().Select(s => s.EnumerateArray().Select(v => v.GetDouble()).ToArray()))
            yield return new ValidationCheck(Name, $"sphere {++n} concentration", InnerMean(image, new(-sphere[0], -sphere[1], sphere[2]), InnerShare * sphere[3]), sphere[4], 0.01, true, "Bq/ml", Source,
                "mean inside half the radius; the object has no blur");
    }

    /// <summary>C / (S · N · t): the acquisition is stated in seconds of one head that saw everything.</summary>
    private static double FromCounts_MBq(JsonElement truth) => truth.GetProperty("expected_total_counts").GetDouble()
        / (truth.GetProperty("calibration_cps_per_MBq_per_head").GetDouble() * truth.GetProperty("acquisition_s_system_equivalent").GetDouble());

    private static Volume<ActivityConcentration> Quantified(ValidationContext context, JsonElement truth)
    {
        string folder = Path.Combine(context.WorkFolder, "nm");
        ImportedStudy study = StudyImporter.CreateDefault().Import(context.Reference("dicom", "nm", "authored-01-dualhead-counts.dcm"), folder);
        var calibration = new SpectCalibration(truth.GetProperty("calibration_cps_per_MBq_per_head").GetDouble(), true, truth.GetProperty("heads").GetInt32(), 0.03);
        var given = new Administration("Lu-177", null, Activity.FromMBq(truth.GetProperty("administered_MBq").GetDouble()), truth.GetProperty("administered_at").GetDateTime());
        Duration halfLife = new NuclideLibrary(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides"))["Lu-177"].HalfLife;
        return SpectQuantifier.Quantify(study, study.Series.First(s => s.Nm is not null), calibration, given, halfLife, []).Activity;
    }

    private static double InnerMean(Volume<ActivityConcentration> image, Vector3D centre_mm, double radius_mm)
    {
        List<float> inside = [];
        for (int n = 0; n < image.Values.Length; n++)
        {
            (int i, int j, int k) = image.Grid.Voxel(n);
            if ((image.Grid.Affine.Apply(i, j, k) - centre_mm).Length <= radius_mm) inside.Add(image.Values[n]);
        }
        return inside.Average(v => (double)v);
    }
}
