using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report.Export;
using Dosimetry.Engine.Report.Html;
using Dosimetry.Engine.Report.Pictures;
using Dosimetry.Engine.Report.Tables;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report;

/// <summary>The files of a finished case. Each is written under another name and renamed, so that a reader sees a whole file or none.</summary>
public static class ReportFiles
{
    /// <summary>Names of the files that other parts of the product look for.</summary>
    public const string Result = "result.json", Annex = "report-annex.json", Html = "report.html", Pdf = "report.pdf", Dose = "dose.nii.gz", Sigma = "dose-sigma.nii.gz", Evaluation = "evaluation.json",
        Labels = "labels.nii.gz", Bed = "bed.nii.gz", Eqd2 = "eqd2.nii.gz";

    /// <summary>Writes everything but the PDF, which a child process prints from the HTML.</summary>
    /// <param name="record">The case.</param>
    /// <param name="folder">An existing folder.</param>
    /// <returns>The document as written.</returns>
    /// <exception cref="RefusedException">The dose grid cannot be written as DICOM.</exception>
    public static ReportDocument Write(CaseRecord record, string folder)
    {
        ReportDocument document = ReportBuilder.Build(record);
        var dicom = new DicomExport(record, document);
        Atomic(folder, "rtdose.dcm", dicom.Dose(32));
        Atomic(folder, "rtdose-16bit.dcm", dicom.Dose(16));
        Atomic(folder, "rtstruct.dcm", dicom.Structures());
        Atomic(folder, "rtplan.dcm", dicom.Plan());
        Atomic(folder, "dvh.csv", ReportTables.Dvh(document));
        Atomic(folder, "regions.csv", ReportTables.Regions(document));
        Atomic(folder, "activities.csv", ReportTables.Activities(document));
        Atomic(folder, Evaluation, JsonSerializer.Serialize(record.Evaluation, EngineJson.Options));
        ReportAnnex annex = new(ReportPictures.Of(record), record.PhysicalHalfLife_h);
        Atomic(folder, Html, ReportHtml.Write(document, annex.Pictures, annex.PhysicalHalfLife_h));
        Atomic(folder, Annex, JsonSerializer.Serialize(annex, EngineJson.Options));
        NiftiFile.Write(Path.Combine(folder, Dose), record.Dose.Dose);
        NiftiFile.WriteLabels(Path.Combine(folder, Labels), LabelExport.ToLabels(record.Regions));
        if (record.Biological is { } biological)
        {
            NiftiFile.Write(Path.Combine(folder, Bed), biological.Bed);
            NiftiFile.Write(Path.Combine(folder, Eqd2), biological.Eqd2);
        }
        if (record.Dose.Sigma is { } sigma) NiftiFile.Write(Path.Combine(folder, Sigma), sigma);
        Atomic(folder, Result, ResultJson.Write(document));
        return document;
    }

    /// <summary>
    /// The report of a finished dose with a plan in it, or another one: the document is sealed anew, figures and pictures are those of the dose.
    /// </summary>
    /// <param name="doseFolder">Where <see cref="Write"/> wrote.</param>
    /// <param name="plan">The plan that a person chose.</param>
    /// <param name="folder">An existing folder, for the document and the HTML.</param>
    /// <exception cref="RefusedException">REPORT.NOT_READABLE: the dose was written by another version.</exception>
    public static ReportDocument WritePlan(string doseFolder, ReportPlan plan, string folder)
    {
        string path = Path.Combine(doseFolder, Annex);
        if (!File.Exists(path)) throw new RefusedException("REPORT.NOT_READABLE", "The dose was computed by an older version that kept no pictures. Compute it again, then add the plan.");
        ReportAnnex annex = JsonSerializer.Deserialize<ReportAnnex>(File.ReadAllText(path), EngineJson.Options)!;
        ReportDocument document = ResultJson.Seal(ResultJson.Read(File.ReadAllText(Path.Combine(doseFolder, Result))) with { Plan = plan });
        Atomic(folder, Html, ReportHtml.Write(document, annex.Pictures, annex.PhysicalHalfLife_h));
        Atomic(folder, Result, ResultJson.Write(document));
        return document;
    }

    private static void Atomic(string folder, string name, string text) => Atomic(folder, name, System.Text.Encoding.UTF8.GetBytes(text));

    private static void Atomic(string folder, string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path + ".part", bytes);
        File.Move(path + ".part", path, overwrite: true);
    }
}

/// <summary>What the HTML holds beside the document: pictures, and the half-life of the reference lines. Kept so that a report can be written again.</summary>
internal sealed record ReportAnnex(IReadOnlyList<ReportPicture> Pictures, double? PhysicalHalfLife_h);
