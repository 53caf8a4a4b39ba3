namespace Dosimetry.Engine.Report;

/// <summary>Orders of regions for tables and charts that cannot show all of them.</summary>
public static class RegionOrder
{
    private static readonly string[] AtRisk =
    [
        "kidneys", "salivary_glands", "red_marrow", "marrow_lumbar", "liver", "spleen", "kidney_left", "kidney_right", "lacrimal_left", "lacrimal_right",
        "parotid_left", "parotid_right", "submandibular_left", "submandibular_right", "small_bowel", "bladder",
    ];

    /// <summary>Organs that limit the therapy first, then the others by falling mean dose.</summary>
    public static IEnumerable<ReportRegion> OrgansAtRiskFirst(IEnumerable<ReportRegion> regions) =>
        regions.OrderBy(r => Array.IndexOf(AtRisk, r.Name) is var n && n < 0 ? AtRisk.Length : n).ThenByDescending(r => r.MeanDose_Gy ?? 0);

    /// <summary>Lesions, then organs, then the body; by falling mean dose.</summary>
    public static IEnumerable<ReportRegion> ByDose(IEnumerable<ReportRegion> regions) =>
        regions.OrderBy(r => r.Class switch { "lesion" => 0, "body" => 2, _ => 1 }).ThenByDescending(r => r.MeanDose_Gy ?? 0);
}
