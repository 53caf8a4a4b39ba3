using System.Globalization;
using System.IO.Compression;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cli.Validate;

/// <summary>Digital reference objects of PET: SUV minimum, median and maximum inside the object's mask, whatever way the header takes to say the same.</summary>
internal sealed class SuvObjects : IValidationGroup
{
    private const string Source = "digital reference objects, oncoray/suv_computation (CC BY 4.0)";

    public string Name => "suv-objects";

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        foreach (string line in File.ReadLines(context.Reference("dicom", "pet-suv-dro", "expected.csv")).Skip(1))
        {
            string[] cells = line.Replace("\"", "").Split(',');
            string zip = Path.Combine(context.Reference("dicom", "pet-suv-dro"), cells[1] + ".zip");
            if (!File.Exists(zip)) continue; // the table lists more objects than the folder holds
            float[] inside = [.. Suv(zip, Path.Combine(context.WorkFolder, cells[1])).Order()];
            double[] expected = [.. cells[^6..^3].Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
            yield return Check(cells[1], "minimum", inside[0], expected[0], 0.02);
            yield return Check(cells[1], "median", inside[inside.Length / 2], expected[1], 0.01);
            yield return Check(cells[1], "maximum", inside[^1], expected[2], 0.01);
        }
    }

    private ValidationCheck Check(string id, string what, double suv, double expected, double tolerance) =>
        new(Name, $"{id} {what}", suv, expected, tolerance, true, "g/ml", Source);

    private static IEnumerable<float> Suv(string zip, string folder)
    {
        ImportedStudy study = StudyImporter.CreateDefault().Import(zip, folder);
        ImportedSeries pet = study.Series.First(s => s.Pet?.SuvFactor is not null);
        Volume<Dimensionless> stored = NiftiFile.Read<Dimensionless>(Path.Combine(folder, pet.File));
        using ZipArchive archive = ZipFile.OpenRead(zip);
        string mask = Path.Combine(folder, "mask.nii.gz");
        archive.Entries.First(e => e.Name == "DRO_mask.nii.gz").ExtractToFile(mask, overwrite: true);
        float[] weights = new Engine.Segment.MaskShape(Read(mask).Grid, Read(mask).Values).WeightsOn(stored.Grid);
        return stored.Values.Where((_, n) => weights[n] > 0.5f).Select(v => (float)(v * pet.Pet!.SuvFactor!.Value));
    }

    private static Volume<Dimensionless> Read(string path) => NiftiFile.Read<Dimensionless>(path);
}
