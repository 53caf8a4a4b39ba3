using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Report;

/// <summary>A made-up case with every field filled: an ellipsoid body with two kidneys, a liver and a lesion. Only shapes and names matter, not physics.</summary>
internal static class SampleRecord
{
    private static readonly Grid Spect = new(60, 40, 56, Affine.Diagonal(new(6, 6, 8), new(-177, -117, -220)));
    private static readonly Grid Fine = new(60, 40, 56, Affine.Diagonal(new(6, 6, 8), new(-177, -117, -220)));

    private sealed record Blob(string Name, RegionClass Class, Vector3D Centre, Vector3D Radii, double Peak, string Origin);

    private static readonly Blob Body = new("whole_body", RegionClass.Body, new(0, 0, 0), new(165, 105, 260), 0.8, "outline");
    private static readonly Blob[] Blobs =
    [
        new("kidney_left", RegionClass.Organ, new(-65, -35, 10), new(28, 26, 52), 40, "RTSTRUCT 1"),
        new("kidney_right", RegionClass.Organ, new(65, -35, 0), new(28, 26, 52), 38, "RTSTRUCT 1"),
        new("liver", RegionClass.Organ, new(70, 20, 90), new(65, 55, 48), 6, "RTSTRUCT 1"),
        new("lesion_001", RegionClass.Lesion, new(10, -60, -120), new(20, 18, 22), 150, "PET SUV ≥ 3, 26-connected"),
    ];

    private static readonly Lazy<CaseRecord> Made = new(Make);

    /// <summary>The record; made once, it is immutable.</summary>
    public static CaseRecord Full() => Made.Value;

    private static CaseRecord Make()
    {
        AlignedStudy aligned = Aligned();
        RegionSet regions = new(Spect, [.. Blobs.Select(RegionOf)], []);
        Volume<Dose_Gy> dose = new(Spect, Fill(Spect, b => b.Peak, 8));
        var result = new DoseResult(dose, new(Spect, [.. dose.Values.Select(v => 0.01f * v)]), "monte-carlo", "CPU x2", "ICRP 107", 1.0, 0.93, 1_000_000, 12.5,
            new Dictionary<string, string> { ["cutOff_keV"] = "10" }, []);
        return new CaseRecord(Description(), aligned, regions, Kinetics(), result, Evaluation(regions, dose), Provenance())
        {
            Calibration = new SpectCalibration(9.2, true, 2, 0.03),
            PhysicalHalfLife_h = 159.53,
            Timings_s = new Dictionary<string, double> { ["dose"] = 1.5 },
        };
    }

    public static CaseDescription Description() => CaseReader.Read("""
        {
          "name": "Sample", "operator": "A. Physicist", "approver": "B. Physician",
          "patient": { "id": "P-1", "sex": "M", "age": 71, "weight_kg": 82, "height_cm": 176, "haematocrit": 0.38, "gfr_ml_per_min": 71, "diagnosis": "prostate carcinoma", "priorTherapies": "none", "labs": ["PSA 80 ng/ml"] },
          "radiopharmaceutical": { "nuclide": "Lu-177", "ligand": "PSMA-617", "activity_MBq": 7400, "amount_nmol": 80, "injectionTime": "2026-03-02T09:00:00", "residual_MBq": 20, "assayTime": "2026-03-02T08:40:00",
            "device": "dose calibrator, traceable", "route": "intravenous", "duration_min": 10, "intended_MBq": 7400, "purity": 0.98, "comedication": "none", "hydration": "1 l", "voiding": "free" },
          "calibration": { "geometry": "cylinder", "date": "2026-02-01", "qc": ["uniformity"], "clockOffset_s": 3, "corrections": ["attenuation", "scatter"], "recovery": "NEMA spheres" },
          "protocol": { "level": "activity with verification", "engine": "monte-carlo", "limits": [{ "region": "kidney_left", "limit_Gy": 23, "source": "protocol" }, { "region": "kidney_right", "quantity": "bed", "limit_Gy": 80, "source": "protocol" }] }
        }
        """).Case;

    private static AlignedStudy Aligned()
    {
        double[] hours = [4, 24, 96, 168];
        var study = new ImportedStudy("import", new ImportedPatient("P-1", "Sample", "M", "19550101", 82, 176),
        [
            Series("ct", "CT", Fine), Series("pt", "PT", Fine),
            .. hours.Select((_, n) => Series($"nm-{n}", "NM", Spect) with
            {
                Nm = new NmAcquisition("Lu-177", 7400, null, 20, 60, 2, 1200, true, false),
                Device = new Dictionary<string, string>
                {
                    ["manufacturer"] = "Maker", ["model"] = "Camera", ["software"] = "1.0", ["collimator"] = "MEGP", ["reconstruction"] = "OSEM 10i8s", ["energyWindows"] = "208 keV ± 10 %",
                },
            }),
        ], [], [new Finding(Severity.Info, "IMPORT.SAMPLE", "Made up.")]);
        var injected = new DateTime(2026, 3, 2, 9, 0, 0);
        QuantifiedScan[] scans = [.. hours.Select((h, n) => new QuantifiedScan($"nm-{n}", new(Spect, Fill(Spect, b => b.Peak * 2e4 * Math.Exp(-h / 80), 8)), injected.AddHours(h), Duration.FromHours(h), 0.05))];
        var ct = new Volume<CtNumber>(Fine, Fill(Fine, b => b.Class == RegionClass.Body ? 20 : 60, 2, -1000, 20));
        var pet = new QuantifiedPet("pt", new(Fine, Fill(Fine, b => b.Peak * 300, 6)), 1 / 3000.0, injected.AddDays(-7));
        var quantified = new QuantifiedStudy(study, new Administration("Lu-177", "PSMA-617", Activity.FromMBq(7400), injected, 80), ct, pet, scans, []);
        return new AlignedStudy(quantified, Spect, scans, new(Spect, [.. Enumerable.Repeat(1f, Spect.Count)]), true, []);
    }

    private static ImportedSeries Series(string id, string modality, Grid g) => new(id, modality, "quantity", "unit", $"{id}.nii.gz", [g.Nx, g.Ny, g.Nz],
        [g.Spacing_mm.X, g.Spacing_mm.Y, g.Spacing_mm.Z], g.Affine.ToRowMajor(), $"1.2.3.{id.Length}", "1.2.3", "1.2.4", $"{modality} sample", new DateTime(2026, 3, 2, 13, 0, 0), 1);

    private static KineticsResult Kinetics() => new(
        [.. Blobs.Select(b => Curve(b.Name, b.Peak))],
        new Volume<VoxelTia>(Spect, new float[Spect.Count]), []);

    private static RegionKinetics Curve(string region, double peak)
    {
        var fit = new CurveFit("bi-uptake", [new(peak * 4, 0.012), new(-peak * 2, 0.2)], new Dictionary<string, double> { ["effectiveHalfLife_h"] = 57.8 }, 12.3, 0.8,
            peak * 4 / 0.012 - peak * 2 / 0.2, peak * 12, 0.18, 0.5, []);
        CurveFit mono = fit with { Model = "mono", Terms = [new(peak * 3.6, 0.0118)], AkaikeWeight = 0.2 };
        TacPoint[] points = [.. new double[] { 4, 24, 96, 168 }.Select((t, n) => new TacPoint(t, fit.Activity_MBq(t) * (n % 2 == 0 ? 1.03 : 0.97), fit.Activity_MBq(t) * 0.06))];
        return new RegionKinetics(region, points, [fit, mono], fit, "lowest AICc.");
    }

    private static EvaluationResult Evaluation(RegionSet regions, Volume<Dose_Gy> dose) => new([.. regions.Regions.Select(r => DoseOf(r, dose))], []);

    private static RegionDose DoseOf(Region region, Volume<Dose_Gy> dose)
    {
        double[] values = [.. region.Voxels.Select(v => (double)dose.Values[v]).Order()];
        double mean = values.Average(), high = values[^1];
        double[] at = [.. Enumerable.Range(0, 101).Select(n => high * n / 100)];
        double[] volume = [.. at.Select(d => values.Count(v => v >= d) / (double)values.Length)];
        return new RegionDose(region.Name, region.Volume_ml(Spect), region.Volume_ml(Spect) * 1.04, mean, values[0], high,
            values[values.Length / 50], values[values.Length / 2], values[^(values.Length / 50 + 1)], mean * 1.3, mean * 0.9, mean, mean * 0.08, mean / 7.4, new(high / 100, at, volume))
        {
            BedParameters = "α/β 2.6 Gy, repair half-time 2.8 h",
        };
    }

    private static Provenance Provenance() => new("Dosimetry Planner", "0.1.0", "abc1234", "2026-11-20T10:00:00Z",
        new Dictionary<string, string> { ["nm-0.nii.gz"] = new string('a', 64) }, new string('b', 64), new Dictionary<string, string> { ["seed"] = "1" });

    private static Region RegionOf(Blob b)
    {
        int[] voxels = [.. Enumerable.Range(0, Spect.Count).Where(n => Depth(b, Spect.Affine.Apply(Spect.Voxel(n).I, Spect.Voxel(n).J, Spect.Voxel(n).K)) < 1)];
        return new Region(b.Name, b.Class, voxels, [.. voxels.Select(_ => 1f)], b.Origin, "#cc7700");
    }

    private static double Depth(Blob b, Vector3D p) =>
        Math.Sqrt(Math.Pow((p.X - b.Centre.X) / b.Radii.X, 2) + Math.Pow((p.Y - b.Centre.Y) / b.Radii.Y, 2) + Math.Pow((p.Z - b.Centre.Z) / b.Radii.Z, 2));

    /// <summary>Soft-edged blobs over the body.</summary>
    private static float[] Fill(Grid grid, Func<Blob, double> level, double edge_mm, double outside = 0, double inside = double.NaN)
    {
        float[] values = new float[grid.Count];
        for (int n = 0; n < values.Length; n++)
        {
            (int i, int j, int k) = grid.Voxel(n);
            Vector3D p = grid.Affine.Apply(i, j, k);
            double value = Depth(Body, p) < 1 ? (double.IsNaN(inside) ? level(Body) : inside) : outside;
            foreach (Blob b in Blobs)
            {
                double share = 1 / (1 + Math.Exp((Depth(b, p) - 1) * b.Radii.X / edge_mm * 2));
                if (share > 0.01) value += (level(b) - value) * share;
            }
            values[n] = (float)value;
        }
        return values;
    }
}
