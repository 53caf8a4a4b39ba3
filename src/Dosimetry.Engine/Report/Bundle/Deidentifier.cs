using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Report.Bundle;

/// <summary>
/// Takes away who a patient is and when it was, and keeps what dosimetry needs: names, birth date, descriptions and serial numbers go; identifiers are
/// replaced, dates move back by whole days. Pseudonym, identifiers and shift follow from a secret key and the patient, so that two bundles of one patient
/// fit together and nobody without the key finds the way back. After PS3.15 annex E (basic profile, with patient characteristics and modified dates kept).
/// Not taken away: the patient's shape. A CT or PET of the head shows a face.
/// </summary>
public sealed class Deidentifier
{
    /// <summary>Least length of a key.</summary>
    public const int LeastKey_bytes = 16;

    private const int LeastShift_days = 365, ShiftRange_days = 3650;
    /// <summary>What says how an image was made; serial numbers, stations and institutions are not among it.</summary>
    private static readonly string[] KeptDevice = ["manufacturer", "model", "reconstruction", "kernel", "collimator", "energyWindows", "corrections", "attenuationCorrection", "scatterCorrection"];
    private readonly byte[] _key;
    private readonly int _daysBack;

    /// <summary>Prepares the replacement for one patient.</summary>
    /// <param name="key">Secret of the installation.</param>
    /// <param name="patient">What tells this patient from others: identifier, else the study.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public Deidentifier(byte[] key, string patient)
    {
        if (key.Length < LeastKey_bytes) throw new ArgumentException($"The key has {key.Length} bytes; {LeastKey_bytes} or more are needed.", nameof(key));
        _key = key;
        Pseudonym = "P-" + Convert.ToHexString(Hash("patient", patient))[..12];
        _daysBack = LeastShift_days + (int)(BinaryPrimitives.ReadUInt32LittleEndian(Hash("days", patient)) % ShiftRange_days);
    }

    /// <summary>Name and identifier of the patient from now on.</summary>
    public string Pseudonym { get; }

    /// <summary>A moment moved back by the patient's days; the time of day and all intervals stay.</summary>
    public DateTime Shift(DateTime moment) => moment.AddDays(-_daysBack);

    /// <summary>The identifier that takes the place of another, always the same one.</summary>
    public string Uid(string uid) => DicomUid.From(Convert.ToHexString(Hash("uid", uid)));

    /// <summary>The study without its identity. Structure sets are left out (their labels are free text); findings keep severity and code.</summary>
    public ImportedStudy Study(ImportedStudy study) => new(
        study.Folder, new ImportedPatient(Pseudonym, Pseudonym, study.Patient.Sex, null, study.Patient.Weight_kg, study.Patient.Height_cm),
        [.. study.Series.Select(Series)], [], [.. study.Findings.Select(f => new Finding(f.Severity, f.Code, ""))]);

    /// <summary>The 80-character description of a NIfTI header with its reference time moved.</summary>
    public string NiftiDescription(string description)
    {
        IEnumerable<string> parts = description.Split(';').Where(p => p.StartsWith("quantity=", StringComparison.Ordinal) || p.StartsWith("unit=", StringComparison.Ordinal) || p.StartsWith("time=", StringComparison.Ordinal));
        return string.Join(';', parts.Select(p => !p.StartsWith("time=", StringComparison.Ordinal) ? p
            : DateTime.TryParse(p["time=".Length..], CultureInfo.InvariantCulture, out DateTime at) ? $"time={Shift(at):s}" : "time="));
    }

    private ImportedSeries Series(ImportedSeries s) => s with
    {
        SeriesInstanceUid = Uid(s.SeriesInstanceUid), StudyInstanceUid = Uid(s.StudyInstanceUid), FrameOfReferenceUid = s.FrameOfReferenceUid is { } f ? Uid(f) : null,
        Description = null, AcquisitionTime = Moved(s.AcquisitionTime), File = $"images/{s.Id.Replace('/', '-')}.nii.gz",
        InstanceUids = [.. s.InstanceUids.Select(Uid)],
        Device = s.Device.Where(d => KeptDevice.Contains(d.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(d => d.Key, d => d.Value),
        Pet = s.Pet is { } pet ? pet with { InjectionTime = Moved(pet.InjectionTime), ReferenceTime = Moved(pet.ReferenceTime), Refusals = [.. pet.Refusals.Select(f => new Finding(f.Severity, f.Code, ""))] } : null,
        Nm = s.Nm is { } nm ? nm with { InjectionTime = Moved(nm.InjectionTime) } : null,
    };

    private DateTime? Moved(DateTime? moment) => moment is { } at ? Shift(at) : null;

    private byte[] Hash(string role, string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{role}\u001F{text}"));
}
