using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report.Checklist;

/// <summary>Items 23 to 31: how the dose was computed and what came out.</summary>
internal static class DoseItems
{
    public static IReadOnlyList<ChecklistItem> All { get; } =
    [
        new(23, "Dose model: method, parameters, voxel size, nuclide data", Model),
        new(24, "Material and density assignment from CT", Material),
        new(25, "Monte-Carlo histories, cut-offs, statistical uncertainty", MonteCarlo),
        new(26, "Red-marrow method", Marrow),
        new(27, "Mean absorbed dose per region in Gy and Gy/GBq", MeanDoses),
        new(28, "Tumours individually", Tumours),
        new(29, "DVH with D98, D50, D2", Histograms),
        new(30, "BED and EQD2 with α/β, repair half-time, formula", Bed),
        new(31, "Effective dose", _ => Answer.Refused(Statements.NoEffectiveDose)),
    ];

    private static Answer Model(CaseRecord r)
    {
        var voxel = r.Dose.Dose.Grid.Spacing_mm;
        return Answer.Fields(
            ("engine", r.Dose.Engine), ("voxel", $"{Figures.Plain(voxel.X)} × {Figures.Plain(voxel.Y)} × {Figures.Plain(voxel.Z)} mm"), ("nuclide data", r.Dose.DecayData),
            ("settings", string.Join(", ", r.Dose.Settings.Select(s => $"{s.Key} {s.Value}"))));
    }

    private static Answer Material(CaseRecord r) => r.Aligned.DensityFromCt
        ? Answer.Present("mass density from the CT numbers, averaged onto the dose grid; the curve is named with the findings")
        : Answer.Missing("the case has no CT; a uniform density is assumed");

    private static Answer MonteCarlo(CaseRecord r) => r.Dose.Histories is { } n
        ? Answer.Fields(("histories", Figures.Show(n)), ("statistical uncertainty", r.Dose.Sigma is null ? null : "per voxel in dose-sigma.nii.gz, per region in the table of section 6 (one standard deviation)"))
        : Answer.NotApplicable($"the engine {r.Dose.Engine} draws no histories.");

    private static Answer Marrow(CaseRecord r)
    {
        bool image = r.Evaluation.Regions.Any(d => d.Name is "red_marrow" or "marrow_lumbar");
        if (r.Evaluation.Marrow is { } blood)
            return Answer.Present($"blood-based: ratio {Figures.Show(blood.Ratio)} ({blood.RatioBasis}), photons of the rest of the body {(blood.RemainderDose_Gy is null ? "not included" : "included")}, section 6{(image ? "; the voxel mean of the marrow region stands beside" : "")}");
        return image ? Answer.Present("image-based: mean voxel dose in the marrow region, no blood method")
        : Answer.NotApplicable("the case has no marrow region and no blood samples; no marrow dose is reported.");
    }

    private static Answer MeanDoses(CaseRecord r)
    {
        if (r.Evaluation.Regions.Count == 0) return Answer.Missing("no region was evaluated");
        string[] failed = [.. r.Evaluation.Regions.Where(d => !double.IsFinite(d.MeanDose_Gy)).Select(d => d.Name)];
        return failed.Length > 0 ? Answer.Missing($"for {string.Join(", ", failed)}") : Answer.Present($"{r.Evaluation.Regions.Count} regions, table of section 6");
    }

    private static Answer Tumours(CaseRecord r)
    {
        int lesions = r.Evaluation.Regions.Count(d => RegionNames.LesionNumber(d.Name) is not null);
        return lesions == 0 ? Answer.NotApplicable("no lesion is segmented in this case.") : Answer.Present($"{lesions} {(lesions == 1 ? "lesion" : "lesions")}, each with volume, curve and dose");
    }

    private static Answer Histograms(CaseRecord r) => r.Evaluation.Regions.Count > 0 && r.Evaluation.Regions.All(d => d.Dvh.Dose_Gy.Length > 0)
        ? Answer.Present("cumulative DVH of every region, with partial voxels; values in section 6, curves in dvh.csv")
        : Answer.Missing("no histogram for at least one region");

    private static Answer Bed(CaseRecord r)
    {
        RegionDose[] with = [.. r.Evaluation.Regions.Where(d => d.Bed_Gy is not null)];
        if (with.Length == 0) return Answer.Missing("no region has radiobiological parameters");
        return Answer.Fields(("regions", $"{with.Length} of {r.Evaluation.Regions.Count}"), ("parameters", string.Join(" | ", with.Select(d => d.BedParameters).Where(p => p is not null).Distinct())));
    }
}
