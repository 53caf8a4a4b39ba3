using System.Globalization;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Foundation;
using DicomAdministration = Dosimetry.Dicom.Objects.Administration;

namespace Dosimetry.Engine.Phantom.Export;

/// <summary>
/// Header values of a virtual patient's examinations: fixed dates, identifiers made from the seed and the anatomy, one frame of reference
/// for all images
/// (they are registered by construction), but for the series that <paramref name="ownFrames"/> gives to a scan of its own.
/// </summary>
internal sealed class PhantomStudy(PhantomPatient patient, string key, IReadOnlyDictionary<string, string>? ownFrames = null)
{
    private static readonly EquipmentModule Scanner = new("Dosimetry Planner", "Virtual scanner", "0.1", "0", "PHANTOM");

    /// <summary>Injection of the PET tracer.</summary>
    public static readonly DateTime PetInjection = new(2026, 2, 9, 9, 12, 0);
    /// <summary>Injection of the therapy.</summary>
    public static readonly DateTime TherapyInjection = new(2026, 3, 2, 10, 5, 0);
    /// <summary>CT, before the first SPECT.</summary>
    public static readonly DateTime CtTime = new(2026, 3, 2, 13, 52, 0);

    /// <summary>The patient.</summary>
    public PhantomPatient Patient => patient;

    /// <summary>Frame of reference of a series.</summary>
    public string FrameOf(string series) => ownFrames is not null && ownFrames.TryGetValue(series, out string? scan)
        ? DicomUid.From("phantom", key, "frame", scan)
        : DicomUid.From("phantom", key, "frame");

    /// <summary>UID of an examination or series by its role.</summary>
    public string Uid(string role) => DicomUid.From("phantom", key, role);

    /// <summary>Header of instance <paramref name="number"/> of a series.</summary>
    public ObjectHeader Header(string study, DateTime studyTime, string series, int seriesNumber, string description, DateTime time,
        int number) => new(
        new PatientModule(patient.Id, patient.Name, patient.Sex,
            DateOnly.ParseExact(patient.BirthDate, "yyyyMMdd", CultureInfo.InvariantCulture), patient.Weight_kg, patient.Height_cm),
        new StudyModule(Uid(study), studyTime, study.ToUpperInvariant(), study == "pet" ? "PSMA PET" : "Lu-177 PSMA therapy", ""),
        new SeriesModule(Uid(series), seriesNumber, time, description, FrameOf(series)),
        Scanner, DicomUid.From("phantom", key, series, number.ToString(CultureInfo.InvariantCulture)), number, time, time);

    /// <summary>Plane of the first slice of a grid (i left, j back, k up), and the stack on it.</summary>
    public static ImageStack Stack(Grid grid)
    {
        Vector3D first = grid.Affine.Apply(0, 0, 0), step = grid.Spacing_mm;
        return new(new ImagePlane(new Lps(-first.X, -first.Y, first.Z), new Lps(1, 0, 0), new Lps(0, 1, 0), step.Y, step.X, grid.Ny,
            grid.Nx), step.Z, grid.Nz);
    }

    /// <summary>The tracer of the PET.</summary>
    public static DicomAdministration Tracer(Activity injected, Nuclide nuclide) =>
        new("PSMA-11", CodedConcept.Gallium68, injected.MBq, nuclide.HalfLife.Seconds,
            PetInjection) { PositronFraction = nuclide.PositronsPerDecay };

    /// <summary>The therapy.</summary>
    public static DicomAdministration Therapy(Activity injected, Nuclide nuclide) =>
        new("Lu-177 PSMA-617", CodedConcept.Lutetium177, injected.MBq, nuclide.HalfLife.Seconds, TherapyInjection);
}
