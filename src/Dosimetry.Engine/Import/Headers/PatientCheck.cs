using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>
/// Who is in the files. Two Patient IDs (or, without IDs, two names) in one import are two patients until a person says otherwise; an image that lacks
/// an ID goes with the others.
/// </summary>
internal sealed class PatientCheck
{
    private readonly Dictionary<string, (ImportedPatient Patient, int Count)> _patients = [];

    public void Add(DicomDataSet data, ObjectKind kind)
    {
        string? id = data.String(DicomTags.PatientID), name = data.String(DicomTags.PatientName);
        if (id is null && name is null) return;
        string key = id is null ? "name:" + name!.TrimEnd('^').ToUpperInvariant() : "id:" + id;
        (ImportedPatient? known, int count) = _patients.GetValueOrDefault(key);
        _patients[key] = (known is null || known.Weight_kg is null && kind == ObjectKind.Pet ? Read(data, id, name) : known, count + 1);
    }

    /// <summary>The patient with most objects, or one without any particulars.</summary>
    public ImportedPatient Main => _patients.Count == 0
        ? new ImportedPatient(null, null, null, null, null, null)
        : _patients.Values.MaxBy(p => p.Count).Patient;

    public void Report(FindingLog findings)
    {
        if (_patients.Count > 1)
            findings.Error("IMPORT.PATIENTS_MIXED", $"The files belong to {_patients.Count} patients ({string.Join(", ", _patients.Values.Select(p => $"{p.Count} objects of {p.Patient.Id ?? p.Patient.Name}"))}). Cure: import one patient at a time; accept only when it is the same person under two identifiers.");
        else if (_patients.Count == 0)
            findings.Warn("IMPORT.PATIENT_UNKNOWN", "The files carry neither Patient ID nor name: check that they belong together.");
    }

    private static ImportedPatient Read(DicomDataSet data, string? id, string? name)
    {
        double? weight = data.Double(DicomTags.PatientWeight) is > 0 and var w ? w > 1000 ? w / 1000 : w : null;
        double? height_cm = data.Double(DicomTags.PatientSize) is > 0 and var h ? h > 3 ? h : h * 100 : null;
        return new ImportedPatient(id, name, data.String(DicomTags.PatientSex), data.Date(DicomTags.PatientBirthDate)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), weight, height_cm);
    }
}
