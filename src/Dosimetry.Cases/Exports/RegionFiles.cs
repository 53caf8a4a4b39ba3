using System.IO.Compression;
using System.Reflection;
using Dosimetry.Cases.Audit;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Export;

namespace Dosimetry.Cases.Exports;

/// <summary>The regions of a case as files for other systems: DICOM SEG, RTSTRUCT, or a zip of a NIfTI label volume with its names. Every export is in the trail.</summary>
public sealed class RegionFiles(CurrentRegions regions, CaseResults results, AuditTrail audit, TimeProvider time)
{
    /// <summary>Names of the files.</summary>
    public const string Seg = "seg.dcm", Structures = "rtstruct.dcm", Labels = "labels.zip";

    /// <summary>The program that stands in exported objects.</summary>
    public ExportMaker Maker => new("Dosimetry Planner", typeof(RegionFiles).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown",
        time.GetUtcNow().UtcDateTime);

    /// <summary>One file of the regions as they are now, or null when the name is none of ours.</summary>
    /// <exception cref="RefusedException">EXPORT.NO_REGIONS.</exception>
    public byte[]? Make(Actor actor, string caseId, string name)
    {
        if (name is not (Seg or Structures or Labels)) return null;
        LabelVolume labels = regions.Labels(caseId) ?? throw new RefusedException("EXPORT.NO_REGIONS", "This case has no regions yet: compute them first.");
        audit.Record(actor, "regions.export", "case", caseId, name);
        if (name == Labels) return Zipped(labels);
        ImportedStudy study = results.Import(caseId)?.Study ?? throw new RefusedException("EXPORT.NO_IMPORT", "This case has no images any more.");
        ImportedSeries drawnOn = study.Series.FirstOrDefault(s => s.Quantity == CtNumber.Name) ?? study.Series[0];
        RegionExport export = new(study, drawnOn, labels, Maker);
        return name == Seg ? export.Seg() : export.Structures();
    }

    private static byte[] Zipped(LabelVolume labels)
    {
        string folder = Directory.CreateTempSubdirectory("dosimetry-labels-").FullName;
        try
        {
            NiftiFile.WriteLabels(Path.Combine(folder, "labels.nii.gz"), labels);
            using MemoryStream zip = new();
            ZipFile.CreateFromDirectory(folder, zip);
            return zip.ToArray();
        }
        finally { Directory.Delete(folder, recursive: true); }
    }
}
