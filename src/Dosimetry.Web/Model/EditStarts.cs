using Dosimetry.Cases;
using Dosimetry.Cases.Regions;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Segment;
using Dosimetry.Web.Endpoints;

namespace Dosimetry.Web.Model;

/// <summary>Where an edit begins: the version in use, else what the last preparation found.</summary>
public sealed class EditStarts(RegionVersions versions, ResultViews results)
{
    /// <summary>The start, or null when there are no regions yet.</summary>
    public EditStart? Of(CaseView view)
    {
        if (versions.Current(view.Id) is { } current)
            return new EditStart(RegionEditEndpoints.LabelsAddress(view.Id, current.Version), [.. current.Regions.Select(r => new EditStartRegion(r.Label, r.Name, r.Colour))], current.Version, null);
        if (view.Overview.Prepared is not { } prepared || !prepared.Files.ContainsKey(PreparedFiles.EditLabels)) return null;
        Dictionary<int, string> names = results.Document<Dictionary<int, string>>(prepared, PreparedFiles.EditNames);
        Dictionary<string, string> colours = results.Document<PreparedRegions>(prepared, PreparedFiles.Regions).Regions.DistinctBy(r => RegionNames.Organ(r.Name)).ToDictionary(r => RegionNames.Organ(r.Name), r => r.Colour);
        return new EditStart(CaseFileEndpoints.ResultAddress(prepared, PreparedFiles.EditLabels),
            [.. names.OrderBy(n => n.Key).Select(n => new EditStartRegion(n.Key, n.Value, colours.GetValueOrDefault(n.Value, RegionNames.Colour(n.Value))))], null, prepared.Id);
    }
}
