using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Report.Checklist;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report;

/// <summary>Arranges a case record as a report. Every figure is copied, none is computed here but ratios of two figures that stand in the same row.</summary>
public static class ReportBuilder
{
    /// <summary>The sealed document of a record.</summary>
    public static ReportDocument Build(CaseRecord record) => ResultJson.Seal(new ReportDocument
    {
        CaseName = record.Case.Name ?? record.Study.Patient.Id ?? "Unnamed case",
        Patient = Patient(record),
        Administration = Administration(record.Quantified.Administration),
        Scans = ReportScans.Of(record),
        Regions = [.. record.Evaluation.Regions.Select(d => Region(record, d))],
        Kinetics = record.Kinetics.Regions,
        Blood = record.Kinetics.Blood,
        Marrow = record.Evaluation.Marrow,
        Dose = Method(record),
        CrossChecks = record.Evaluation.CrossChecks,
        RbeWeighted = record.Evaluation.RbeWeighted,
        Limits = [.. (record.Case.Protocol.Limits ?? []).Select(limit => Limit(limit, record.Evaluation))],
        Checklist = ReportChecklist.Of(record),
        Findings = StageFindings.Of(record),
        Provenance = record.Provenance,
        Timings_s = record.Timings_s,
    });

    private static ReportPatient Patient(CaseRecord r)
    {
        (CasePatient said, ImportedPatient read) = (r.Case.Patient, r.Study.Patient);
        return new ReportPatient(said.Id ?? read.Id, said.Sex ?? read.Sex, said.Age, said.Weight_kg ?? read.Weight_kg, said.Height_cm ?? read.Height_cm, said.Diagnosis, said.PriorTherapies);
    }

    private static ReportAdministration Administration(Administration a) => new(a.Nuclide, a.Ligand, a.NetActivity.MBq, a.Time, a.Amount_nmol);

    private static ReportRegion Region(CaseRecord r, RegionDose d)
    {
        Region? drawn = r.Regions.Regions.FirstOrDefault(g => g.Name == d.Name);
        CurveFit? fit = r.Kinetics.Regions.FirstOrDefault(k => k.Region == d.Name)?.Chosen;
        RegionClass kind = drawn?.Class ?? RegionNames.ClassOf(d.Name);
        return new ReportRegion(
            d.Name, kind.ToString().ToLowerInvariant(), drawn?.Origin, drawn?.Colour, d.Volume_ml, d.Mass_g, Figures.Finite(d.Mass_g / d.Volume_ml),
            Figures.Finite(d.MeanDose_Gy), Figures.Finite(d.MeanSigma_Gy), Figures.Finite(d.MinDose_Gy), Figures.Finite(d.MaxDose_Gy),
            Figures.Finite(d.D98_Gy), Figures.Finite(d.D50_Gy), Figures.Finite(d.D2_Gy),
            Figures.Finite(d.Bed_Gy), Figures.Finite(d.Eqd2_Gy), Figures.Finite(d.Eud_Gy), d.BedParameters, Figures.Finite(d.DosePerActivity_Gy_per_GBq),
            Figures.Finite(fit?.Tia_MBq_h), Figures.Finite(fit?.TiaSigma_MBq_h), Figures.Finite(fit?.Tia_MBq_h / r.Quantified.Administration.NetActivity.MBq),
            fit?.Model, Figures.Finite(fit?.ExtrapolatedFraction), d.Dvh)
        { StatisticalSigma_Gy = Figures.Finite(d.StatisticalSigma_Gy), Budget = d.Budget, Interval = d.Interval };
    }

    private static ReportDoseMethod Method(CaseRecord r)
    {
        Grid grid = r.Dose.Dose.Grid;
        Vector3D voxel = grid.Spacing_mm;
        return new ReportDoseMethod(
            r.Dose.Engine, r.Dose.Device, r.Dose.DecayData, Figures.Finite(r.Dose.EnergyBalance), Figures.Finite(r.Dose.AbsorbedFraction), r.Dose.Histories,
            [grid.Nx, grid.Ny, grid.Nz], [voxel.X, voxel.Y, voxel.Z], Figures.Finite(r.Dose.Dose.Values.Max()), LargestRelSigma(r), r.Aligned.DensityFromCt, r.Dose.Settings)
        { DeviceReason = r.Dose.DeviceReason };
    }

    /// <summary>Largest relative statistical uncertainty among voxels above half the maximum dose; null without statistics.</summary>
    private static double? LargestRelSigma(CaseRecord r)
    {
        if (r.Dose.Sigma is not { } sigma) return null;
        float[] dose = r.Dose.Dose.Values;
        float half = dose.Max() / 2;
        double largest = 0;
        for (int n = 0; n < dose.Length; n++)
            if (dose[n] > half) largest = Math.Max(largest, sigma.Values[n] / dose[n]);
        return Figures.Finite(largest);
    }

    private static ReportLimit Limit(CaseLimit limit, EvaluationResult evaluation)
    {
        RegionDose? region = evaluation.Regions.FirstOrDefault(d => d.Name == limit.Region);
        double? value = Figures.Finite(limit.Quantity == "bed" ? region?.Bed_Gy : region?.MeanDose_Gy);
        return new ReportLimit(limit.Region, limit.Quantity, limit.Limit_Gy, value, value is { } v ? v > limit.Limit_Gy : null, limit.Source);
    }
}
