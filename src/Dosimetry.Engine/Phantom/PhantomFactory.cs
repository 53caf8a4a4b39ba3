using System.Globalization;
using System.Text.Json;
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
        NiftiFile.WriteLabels(Path.Combine(folder, "labels.nii.gz"), Labels(ct.Grid, regions));
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
        Truth truth = TruthOf(anatomy, options, kinetics, scans);
        WriteJson(folder, "truth.json", truth);
        WriteJson(folder, "calibration.json", truth.Calibration);
        File.WriteAllText(Path.Combine(folder, "case.json"), CaseReader.Write(CaseOf(anatomy, truth)));
        return truth;
    }

    private static void WriteJson(string folder, string name, object document) =>
        File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(document, EngineJson.Options));

    /// <summary>Labels on the CT grid: the region with the largest share, where that is at least half.</summary>
    private static LabelVolume Labels(Grid ct, IReadOnlyList<Region> regions)
    {
        ushort[] labels = new ushort[ct.Count];
        for (int r = 0; r < regions.Count; r++)
            for (int v = 0; v < regions[r].Voxels.Length; v++)
                if (regions[r].Weights[v] >= 0.5f) labels[regions[r].Voxels[v]] = (ushort)(r + 1);
        return new(ct, labels, regions.Select((r, n) => (r.Name, n)).ToDictionary(p => p.n + 1, p => p.Name));
    }

    private static Truth TruthOf(Anatomy anatomy, PhantomOptions options, TrueKinetics kinetics, IReadOnlyList<TruthScan> scans)
    {
        SpectCamera camera = SpectCamera.Default;
        TruthRegion[] regions = [.. kinetics.Regions.Select(r =>
        {
            double dose_Gy = TimeIntegratedActivity.FromMBqH(r.Curve.Tia_MBq_h).BqS * Nuclide.Lu177.ElectronEnergy.Joule / (1e-3 * r.Mass_g);
            return new TruthRegion(r.Name, r.Volume_ml, r.Mass_g, r.Curve.Tia_MBq_h, dose_Gy, dose_Gy / Therapy.GBq, r.Suv, r.Curve.Terms);
        })];
        TruthLesion[] lesions = [.. anatomy.Lesions.Where(l => regions.Any(r => r.Name == l.Name)).Select(l => new TruthLesion(
            l.Name, l.Site, l.Place, [l.Centre_mm.X, l.Centre_mm.Y, l.Centre_mm.Z], l.Diameter_mm,
                regions.First(r => r.Name == l.Name).Volume_ml))];
        return new(anatomy.Source, options.Seed, anatomy.Patient,
            new("Lu-177", "PSMA-617", Therapy.MBq, PhantomStudy.TherapyInjection),
            new(camera.Sensitivity_cps_per_MBq_per_head, true, camera.Heads, 0.03, camera.Acquisition.Seconds),
            regions, lesions, scans, new("Ga-68", Tracer.MBq, PhantomStudy.PetInjection, 1), anatomy.Findings);
    }

    private static CaseDescription CaseOf(Anatomy anatomy, Truth truth) => new()
    {
        Name = "Virtual patient: " + anatomy.Source,
        Patient = new() { Id = anatomy.Patient.Id, Sex = anatomy.Patient.Sex, Weight_kg = anatomy.Patient.Weight_kg,
            Height_cm = anatomy.Patient.Height_cm },
        Radiopharmaceutical = new()
        {
            Nuclide = truth.Administration.Nuclide, Ligand = truth.Administration.Ligand, Activity_MBq = truth.Administration.Activity_MBq,
            InjectionTime = truth.Administration.InjectionTime, Route = "intravenous",
        },
        Inputs = new() { Path = "dicom" },
        Calibration = new()
        {
            Sensitivity_cps_per_MBq = truth.Calibration.Sensitivity_cps_per_MBq, PerHead = true, Heads = truth.Calibration.Heads,
                RelSigma = truth.Calibration.RelSigma,
            Geometry = "virtual camera, stated by the phantom", Corrections = ["attenuation (ideal)", "scatter (ideal)"],
        },
        Protocol = new() { Engine = "voxel-s" },
    };
}
