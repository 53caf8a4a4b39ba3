using System.Globalization;
using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Edit;

namespace Dosimetry.Cases.Regions;

/// <summary>A region of a version: its number in the label volume, name and colour (#rrggbb), and whether a person changed it.</summary>
public sealed record EditedRegion(int Label, string Name, string Colour, bool Changed);

/// <summary>
/// One saved state of the edited regions of a case. <paramref name="Parent"/>: the version it was made from, null for what the preparation found.
/// <paramref name="Sha256"/> names the label volume.
/// </summary>
public sealed record RegionVersion(
    long Version, long? Parent, string Sha256, IReadOnlyList<EditedRegion> Regions, string Note, DateTimeOffset CreatedAt, string CreatedBy)
{
    /// <summary>Names by label number.</summary>
    public IReadOnlyDictionary<int, string> Names => Regions.ToDictionary(r => r.Label, r => r.Name);

    /// <summary>What the tables of regions say about changed ones.</summary>
    public string Origin => string.Create(CultureInfo.InvariantCulture, $"edited by {CreatedBy}, version {Version}");

    internal string NamesText() => JsonSerializer.Serialize(Names.ToDictionary(n => n.Key.ToString(CultureInfo.InvariantCulture), n => n.Value), EngineJson.Options);

    internal string NoteText() => EditedFile.NoteText(Regions.Where(r => r.Changed).Select(r => r.Name), Origin);
}

/// <summary>
/// What a save led to. <paramref name="Saved"/>: the version that now exists; it is in use only when <paramref name="InUse"/>. Otherwise somebody had saved
/// <paramref name="Other"/> in between, and the two can be merged.
/// </summary>
public sealed record RegionSave(RegionVersion Saved, bool InUse, RegionVersion? Other)
{
    /// <summary>Voxels that both had changed differently, after a merge.</summary>
    public int Conflicts { get; init; }
}

/// <summary>An edit that is to be saved: labels on the case's edit grid, colours by region name, and what it was made from.</summary>
/// <param name="Labels">All regions.</param>
/// <param name="Colours">#rrggbb by region name.</param>
/// <param name="Base">Version the edit began with; null = what the preparation found (<paramref name="BaseLabels"/>).</param>
/// <param name="BaseLabels">The labels the edit began with where <paramref name="Base"/> is null.</param>
/// <param name="Note">What was done, in the person's words; may be empty.</param>
public sealed record RegionEdit(LabelVolume Labels, IReadOnlyDictionary<string, string> Colours, long? Base, LabelVolume? BaseLabels, string Note);
