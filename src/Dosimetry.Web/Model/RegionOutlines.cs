using Dosimetry.Cases;
using Dosimetry.Cases.Work;
using Dosimetry.Web.Endpoints;

namespace Dosimetry.Web.Model;

/// <summary>A region as the viewer outlines it: label number, colour, and a point inside (RAS+ mm) where one is known.</summary>
public sealed record OutlinedRegion(int Label, string Name, string Colour, double[]? Centre_mm);

/// <summary>A line of equal dose as the viewer draws it: level in Gy.</summary>
public sealed record Isodose(double Level, string Colour)
{
    /// <summary>The report's levels and colours, so that screen and paper agree.</summary>
    public static List<Isodose> Below(double maximum_Gy) =>
        [.. Dosimetry.Engine.Report.Pictures.IsodoseLevel.Below(maximum_Gy).Select(l => new Isodose(l.Dose_Gy, $"#{l.Colour.R:x2}{l.Colour.G:x2}{l.Colour.B:x2}"))];
}

/// <summary>Outlines of a prepared case: address of the label volume and its regions.</summary>
public sealed record RegionOutlines(string Url, IReadOnlyList<OutlinedRegion> Regions)
{
    /// <summary>Outlines of the latest regions, or null where there are none.</summary>
    public static RegionOutlines? Of(CaseResult? prepared, PreparedRegions? regions) => prepared is null || regions is null ? null
        : new RegionOutlines(CaseFileEndpoints.ResultAddress(prepared, PreparedFiles.Labels),
            [.. regions.Regions.Where(r => r.Label is not null && r.Class != "body").Select(r => new OutlinedRegion(r.Label!.Value, r.Name, r.Colour, r.Centre_mm))]);
}
