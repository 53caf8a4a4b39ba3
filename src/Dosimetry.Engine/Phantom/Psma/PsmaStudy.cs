using System.Globalization;
using Dosimetry.Dicom.Objects;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Phantom.Export;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// Writes a drawn patient as DICOM and NIfTI with the truth beside it. Where scans are shifted, each has a CT of its own and a frame of reference of its own;
/// the first SPECT/CT is the reference, and the structures are drawn on its CT.
/// </summary>
public sealed class PsmaStudy
{
    private readonly PsmaPatient patient;
    private readonly PhantomStudy study;
    private readonly ImageFiles files;
    private readonly string folder;
    private readonly string[] spects;

    private PsmaStudy(PsmaPatient patient, string folder)
    {
        (this.patient, this.folder) = (patient, folder);
        spects = [.. patient.Options.SpectTimes_h.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t:000}h"))];
        string key = string.Create(CultureInfo.InvariantCulture, $"psma/{patient.Body.Source}/{patient.Options.Seed}/{patient.Style.Name}/{patient.Options.Shifted}");
        study = new PhantomStudy(patient.Body.Patient, key, Frames());
        files = new ImageFiles(study, Directory.CreateDirectory(Path.Combine(folder, "dicom")).FullName);
        Directory.CreateDirectory(Path.Combine(folder, "nifti"));
    }

    /// <summary>Writes dicom/, nifti/, truth.json, case.json, calibration.json, labels.nii.gz. The same patient always gives the same bytes.</summary>
    /// <param name="patient">Whom.</param>
    /// <param name="folder">Where; created when absent.</param>
    /// <param name="structures">False leaves the true RTSTRUCT out of the DICOM, as in a case that nobody has drawn on.</param>
    /// <param name="progress">Told each step.</param>
    /// <param name="cancel">Ends it between two images.</param>
    public static Truth Write(PsmaPatient patient, string folder, bool structures = true, IProgress<string>? progress = null, CancellationToken cancel = default)
    {
        PsmaStudy writer = new(patient, folder);
        void Step(string text)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(text);
        }
        Step("CT");
        Volume<CtNumber> ct = writer.WriteCt(structures);
        Step("PET");
        writer.WritePet();
        List<TruthScan> scans = [];
        for (int n = 1; n <= patient.Options.SpectTimes_h.Count; n++)
        {
            Step("SPECT " + writer.spects[n - 1]);
            scans.Add(writer.WriteSpect(n, ct));
        }
        return writer.WriteTruth(scans);
    }

    private Dictionary<string, string>? Frames()
    {
        if (!patient.Options.Shifted) return null;
        Dictionary<string, string> frames = new() { ["pet-ac"] = "pet", ["ct-pet"] = "pet" };
        foreach (string hours in spects.Skip(1)) (frames["spect-" + hours], frames["ct-" + hours]) = (hours, hours);
        return frames;
    }

    private Volume<CtNumber> WriteCt(bool structures)
    {
        Volume<CtNumber> ct = patient.Ct();
        SeriesReference slices = files.WriteCt(ct);
        Nifti("ct", ct, NiftiDataType.Int16);
        IReadOnlyList<Region> regions = StructureFile.Regions(patient.Body, ct.Grid);
        if (structures)
            StructureFile.Write(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "dicom", "RTSTRUCT")).FullName, "RS_0001.dcm"), study, ct.Grid, slices, regions);
        NiftiFile.WriteLabels(Path.Combine(folder, "labels.nii.gz"), PhantomDocuments.Labels(ct.Grid, regions));
        return ct;
    }

    private void WritePet()
    {
        SimulatedPet pet = patient.Pet();
        files.WritePet(pet);
        Volume<Suv> suv = patient.SuvOf(pet);
        Nifti("pet_suv", suv);
        NiftiFile.WriteLabels(Path.Combine(folder, "nifti", "truth_on_pet.nii.gz"), patient.Truth(suv.Grid, 0));
        if (!patient.Options.Shifted) return;
        Volume<CtNumber> ct = patient.Ct(0);
        files.WriteCt(ct, new("CT_PET", "ct-pet", "pet", 3, PhantomStudy.PetInjection.AddHours(patient.Protocol.PetStart_h).AddMinutes(-2)));
        Nifti("ct_pet", ct, NiftiDataType.Int16);
    }

    private TruthScan WriteSpect(int number, Volume<CtNumber> reference)
    {
        string hours = spects[number - 1];
        SimulatedSpect spect = patient.Spect(number);
        string file = files.WriteSpect(spect, patient.Style.Spect, Activity.FromMBq(patient.Protocol.TherapyActivity_MBq), Nuclide.Lu177, number - 1);
        double perCount_Bq_per_ml = 1e6 / patient.Style.Spect.CountsPerMBq / spect.Grid.VoxelVolume_ml;
        Nifti("spect_" + hours, new Volume<ActivityConcentration>(spect.Grid, Array.ConvertAll(spect.Counts, c => (float)(c * perCount_Bq_per_ml))));
        if (patient.ShiftOf(number) is not null)
        {
            Volume<CtNumber> ct = patient.Ct(number);
            files.WriteCt(ct, new("CT_" + hours, "ct-" + hours, "therapy", 30 + number, PhantomStudy.TherapyInjection.AddHours(spect.Start_h).AddMinutes(-5)));
            Nifti("ct_" + hours, ct, NiftiDataType.Int16);
        }
        return new(file, spect.Start_h, spect.TrueActivity_MBq, spect.Counts.Sum(c => (long)c));
    }

    private Truth WriteTruth(IReadOnlyList<TruthScan> scans)
    {
        PsmaProtocol p = patient.Protocol;
        Truth truth = PhantomDocuments.TruthOf(patient.Body, patient.Options.Seed, patient.Kinetics, Activity.FromMBq(p.TherapyActivity_MBq), patient.Style.Spect, scans,
            new("Ga-68", p.TracerActivity_MBq, PhantomStudy.PetInjection, p.PetStart_h)) with
        {
            Style = patient.Style.Name,
            ImageModel = string.Create(CultureInfo.InvariantCulture, $"Gaussian blur (PET {patient.Style.Pet.Fwhm_mm} mm, SPECT {patient.Style.Spect.Fwhm_mm} mm FWHM) of the true activity, counting noise; no attenuation, scatter, dead time or reconstruction"),
            Shifts = patient.Options.Shifted ? [.. Enumerable.Range(0, scans.Count + 1).Select(patient.ShiftOf).OfType<ScanShift>()] : null,
            Physiology = new(p, patient.Physiology, PsmaPhysiology.Tracer(patient.Options.Seed)),
        };
        PhantomDocuments.Write(folder, patient.Body, truth, patient.Options.Shifted ? study.Uid("ct") : null);
        return truth;
    }

    private void Nifti<T>(string name, Volume<T> volume, NiftiDataType type = NiftiDataType.Float32) where T : struct, IQuantity =>
        NiftiFile.Write(Path.Combine(folder, "nifti", name + ".nii.gz"), type == NiftiDataType.Int16 ? volume.Map<T>(MathF.Round) : volume, type);
}
