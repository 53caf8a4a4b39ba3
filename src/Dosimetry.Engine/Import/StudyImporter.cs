using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Headers;
using Dosimetry.Engine.Import.Series;
using Dosimetry.Engine.Import.Sources;
using Dosimetry.Engine.Import.Structures;

namespace Dosimetry.Engine.Import;

/// <summary>
/// The import stage: untrusted files in, volumes in physical units and a record of every assumption out. Two passes: headers alone decide what belongs
/// together; then pixels are streamed slice by slice, so that a study of any size needs the memory of one file.
/// </summary>
public sealed class StudyImporter(ImportLimits limits, RegionAliases aliases, IPixelTranscoder? transcoder = null)
{
    private const string Quarantine = ".quarantine";

    /// <summary>An importer with the delivered limits and names; <paramref name="transcoder"/> decodes the JPEG family where it is there.</summary>
    public static StudyImporter CreateDefault(IPixelTranscoder? transcoder = null) => new(ImportLimits.Default, RegionAliases.OpenDefault(), transcoder);

    /// <summary>
    /// Reads a file, folder or zip and writes volumes, structures and <c>import.json</c> into <paramref name="folder"/>, which is made if absent.
    /// </summary>
    /// <param name="path">What to read.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="progress">Lines for a person: what is being read.</param>
    /// <param name="cancel">Stops between slices.</param>
    /// <exception cref="RefusedException">Nothing there, an empty folder, or an archive beyond the limits. Unusable files are findings instead.</exception>
    public ImportedStudy Import(string path, string folder, IProgress<string>? progress = null, CancellationToken cancel = default)
    {
        Directory.CreateDirectory(folder);
        string quarantine = Path.Combine(folder, Quarantine);
        Directory.CreateDirectory(quarantine);
        try
        {
            FindingLog findings = new();
            IReadOnlyList<SourceFile> files = new SourceWalker(limits, findings, quarantine).Collect(path, cancel);
            if (files.Count == 0 && findings.ToList().Count == 0)
                throw new RefusedException("IMPORT.EMPTY", "There is no file in it. Choose the folder or zip that holds the DICOM files.", Path.GetFileName(path));
            HeaderScan scan = Scan(files, findings, progress, cancel);
            ImportedStudy study = Convert(scan, new ImportContext(folder, findings, transcoder, cancel), progress);
            StudyFile.Write(study);
            return study;
        }
        finally
        {
            Directory.Delete(quarantine, recursive: true);
        }
    }

    private static HeaderScan Scan(IReadOnlyList<SourceFile> files, FindingLog findings, IProgress<string>? progress, CancellationToken cancel)
    {
        progress?.Report($"Reading {files.Count} headers");
        HeaderScan scan = new(findings);
        foreach (SourceFile file in files)
        {
            cancel.ThrowIfCancellationRequested();
            scan.Scan(file);
        }
        scan.Patients.Report(findings);
        return scan;
    }

    private ImportedStudy Convert(HeaderScan scan, ImportContext context, IProgress<string>? progress)
    {
        foreach (SeriesGroup maps in scan.Series.Where(s => s.Kind == ObjectKind.ValueMap)) ReadValueMaps(maps, context);
        List<ImportedSeries> series = [];
        List<ImportedStructureSet> structures = [];
        foreach (SeriesGroup group in scan.Series.OrderBy(s => s.Kind))
        {
            progress?.Report($"{group.Shown}: {group.Instances.Count} objects");
            series.AddRange(Volumes(group, context));
            structures.AddRange(Structures(group, context));
        }
        foreach (SourceFile nifti in scan.Nifti)
            if (NiftiSeries.Import(nifti, context) is { } volume) series.Add(volume);
        StudyChecks.Report(series, structures, context.Findings);
        return new ImportedStudy(context.Folder, scan.Patients.Main, series, structures, context.Findings.ToList());
    }

    private static IEnumerable<ImportedSeries> Volumes(SeriesGroup group, ImportContext context) => group.Kind switch
    {
        ObjectKind.Ct => One(CtSeries.Import(group, context)),
        ObjectKind.Pet => One(PetSeries.Import(group, context)),
        ObjectKind.Nm => NmSeries.Import(group, context),
        ObjectKind.Dose => DoseSeries.Import(group, context),
        _ => [],
    };

    private IEnumerable<ImportedStructureSet> Structures(SeriesGroup group, ImportContext context)
    {
        if (group.Kind == ObjectKind.Structures) return StructureSetImport.Import(group, context, aliases);
        if (group.Kind == ObjectKind.Segmentation) return SegmentationImport.Import(group, context, aliases);
        if (group.Kind is ObjectKind.Other or ObjectKind.Report or ObjectKind.Plan) ReportUnused(group, context.Findings);
        return [];
    }

    /// <summary>A secondary capture is a picture of an image: it may look like one, so it is named as more than "not needed".</summary>
    private static void ReportUnused(SeriesGroup group, FindingLog findings)
    {
        if (group.Instances.Count == 0) return;
        string? sopClass = group.Instances[0].SopClassUid, file = group.Instances[0].Source.Name;
        string name = ObjectKinds.Name(sopClass);
        if (name == "secondary capture")
            findings.Warn("IMPORT.SECONDARY_CAPTURE", $"{group.Instances.Count} secondary captures (pictures of a screen, without units or place); left out. Cure: send the original images.", file);
        else
            findings.Info("IMPORT.NOT_USED", $"{group.Instances.Count} × {name}: not used in dosimetry; left out.", file);
    }

    private static void ReadValueMaps(SeriesGroup group, ImportContext context)
    {
        foreach (InstanceHeader instance in group.Instances)
        {
            using FileStream stream = instance.Source.Open();
            context.ValueMaps.Add(DicomReader.Read(stream).DataSet);
            context.Findings.Info("IMPORT.VALUE_MAP", "A Real World Value Mapping was read; a map to Bq/ml is applied to the images it refers to, maps to SUV are not needed.", instance.Source.Name);
        }
    }

    private static IEnumerable<ImportedSeries> One(ImportedSeries? series) => series is null ? [] : [series];
}
