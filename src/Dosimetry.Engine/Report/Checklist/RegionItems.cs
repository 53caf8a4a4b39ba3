using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report.Checklist;

/// <summary>Items 14 and 15: where the regions come from and how large they are.</summary>
internal static class RegionItems
{
    public static IReadOnlyList<ChecklistItem> All { get; } =
    [
        new(14, "Region definition: modality, method, operator, overlap rule", Definition),
        new(15, "Volume and mass per region, density, uncertainty", Volumes),
    ];

    private static Answer Definition(CaseRecord r)
    {
        if (r.Regions.Regions.Count == 0) return Answer.Missing("the case has no region");
        return Answer.Fields(
            ("origin", string.Join(", ", r.Regions.Regions.Select(g => g.Origin).Distinct())),
            ("overlap rule", "lesion before organ before remainder; no voxel counts twice"),
            ("operator", r.Case.Operator));
    }

    /// <summary>Volumes and masses are tabulated; a volume uncertainty is not known to this version, so the item stays amber.</summary>
    private static Answer Volumes(CaseRecord r)
    {
        if (r.Evaluation.Regions.Count == 0) return Answer.Missing("no region was evaluated");
        return Answer.Fields(("regions", $"{r.Evaluation.Regions.Count}, table of section 4"), ("mass", "by the density of item 24"), ("uncertainty of the volumes", null));
    }
}
