using System.CommandLine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry import PATH --out DIR</c>: files in, volumes in physical units and <c>import.json</c> out.</summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        Argument<string> path = new("PATH") { Description = "A folder, a file or a zip of DICOM or NIfTI." };
        Option<string?> output = new("--out") { Description = "Folder for the volumes and import.json; without it nothing is kept." };
        Command command = new("import", "Reads DICOM or NIfTI, sorts it into series and time points, and says everything it assumed.") { path, output };
        return command.Does((parsed, cancel) =>
        {
            if (parsed.GetValue(output) is { } folder)
                return Result(ImportedInput.Importer().Import(parsed.GetValue(path)!, folder, ImportedInput.Progress, cancel));
            using ImportedInput input = ImportedInput.Open(parsed.GetValue(path)!, cancel);
            return Result(input.Study);
        });
    }

    private static VerbResult Result(ImportedStudy study)
    {
        if (study.Series.Count == 0 && study.StructureSets.Count == 0)
            return ImportedInput.Refuse("nothing in it can be used.", [.. study.Findings, new Finding(
                Severity.Error, "IMPORT.NOTHING_USABLE", $"Nothing in it can be used. {study.Findings.OrderByDescending(f => f.Severity).FirstOrDefault()?.Text}")]);
        object document = new { Series = study.Series.Select(Described), study.StructureSets, study.Findings };
        IEnumerable<string> series = study.Series.Select(s => FormattableString.Invariant(
            $"{s.Id,-10} {s.Modality,-6} {string.Join(" x ", s.Size)} voxels of {string.Join(" x ", s.Spacing_mm.Select(v => v.ToString("F3", System.Globalization.CultureInfo.InvariantCulture)))} mm, {s.Quantity} in {s.Unit}, {s.AcquisitionTime:yyyy-MM-dd HH:mm:ss}"));
        IEnumerable<string> structures = study.StructureSets.Select(s => $"{s.Id,-10} {s.Kind}: {string.Join(", ", s.Regions.Select(r => r.Name))}");
        return new VerbResult(document, [.. series, .. structures, .. ImportedInput.Lines(study.Findings)]);
    }

    private static object Described(ImportedSeries s) => new
    {
        s.Id, s.Modality, s.Quantity, s.Unit, s.File, s.Size, s.Spacing_mm, s.Affine, Time = s.AcquisitionTime,
        s.SeriesInstanceUid, s.StudyInstanceUid, s.FrameOfReferenceUid, s.Description, s.Instances, s.Pet, s.Nm, s.Device,
    };
}
