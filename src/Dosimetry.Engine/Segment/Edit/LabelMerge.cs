using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Edit;

/// <summary>A merge: the labels and the number of voxels that both had changed, each to something else.</summary>
public sealed record MergedLabels(LabelVolume Labels, int Conflicts);

/// <summary>
/// Two edits of the same labels brought together, voxel by voxel: what only one of them changed is taken from that one; what both changed alike is taken;
/// what both changed differently is taken from <c>theirs</c> and counted. Regions are the same when their names are.
/// </summary>
public static class LabelMerge
{
    /// <summary>Merges; all three lie on the same grid.</summary>
    /// <exception cref="RefusedException">EDIT.OTHER_GRID, EDIT.TOO_MANY_REGIONS.</exception>
    public static MergedLabels ThreeWay(LabelVolume origin, LabelVolume mine, LabelVolume theirs)
    {
        if (!origin.Grid.SameAs(mine.Grid) || !origin.Grid.SameAs(theirs.Grid))
            throw new RefusedException("EDIT.OTHER_GRID", "The two edits lie on different grids (the images of the case changed in between). Open the regions again and repeat the edit.");
        List<string> names = Names(origin, mine, theirs);
        ushort[] from = Renumber(origin, names), a = Renumber(mine, names), b = Renumber(theirs, names);
        int conflicts = 0;
        ushort[] merged = new ushort[from.Length];
        for (int n = 0; n < merged.Length; n++)
        {
            merged[n] = a[n] == from[n] ? b[n] : b[n] == from[n] ? a[n] : b[n];
            if (a[n] != from[n] && b[n] != from[n] && a[n] != b[n]) conflicts++;
        }
        return new MergedLabels(new LabelVolume(origin.Grid, merged, names.Select((name, n) => (name, n)).ToDictionary(x => x.n + 1, x => x.name)), conflicts);
    }

    /// <summary>Names of the regions whose voxels differ between two label volumes on one grid, and those that only one of them has.</summary>
    public static IReadOnlySet<string> Changed(LabelVolume before, LabelVolume after)
    {
        List<string> names = [.. before.Names.Values.Union(after.Names.Values)];
        ushort[] a = Renumber(before, names), b = Renumber(after, names);
        HashSet<string> changed = [.. before.Names.Values.Except(after.Names.Values), .. after.Names.Values.Except(before.Names.Values)];
        for (int n = 0; n < a.Length; n++)
        {
            if (a[n] == b[n]) continue;
            if (a[n] != 0) changed.Add(names[a[n] - 1]);
            if (b[n] != 0) changed.Add(names[b[n] - 1]);
        }
        return changed;
    }

    /// <summary>A region that one side removed and the other left alone is gone; otherwise all names, origin's order first.</summary>
    private static List<string> Names(LabelVolume origin, LabelVolume mine, LabelVolume theirs)
    {
        string[] removed = [.. origin.Names.Values.Except(mine.Names.Values), .. origin.Names.Values.Except(theirs.Names.Values)];
        HashSet<string> touched = [.. Changed(origin, mine).Intersect(mine.Names.Values), .. Changed(origin, theirs).Intersect(theirs.Names.Values)];
        List<string> names = [.. origin.Names.OrderBy(n => n.Key).Select(n => n.Value).Union(theirs.Names.Values).Union(mine.Names.Values).Where(n => !removed.Contains(n) || touched.Contains(n))];
        if (names.Count > EditLabels.MostRegions)
            throw new RefusedException("EDIT.TOO_MANY_REGIONS", $"Together there are {names.Count} regions; at most {EditLabels.MostRegions} can be edited together.");
        return names;
    }

    /// <summary>Labels as places in a list of names, from 1; a name that is not listed becomes 0.</summary>
    private static ushort[] Renumber(LabelVolume labels, List<string> names)
    {
        ushort[] number = new ushort[ushort.MaxValue + 1];
        foreach ((int label, string name) in labels.Names) number[label] = (ushort)(names.IndexOf(name) + 1);
        return Array.ConvertAll(labels.Labels, l => number[l]);
    }
}
