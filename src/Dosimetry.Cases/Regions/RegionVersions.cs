using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Edit;

namespace Dosimetry.Cases.Regions;

/// <summary>
/// Versions of the regions that people edit in the browser. A save never overwrites: it makes a version, and puts it into use when nobody saved in between;
/// otherwise it stays beside the other, and a person decides or merges. The version in use is a setting, so that everything computed from other regions
/// becomes stale by itself.
/// </summary>
public sealed class RegionVersions(Database database, AuditTrail audit, SettingsStore settings, DataRoot root, TimeProvider time)
{
    private const int LongestNote = 300;

    /// <summary>All versions, newest first.</summary>
    public IReadOnlyList<RegionVersion> List(string caseId) => database.Read(scope => RegionVersionRow.Of(scope, caseId)).Select(r => r.ToVersion()).ToList();

    /// <summary>One version, or null.</summary>
    public RegionVersion? Find(string caseId, long version) => database.Read(scope => RegionVersionRow.Find(scope, caseId, version))?.ToVersion();

    /// <summary>The version in use, or null when nobody edited.</summary>
    public RegionVersion? Current(string caseId) => settings.Get(caseId).Settings.Regions.EditedVersion is { } version ? Find(caseId, version) : null;

    /// <summary>Path of a version's label volume, checked against its hash.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED.</exception>
    public string LabelsFile(string caseId, RegionVersion version) => FileVault.Verified(root.CaseRegions(caseId), version.Sha256);

    /// <summary>Labels of a version.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED.</exception>
    public LabelVolume Labels(string caseId, RegionVersion version)
    {
        LabelVolume read = NiftiFile.ReadLabels(LabelsFile(caseId, version));
        return new LabelVolume(read.Grid, read.Labels, version.Names);
    }

    /// <summary>Saves an edit as a new version; puts it into use unless somebody saved since <see cref="RegionEdit.Base"/>.</summary>
    /// <exception cref="RefusedException">EDIT.*, CASE.UNKNOWN, CASE.ARCHIVED, STORE.DISK_RESERVE.</exception>
    public RegionSave Save(Actor actor, string caseId, RegionEdit edit)
    {
        CheckNames(edit);
        (LabelVolume from, RegionVersion? parent) = Base(caseId, edit);
        if (!from.Grid.SameAs(edit.Labels.Grid)) throw new RefusedException("EDIT.OTHER_GRID", "The edit lies on another grid than the regions it began with (the images changed). Open the regions again and repeat it.");
        IReadOnlySet<string> changed = LabelMerge.Changed(from, edit.Labels);
        return Store(actor, caseId, edit, [.. changed, .. parent?.Regions.Where(r => r.Changed).Select(r => r.Name) ?? []], edit.Base);
    }

    /// <summary>Puts a version into use: an older one again, or one that was saved beside another.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="version">Which; null = as drawn and found, without edits.</param>
    /// <param name="expected">The version the person saw in use.</param>
    /// <exception cref="ChangedByOtherException">Another version came into use since.</exception>
    public void Use(Actor actor, string caseId, long? version, long? expected)
    {
        if (version is { } wanted && Find(caseId, wanted) is null) throw NoVersion(wanted);
        while (!TryUse(actor, caseId, version, expected)) { } // somebody saved another setting in this moment: read again
        audit.Record(actor, "regions.use", "case", caseId, version is { } v ? $"version {v}" : "without edits");
    }

    private bool TryUse(Actor actor, string caseId, long? version, long? expected)
    {
        VersionedSettings now = settings.Get(caseId);
        if (now.Settings.Regions.EditedVersion != expected) throw Conflict(caseId, now);
        try
        {
            settings.Save(actor, caseId, now.Settings with { Regions = now.Settings.Regions with { EditedVersion = version } }, now.RowVersion);
            return true;
        }
        catch (ChangedByOtherException) { return false; }
    }

    /// <summary>Merges a version that was saved beside the one in use with that one, as a new version in use.</summary>
    /// <exception cref="RefusedException">EDIT.NO_VERSION, EDIT.OTHER_GRID.</exception>
    public RegionSave Merge(Actor actor, string caseId, long mine, LabelVolume? prepared)
    {
        RegionVersion a = Find(caseId, mine) ?? throw NoVersion(mine);
        RegionVersion b = Current(caseId) ?? throw new RefusedException("EDIT.NOTHING_TO_MERGE", "No other version is in use: use this one as it is.");
        LabelVolume origin = CommonOrigin(caseId, a, b) is { } common ? Labels(caseId, common)
            : prepared ?? throw new RefusedException("EDIT.NO_ORIGIN", "The regions from which both edits began are gone. Compute the regions again, or choose one of the two versions.");
        MergedLabels merged = LabelMerge.ThreeWay(origin, Labels(caseId, a), Labels(caseId, b));
        Dictionary<string, string> colours = a.Regions.Concat(b.Regions).DistinctBy(r => r.Name).ToDictionary(r => r.Name, r => r.Colour);
        string[] changed = [.. a.Regions.Concat(b.Regions).Where(r => r.Changed).Select(r => r.Name)];
        RegionEdit edit = new(merged.Labels, colours, b.Version, null, FormattableString.Invariant($"version {a.Version} by {a.CreatedBy} merged into version {b.Version} by {b.CreatedBy}"));
        return Store(actor, caseId, edit, [.. changed], b.Version) with { Conflicts = merged.Conflicts };
    }

    private RegionSave Store(Actor actor, string caseId, RegionEdit edit, HashSet<string> changed, long? expected)
    {
        string sha256 = Keep(caseId, edit.Labels);
        RegionVersion saved = database.Write(scope =>
        {
            CaseCatalogue.RequireOpen(scope, caseId);
            long next = 1 + scope.Value<long>("select coalesce(max(version), 0) from region_version where case_id = @caseId", new { caseId });
            RegionVersion version = new(next, edit.Base, sha256, Regions(edit, changed), edit.Note, time.GetUtcNow(), actor.Name);
            RegionVersionRow.Insert(scope, caseId, version);
            audit.Append(scope, actor, "regions.save", "case", caseId, $"version {next}, changed: {string.Join(", ", version.Regions.Where(r => r.Changed).Select(r => r.Name))}");
            return version;
        });
        try
        {
            Use(actor, caseId, saved.Version, expected);
            return new RegionSave(saved, true, null);
        }
        catch (ChangedByOtherException)
        {
            return new RegionSave(saved, false, Current(caseId));
        }
    }

    /// <summary>The labels as a file under their hash, on disk before any row speaks of it.</summary>
    private string Keep(string caseId, LabelVolume labels)
    {
        root.RequireSpace(labels.Labels.Length);
        string folder = root.CaseRegions(caseId);
        DataRoot.CreateFolder(folder);
        string made = Path.Combine(folder, $"{Guid.NewGuid():n}.nii.gz");
        NiftiFile.WriteLabels(made, labels);
        File.Delete(Path.ChangeExtension(Path.ChangeExtension(made, null), ".json")); // the names stand in the row
        Durable.FlushFile(made);
        string sha256 = FileVault.Sha256Of(made);
        FileVault.Take([(made, sha256)], folder);
        return sha256;
    }

    private static List<EditedRegion> Regions(RegionEdit edit, HashSet<string> changed) =>
        [.. edit.Labels.Names.OrderBy(n => n.Key).Select(n => new EditedRegion(n.Key, n.Value, edit.Colours.GetValueOrDefault(n.Value, "#82929e"), changed.Contains(n.Value)))];

    private (LabelVolume Labels, RegionVersion? Parent) Base(string caseId, RegionEdit edit)
    {
        if (edit.Base is not { } version) return (edit.BaseLabels ?? throw new RefusedException("EDIT.NO_ORIGIN", "The edit does not say what it began with. Open the regions again."), null);
        RegionVersion parent = Find(caseId, version) ?? throw NoVersion(version);
        return (Labels(caseId, parent), parent);
    }

    /// <summary>The newest version that both come from; null = what the preparation found.</summary>
    private RegionVersion? CommonOrigin(string caseId, RegionVersion a, RegionVersion b)
    {
        HashSet<long> line = [];
        for (RegionVersion? v = a; v is not null; v = v.Parent is { } p ? Find(caseId, p) : null) line.Add(v.Version);
        for (RegionVersion? v = b; v is not null; v = v.Parent is { } p ? Find(caseId, p) : null)
            if (line.Contains(v.Version)) return v;
        return null;
    }

    private static void CheckNames(RegionEdit edit)
    {
        if (edit.Note.Length > LongestNote) throw new RefusedException("EDIT.NOTE_LENGTH", $"The note of a version has at most {LongestNote} characters.");
        foreach (IGrouping<string, string> name in edit.Labels.Names.Values.GroupBy(n => n))
            if (name.Count() > 1 || !IsName(name.Key))
                throw new RefusedException("EDIT.NAME", $"\"{name.Key}\" cannot be the name of a region here: small letters, digits and _ only, each name once.");
        if (Array.Find(edit.Labels.Labels, l => l != 0 && !edit.Labels.Names.ContainsKey(l)) is var stray and not 0)
            throw new RefusedException("EDIT.UNNAMED", $"The labels hold number {stray}, which has no name. Reload the page and repeat the edit.");
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 64 && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private ChangedByOtherException Conflict(string caseId, VersionedSettings now) => Current(caseId) is { } current
        ? new ChangedByOtherException(current.CreatedBy, current.CreatedAt, current.Version)
        : new ChangedByOtherException(now.ChangedBy ?? "somebody", now.ChangedAt ?? default, now.RowVersion);

    private static RefusedException NoVersion(long version) => new("EDIT.NO_VERSION", $"There is no version {version} of the regions of this case.");
}
