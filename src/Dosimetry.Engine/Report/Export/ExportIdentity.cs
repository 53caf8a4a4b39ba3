using System.Globalization;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Report.Export;

/// <summary>
/// Who and where: patient, study and frame of reference are those of the input images, so that a receiver puts the objects beside them. Identifiers of the
/// new objects come from the result's hash and the time it was made: no clock, no chance.
/// </summary>
internal sealed class ExportIdentity
{
    private readonly CaseRecord _record;
    private readonly string _seed;

    public ExportIdentity(CaseRecord record, ReportDocument document)
    {
        (_record, _seed) = (record, $"{document.ContentHash} {document.Provenance.Created}");
        Spect = record.Study.Series.First(s => s.Id == record.Aligned.Spect[0].SeriesId);
        string? frame = record.Study.Series.FirstOrDefault(s => s.Modality == "CT" && record.Quantified.Ct is not null)?.FrameOfReferenceUid ?? Spect.FrameOfReferenceUid;
        FrameOfReferenceUid = DicomUid.IsValid(frame) ? frame! : DicomUid.From(_seed, "frame");
        StudyUid = Valid(Spect.StudyInstanceUid, "study");
    }

    /// <summary>The series whose grid carries regions and dose.</summary>
    public ImportedSeries Spect { get; }
    /// <summary>That of the CT, else of the SPECT; made from the result only when neither names one.</summary>
    public string FrameOfReferenceUid { get; }
    /// <summary>Study of the SPECT.</summary>
    public string StudyUid { get; }

    /// <summary>SOP Instance UID of a role: rtstruct, rtplan, rtdose, rtdose-16bit.</summary>
    public string Uid(string role) => DicomUid.From(_seed, role);

    /// <summary>The header of a new object.</summary>
    public ObjectHeader Header(string role, int seriesNumber, string description)
    {
        ImportedPatient p = _record.Study.Patient;
        return new ObjectHeader(
            new PatientModule(p.Id ?? _record.Case.Patient.Id, p.Name, p.Sex is "M" or "F" or "O" ? p.Sex : null, BirthDate(p.BirthDate), p.Weight_kg, p.Height_cm),
            new StudyModule(StudyUid, null, null, null),
            new SeriesModule(Uid(role + " series"), seriesNumber, Moment, description, FrameOfReferenceUid),
            new EquipmentModule("Dosimetry Planner contributors", _record.Provenance.Software, $"{_record.Provenance.Version} {_record.Provenance.Commit}"),
            Uid(role), 1, Moment);
    }

    /// <summary>References to the instances of the SPECT.</summary>
    public SeriesReference SpectReference => new(StudyUid, Valid(Spect.SeriesInstanceUid, "spect series"), SpectInstances);

    /// <summary>The instances of the SPECT; one made from the result when the input was no DICOM.</summary>
    public IReadOnlyList<InstanceReference> SpectInstances => Spect.InstanceUids.Count > 0
        ? [.. Spect.InstanceUids.Select(uid => new InstanceReference(Spect.SopClassUid ?? SopClass.NuclearMedicine, uid))]
        : [new InstanceReference(Spect.SopClassUid ?? SopClass.NuclearMedicine, Uid("spect instance"))];

    private DateTime? Moment => DateTime.TryParse(_record.Provenance.Created, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTime made) ? made : null;

    private string Valid(string uid, string role) => DicomUid.IsValid(uid) ? uid : DicomUid.From(_seed, role);

    internal static DateOnly? BirthDate(string? text) =>
        DateOnly.TryParseExact(text, ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;
}
