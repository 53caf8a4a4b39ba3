using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Edit;
using FsCheck;
using FsCheck.Fluent;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Segment.Edit;

/// <summary>Two people's edits of one set of regions.</summary>
public sealed class LabelMergeTests
{
    private static readonly Grid Grid = Cube(4, 1);
    private static readonly string[] Names = ["kidney_left", "liver", "spleen"];
    private static readonly Gen<ushort[]> Any = Gen.Choose(0, 3).Select(n => (ushort)n).ArrayOf(Grid.Count);

    [Fact]
    public void Edits_of_different_voxels_are_both_kept() => Prop.ForAll(Arb.From(Any), Arb.From(Any), Arb.From(Any), (origin, a, b) =>
    {
        ushort[] mine = [.. origin.Select((v, n) => n % 2 == 0 ? a[n] : v)], theirs = [.. origin.Select((v, n) => n % 2 == 1 ? b[n] : v)];
        MergedLabels merged = LabelMerge.ThreeWay(Of(origin), Of(mine), Of(theirs));
        return merged.Conflicts == 0 && merged.Labels.Labels.SequenceEqual(origin.Select((_, n) => n % 2 == 0 ? mine[n] : theirs[n]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_both_changed_a_voxel_differently_theirs_stands_and_it_is_counted() => Prop.ForAll(Arb.From(Any), Arb.From(Any), Arb.From(Any), (origin, mine, theirs) =>
    {
        MergedLabels merged = LabelMerge.ThreeWay(Of(origin), Of(mine), Of(theirs));
        int expected = Enumerable.Range(0, origin.Length).Count(n => mine[n] != origin[n] && theirs[n] != origin[n] && mine[n] != theirs[n]);
        return merged.Conflicts == expected && Enumerable.Range(0, origin.Length).All(n => merged.Labels.Labels[n] == (theirs[n] != origin[n] ? theirs[n] : mine[n]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Regions_are_known_by_name_so_two_new_ones_of_the_same_number_stay_apart()
    {
        LabelVolume origin = Of(new ushort[Grid.Count]), mine = With(origin, 0, "lesion_001"), theirs = With(origin, 5, "lesion_002");
        LabelVolume merged = LabelMerge.ThreeWay(origin, mine, theirs).Labels;
        Assert.Equal("lesion_001", merged.Names[merged.Labels[0]]);
        Assert.Equal("lesion_002", merged.Names[merged.Labels[5]]);
    }

    [Fact]
    public void A_region_that_one_removed_is_gone_unless_the_other_worked_on_it()
    {
        ushort[] labels = new ushort[Grid.Count];
        (labels[0], labels[1]) = (1, 2);
        LabelVolume origin = Of(labels), without = new(Grid, [.. labels.Select(l => l == 2 ? (ushort)0 : l)], new Dictionary<int, string> { [1] = Names[0], [3] = Names[2] });
        Assert.DoesNotContain("liver", LabelMerge.ThreeWay(origin, without, origin).Labels.Names.Values);
        ushort[] larger = (ushort[])labels.Clone();
        larger[2] = 2;
        LabelVolume kept = LabelMerge.ThreeWay(origin, without, Of(larger)).Labels;
        Assert.Equal("liver", kept.Names[kept.Labels[2]]);
    }

    [Fact]
    public void Changed_names_the_regions_on_both_sides_of_a_change()
    {
        ushort[] before = new ushort[Grid.Count], after = new ushort[Grid.Count];
        (before[3], after[3]) = (1, 2);
        Assert.Equal(["kidney_left", "liver"], LabelMerge.Changed(Of(before), Of(after)).Order());
        Assert.Empty(LabelMerge.Changed(Of(before), Of(before)));
    }

    [Fact]
    public void Edits_on_different_grids_are_refused() => Assert.Equal("EDIT.OTHER_GRID",
        Assert.Throws<RefusedException>(() => LabelMerge.ThreeWay(Of(new ushort[64]), Of(new ushort[64]), new LabelVolume(Cube(3, 1), new ushort[27], new Dictionary<int, string>()))).Finding.Code);

    private static LabelVolume Of(ushort[] labels) => new(Grid, labels, Names.Select((n, i) => (n, i)).ToDictionary(x => x.i + 1, x => x.n));

    private static LabelVolume With(LabelVolume labels, int voxel, string name)
    {
        ushort[] values = (ushort[])labels.Labels.Clone();
        values[voxel] = 4;
        return new LabelVolume(Grid, values, new Dictionary<int, string>(labels.Names) { [4] = name });
    }
}
