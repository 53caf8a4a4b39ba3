using Dosimetry.Cases.Regions;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Store;

public abstract partial class StoreSuite
{
    private static readonly Grid EditLattice = new(6, 5, 4, Affine.Diagonal(new(2, 2, 3), new(0, 0, 0)));
    private static readonly LabelVolume Found = Painted((0, 1), (1, 2));

    [Fact]
    public void A_saved_edit_is_a_version_in_use_with_who_when_and_what_changed() => With(record =>
    {
        string caseId = record.NewCase();
        RegionSave save = record.Workspace.Regions.Save(TestRecord.Anna, caseId, new(Painted((0, 1), (1, 2), (7, 2)), Colours, null, Found, "spleen enlarged"));
        Assert.True(save.InUse);
        RegionVersion current = record.Workspace.Regions.Current(caseId)!;
        Assert.Equal((1L, null, "anna", record.Time.GetUtcNow()), (current.Version, current.Parent, current.CreatedBy, current.CreatedAt));
        Assert.Equal([("liver", false), ("spleen", true)], current.Regions.Select(r => (r.Name, r.Changed)));
        Assert.Equal(2, record.Workspace.Regions.Labels(caseId, current).Labels[7]);
        Assert.Equal("version 1, changed: spleen", record.Workspace.Audit.List().First(e => e.Action == "regions.save").Summary);
        Assert.True(record.Workspace.Check.Run(null, default).Intact);
    });

    [Fact]
    public void The_second_of_two_savers_is_told_who_saved_and_both_edits_stay() => With(record =>
    {
        string caseId = record.NewCase();
        RegionVersions regions = record.Workspace.Regions;
        regions.Save(TestRecord.Anna, caseId, new(Painted((0, 1), (1, 2), (7, 1)), Colours, null, Found, ""));
        RegionSave late = regions.Save(TestRecord.Ben, caseId, new(Painted((0, 1), (1, 2), (9, 2)), Colours, null, Found, ""));
        Assert.False(late.InUse);
        Assert.Equal(("anna", 1L, 2L), (late.Other!.CreatedBy, late.Other.Version, late.Saved.Version));
        Assert.Equal(1, regions.Current(caseId)!.Version);

        RegionSave merged = regions.Merge(TestRecord.Ben, caseId, late.Saved.Version, Found);
        Assert.True(merged.InUse);
        Assert.Equal(0, merged.Conflicts);
        ushort[] labels = regions.Labels(caseId, merged.Saved).Labels;
        Assert.Equal((1, 2), (labels[7], labels[9]));
        Assert.Equal(["liver", "spleen"], merged.Saved.Regions.Where(r => r.Changed).Select(r => r.Name));
        Assert.Equal(3, regions.List(caseId).Count);
    });

    [Fact]
    public void An_older_version_comes_back_into_use_and_a_stale_choice_is_refused() => With(record =>
    {
        string caseId = record.NewCase();
        RegionVersions regions = record.Workspace.Regions;
        regions.Save(TestRecord.Anna, caseId, new(Painted((0, 1), (1, 2), (7, 1)), Colours, null, Found, ""));
        regions.Save(TestRecord.Anna, caseId, new(Painted((0, 1), (1, 2), (7, 1), (8, 1)), Colours, 1, null, ""));
        regions.Use(TestRecord.Ben, caseId, 1, expected: 2);
        Assert.Equal(1, regions.Current(caseId)!.Version);
        Assert.Equal("anna", Assert.Throws<ChangedByOtherException>(() => regions.Use(TestRecord.Anna, caseId, null, expected: 2)).By);
        Assert.Equal("EDIT.NO_VERSION", Assert.Throws<RefusedException>(() => regions.Use(TestRecord.Anna, caseId, 9, expected: 1)).Finding.Code);
        regions.Use(TestRecord.Anna, caseId, null, expected: 1);
        Assert.Null(regions.Current(caseId));
        Assert.Equal(2, regions.List(caseId).Count);
    });

    [Fact]
    public void Labels_without_a_name_a_bad_name_or_another_grid_are_refused() => With(record =>
    {
        string caseId = record.NewCase();
        string Code(LabelVolume labels) => Assert.Throws<RefusedException>(() => record.Workspace.Regions.Save(TestRecord.Anna, caseId, new(labels, Colours, null, Found, ""))).Finding.Code;
        Assert.Equal("EDIT.UNNAMED", Code(Painted((0, 7))));
        Assert.Equal("EDIT.NAME", Code(new LabelVolume(EditLattice, new ushort[EditLattice.Count], new Dictionary<int, string> { [1] = "<b>" })));
        Assert.Equal("EDIT.OTHER_GRID", Code(new LabelVolume(new Grid(2, 2, 2, EditLattice.Affine), new ushort[8], new Dictionary<int, string>())));
        Assert.Empty(record.Workspace.Regions.List(caseId));
    });

    [Fact]
    public void A_changed_label_file_is_noticed() => With(record =>
    {
        string caseId = record.NewCase();
        RegionVersion saved = record.Workspace.Regions.Save(TestRecord.Anna, caseId, new(Painted((0, 1)), Colours, null, Found, "")).Saved;
        File.AppendAllText(Path.Combine(record.Workspace.Root.CaseRegions(caseId), saved.Sha256), "x");
        Assert.Equal("STORE.FILE_CHANGED", Assert.Throws<RefusedException>(() => record.Workspace.Regions.Labels(caseId, saved)).Finding.Code);
        Assert.Equal("regions", Assert.Single(record.Workspace.Check.Run(null, default).Damaged).Place);
    });

    private static Dictionary<string, string> Colours => new() { ["liver"] = "#9467bd", ["spleen"] = "#7b68ee" };

    private static LabelVolume Painted(params (int Voxel, int Label)[] voxels)
    {
        ushort[] labels = new ushort[EditLattice.Count];
        foreach (var (voxel, label) in voxels) labels[voxel] = (ushort)label;
        return new LabelVolume(EditLattice, labels, new Dictionary<int, string> { [1] = "liver", [2] = "spleen" });
    }
}
