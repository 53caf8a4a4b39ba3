using System.Globalization;
using Dosimetry.Dicom.Objects;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Export;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Phantom;

/// <summary>Choices of <c>dosimetry phantom</c>.</summary>
public sealed record PhantomOptions(ulong Seed)
{
    /// <summary>CT with the pixels of the label volume (512 × 512 for the built-in body) instead of 2.5 mm.</summary>
    public bool FinestCt { get; init; }
    /// <summary>SPECT times in h after injection.</summary>
    public IReadOnlyList<double> SpectTimes_h { get; init; } = [4, 24, 96, 168];
}

/// <summary>From an anatomy to a folder as a hospital would send it, with the truth beside it.</summary>
public static class PhantomFactory
{
    private static readonly Activity Therapy = Activity.FromMBq(7400), Tracer = Activity.FromMBq(150);

    /// <summary>
    /// Writes CT, PET, SPECT_*, RTSTRUCT under <c>dicom/</c> and truth.json, case.json, calibration.json, labels.nii.gz, labels.json
    /// beside it.
    /// The same anatomy and options always give the same bytes.
    /// </summary>
    public static Truth Write(Anatomy anatomy, PhantomOptions options, string folder, IProgress<string>? progress = null,
        CancellationToken cancel = default)
    {
        string dicom = Directory.CreateDirectory(Path.Combine(folder, "dicom")).FullName;
        PhantomStudy study = new(anatomy.Patient, string.Create(CultureInfo.InvariantCulture,
            $"{anatomy.Source}/{options.Seed}/{options.FinestCt}"));
        ImageFiles files = new(study, dicom);
        TrueKinetics kinetics = new(anatomy, options.Seed, Therapy, Nuclide.Lu177.ElectronEnergy);
        void Step(string text)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(text);
        }
        Step("CT");
        Volume<CtNumber> ct = CtSimulation.Of(anatomy, options.Seed, options.FinestCt);
        SeriesReference slices = files.WriteCt(ct);
        Step("structures");
        IReadOnlyList<Region> regions = StructureFile.Regions(anatomy, ct.Grid);
        StructureFile.Write(Path.Combine(Directory.CreateDirectory(Path.Combine(dicom, "RTSTRUCT")).FullName, "RS_0001.dcm"), study,
            ct.Grid, slices, regions);
        NiftiFile.WriteLabels(Path.Combine(folder, "labels.nii.gz"), PhantomDocuments.Labels(ct.Grid, regions));
        Step("PET");
        ActivityImage image = new(anatomy);
        SimulatedPet pet = PetSimulation.Of(image, kinetics, anatomy.Patient, Nuclide.Ga68, Tracer, options.Seed);
        files.WritePet(pet);
        List<TruthScan> scans = [];
        foreach (double time_h in options.SpectTimes_h)
        {
            Step(string.Create(CultureInfo.InvariantCulture, $"SPECT {time_h} h"));
            SimulatedSpect spect = SpectSimulation.Of(image, kinetics, SpectCamera.Default, time_h, options.Seed);
            string file = files.WriteSpect(spect, SpectCamera.Default, Therapy, Nuclide.Lu177, scans.Count);
            scans.Add(new(file, time_h, spect.TrueActivity_MBq, spect.Counts.Sum(c => (long)c)));
        }
        Truth truth = PhantomDocuments.TruthOf(anatomy, options.Seed, kinetics, Therapy, SpectCamera.Default, scans,
            new("Ga-68", Tracer.MBq, PhantomStudy.PetInjection, 1));
        PhantomDocuments.Write(folder, anatomy, truth, null);
        return truth;
    }
}
