using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Export;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Phantom;

/// <summary>What lies beside a virtual patient's images: truth.json, case.json, calibration.json, labels.</summary>
internal static class PhantomDocuments
{
    /// <summary>Writes the three documents; <paramref name="ctSeriesUid"/> names the CT where there are several.</summary>
    public static void Write(string folder, Anatomy anatomy, Truth truth, string? ctSeriesUid)
    {
        WriteJson(folder, "truth.json", truth);
        WriteJson(folder, "calibration.json", truth.Calibration);
        File.WriteAllText(Path.Combine(folder, "case.json"), CaseReader.Write(CaseOf(anatomy, truth, ctSeriesUid)));
    }

    private static void WriteJson(string folder, string name, object document) =>
        File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(document, EngineJson.Options));

    /// <summary>Labels on the CT grid: the region with the largest share, where that is at least half.</summary>
    public static LabelVolume Labels(Grid ct, IReadOnlyList<Region> regions)
    {
        ushort[] labels = new ushort[ct.Count];
        for (int r = 0; r < regions.Count; r++)
            for (int v = 0; v < regions[r].Voxels.Length; v++)
                if (regions[r].Weights[v] >= 0.5f) labels[regions[r].Voxels[v]] = (ushort)(r + 1);
        return new(ct, labels, regions.Select((r, n) => (r.Name, n)).ToDictionary(p => p.n + 1, p => p.Name));
    }

    /// <summary>The truth of a patient: <paramref name="therapy"/> given, kinetics and scans as simulated.</summary>
    public static Truth TruthOf(Anatomy anatomy, ulong seed, TrueKinetics kinetics, Activity therapy, SpectCamera camera, IReadOnlyList<TruthScan> scans, TruthPet pet)
    {
        TruthRegion[] regions = [.. kinetics.Regions.Select(r => RegionOf(r, therapy))];
        TruthLesion[] lesions = [.. anatomy.Lesions.Where(l => regions.Any(r => r.Name == l.Name)).Select(l => new TruthLesion(
            l.Name, l.Site, l.Place, [l.Centre_mm.X, l.Centre_mm.Y, l.Centre_mm.Z], l.Diameter_mm,
                regions.First(r => r.Name == l.Name).Volume_ml))];
        return new(anatomy.Source, seed, anatomy.Patient,
            new("Lu-177", "PSMA-617", therapy.MBq, PhantomStudy.TherapyInjection),
            new(camera.Sensitivity_cps_per_MBq_per_head, true, camera.Heads, 0.03, camera.Acquisition.Seconds),
            regions, lesions, scans, pet, anatomy.Findings);
    }

    private static TruthRegion RegionOf(TrueRegion r, Activity therapy)
    {
        double dose_Gy = TimeIntegratedActivity.FromMBqH(r.Curve.Tia_MBq_h).BqS * Nuclide.Lu177.ElectronEnergy.Joule / (1e-3 * r.Mass_g);
        return new TruthRegion(r.Name, r.Volume_ml, r.Mass_g, r.Curve.Tia_MBq_h, dose_Gy, dose_Gy / therapy.GBq, r.Suv,
            (r.Curve as ExponentialCurve)?.Terms ?? [])
        {
            Curve = r.Curve is SampledCurve sampled ? new(sampled.Times_h, sampled.Activities_MBq) : null,
        };
    }

    private static CaseDescription CaseOf(Anatomy anatomy, Truth truth, string? ctSeriesUid) => new()
    {
        Name = "Virtual patient: " + anatomy.Source,
        Patient = new() { Id = anatomy.Patient.Id, Sex = anatomy.Patient.Sex, Weight_kg = anatomy.Patient.Weight_kg,
            Height_cm = anatomy.Patient.Height_cm },
        Radiopharmaceutical = new()
        {
            Nuclide = truth.Administration.Nuclide, Ligand = truth.Administration.Ligand, Activity_MBq = truth.Administration.Activity_MBq,
            InjectionTime = truth.Administration.InjectionTime, Route = "intravenous",
        },
        Inputs = new() { Path = "dicom", Ct = ctSeriesUid is null ? null : new CaseInput(ctSeriesUid) },
        Calibration = new()
        {
            Sensitivity_cps_per_MBq = truth.Calibration.Sensitivity_cps_per_MBq, PerHead = true, Heads = truth.Calibration.Heads,
                RelSigma = truth.Calibration.RelSigma,
            Geometry = "virtual camera, stated by the phantom", Corrections = ["attenuation (ideal)", "scatter (ideal)"],
        },
        Protocol = new() { Engine = "voxel-s" },
    };
}
