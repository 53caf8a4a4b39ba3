using Dosimetry.Cases;

namespace Dosimetry.Web.Model;

/// <summary>A file of a dose result that a person may want to save, with what it is for.</summary>
public sealed record ExportFile(string Name, string Title, string Purpose)
{
    private static readonly ExportFile[] Known =
    [
        new("report.pdf", "Report (PDF)", "for print"),
        new("report.html", "Report (HTML)", "the record: one file with everything inside"),
        new("result.json", "Result (JSON)", "every figure, for programs"),
        new("rtdose.dcm", "Dose (DICOM RTDOSE)", "32 bit, Gy"),
        new("rtdose-16bit.dcm", "Dose (DICOM RTDOSE, 16 bit)", "for older receivers"),
        new("rtstruct.dcm", "Regions (DICOM RTSTRUCT)", "on the dose grid's frame of reference"),
        new("rtplan.dcm", "Plan label (DICOM RT Plan)", "what the dose refers to; no beams"),
        new("dvh.csv", "Histograms (CSV)", "curves of every region"),
        new("regions.csv", "Dose figures (CSV)", "table of every region"),
        new("dose.nii.gz", "Dose map (NIfTI)", "Gy per voxel"),
        new("bed.nii.gz", "BED map (NIfTI)", "Gy per voxel, 0 outside regions with radiobiology"),
        new("eqd2.nii.gz", "EQD2 map (NIfTI)", "Gy per voxel, 0 outside regions with radiobiology"),
        new("labels.nii.gz", "Regions (NIfTI)", "label volume on the dose grid; names in labels.json"),
    ];

    /// <summary>Files of a result, known ones first and in words; others by their names.</summary>
    public static IReadOnlyList<ExportFile> Of(CaseResult result) =>
        [.. Known.Where(k => result.Files.ContainsKey(k.Name)), .. result.Files.Keys.Except(Known.Select(k => k.Name)).Order().Select(n => new ExportFile(n, n, ""))];
}
