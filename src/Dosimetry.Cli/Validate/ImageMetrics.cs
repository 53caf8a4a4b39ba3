using System.Globalization;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Segment.Metrics;

namespace Dosimetry.Cli.Validate;

/// <summary>
/// Organ finder and lesion search on virtual PSMA patients that no rule was tuned on, by scanner style: Dice, surface Dice at one voxel, volume, lesions found,
/// false volumes by the autoPET definition, volume and uptake error.
/// </summary>
internal sealed class ImageMetrics : IValidationGroup
{
    private const ulong FirstSeed = 501; // tuning used 101 to 108, and 301 to 304 on other anatomies
    private const int PatientsPerStyle = 3;
    private const string Source = "virtual patients with known truth";

    private static readonly (string Name, string[] Organs, double Least)[] Bars =
    [
        ("kidneys", ["kidney_left", "kidney_right"], 0.88), ("liver", ["liver"], 0.85), ("spleen", ["spleen"], 0.80), ("parotids", ["parotid_left", "parotid_right"], 0.75),
    ];

    public string Name => "images";
    public bool RunsOnlyByName => true;

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        List<PatientAgreement> patients = [];
        ScannerStyle[] styles = [.. ScannerStyle.All.Where(s => s.Name != "coarse")];
        for (int n = 0; n < PatientsPerStyle * styles.Length; n++)
        {
            context.Cancel.ThrowIfCancellationRequested();
            patients.Add(ImageStudy.Of(FirstSeed + (ulong)n, styles[n % styles.Length]));
        }
        foreach (ScannerStyle style in styles)
            foreach (ValidationCheck check in Of(style.Name, [.. patients.Where(p => p.Style == style.Name)])) yield return check;
        foreach (ValidationCheck check in Of("all styles", patients)) yield return check;
    }

    private IEnumerable<ValidationCheck> Of(string style, IReadOnlyList<PatientAgreement> patients)
    {
        OrganAgreement[] organs = [.. patients.SelectMany(p => p.Organs)];
        foreach ((string name, string[] parts, double least) in Bars) yield return Organ(style, name, [.. organs.Where(o => parts.Contains(o.Organ))], least);
        foreach (string organ in ImageStudy.Organs.Where(o => Bars.All(b => !b.Organs.Contains(o)))) yield return Organ(style, organ, [.. organs.Where(o => o.Organ == organ)], 0);
        LesionAgreement[] lesions = [.. patients.SelectMany(p => p.Lesions)];
        LesionCounts counts = patients.Select(p => p.Counts).Aggregate((a, b) => a + b);
        yield return new ValidationCheck(Name, $"{style}: lesion F1", counts.F1, 1, 0.10, false, "1", Source, string.Create(CultureInfo.InvariantCulture,
            $"0.90 asked for; {counts.Found} of {counts.Found + counts.Missed} found, {counts.Invented} invented; missed ones: {string.Join(", ", lesions.Where(l => !l.Found).Select(l => $"{l.Site} {l.Diameter_mm:F0} mm"))}"));
        yield return Said($"{style}: false positive volume per patient", patients.Average(p => p.FalsePositive_ml), "ml", "autoPET definition");
        yield return Said($"{style}: false negative volume per patient", patients.Average(p => p.FalseNegative_ml), "ml", "autoPET definition");
        LesionAgreement[] sized = [.. lesions.Where(l => l.Found && l.Diameter_mm is >= 13 and <= 37)];
        if (sized.Length == 0) yield break;
        yield return new ValidationCheck(Name, $"{style}: median volume error, 13 to 37 mm", Median(sized.Select(l => l.VolumeError)), 0, 0.15, false, "1", Source, $"{sized.Length} lesions");
        yield return Said($"{style}: median error of the mean SUV, 13 to 37 mm", Median(sized.Select(l => l.UptakeError)), "1", "loss to blur, before any correction");
    }

    private ValidationCheck Organ(string style, string name, IReadOnlyList<OrganAgreement> organs, double least) =>
        new(Name, $"{style}: {name}, mean Dice", organs.Count == 0 ? double.NaN : organs.Average(o => o.Dice), 1, 1 - least, false, "1", Source, organs.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"{(least > 0 ? $"at least {least:F2} asked for; " : "")}worst {organs.Min(o => o.Dice):F3} (seed {organs.MinBy(o => o.Dice)!.Seed}); surface Dice at one voxel {organs.Average(o => o.SurfaceDice):F3}; mean volume error {100 * organs.Average(o => o.VolumeError):F1} %"));

    /// <summary>A figure without a bar.</summary>
    private ValidationCheck Said(string name, double value, string unit, string note) => new(Name, name, value, value, 0, false, unit, Source, note + "; no bar");

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
