using System.Text.RegularExpressions;
using Dosimetry.Cases;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Import;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Tests.Model;

public sealed class ViewerLayerTests
{
    private const string Id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    [Fact]
    public void Without_an_import_there_is_nothing_to_show() => Assert.Empty(ViewerLayer.Of(View(null)));

    [Fact]
    public void Images_lie_in_the_order_ct_pet_spect_dose_and_two_are_shown()
    {
        IReadOnlyList<ViewerLayer> layers = ViewerLayer.Of(View([Spect(24), Ct, Pet, Spect(4)], Dose()));
        Assert.Equal(["HU", "SUV", "counts", "counts", "Gy"], layers.Select(l => l.Unit));
        Assert.Equal(["SPECT 4 h p.i.", "SPECT 24 h p.i."], layers.Where(l => l.Group == "spect").Select(l => l.Title));
        Assert.Equal(["ct-1", "dose"], layers.Where(l => l.InitiallyShown).Select(l => l.Key));
    }

    [Fact]
    public void Before_the_dose_the_pet_lies_on_the_ct_and_without_both_the_spect()
    {
        Assert.Equal(["ct-1", "pt-1"], ViewerLayer.Of(View([Ct, Pet, Spect(4)])).Where(l => l.InitiallyShown).Select(l => l.Key));
        Assert.Equal("nm-4", Assert.Single(ViewerLayer.Of(View([Spect(4), Spect(24)])), l => l.InitiallyShown).Key);
    }

    [Fact]
    public void Numbers_are_shown_in_the_unit_that_is_written()
    {
        ImportedSeries becquerel = Pet with { Pet = null };
        Assert.Equal(0.0005, Assert.Single(ViewerLayer.Of(View([Pet]))).Scale);
        ViewerLayer layer = Assert.Single(ViewerLayer.Of(View([becquerel])));
        Assert.Equal(("kBq/ml", 1e-3), (layer.Unit, layer.Scale)); // the file holds Bq/ml
    }

    [Fact]
    public void A_picture_that_was_not_drawn_is_not_asked_for() => Assert.Null(Assert.Single(ViewerLayer.Of(View([Ct]))).Preview);

    [Fact]
    public void A_dose_of_older_inputs_says_so() =>
        Assert.Equal("Dose (older inputs)", ViewerLayer.Of(View([Ct], Dose() with { IsStale = true })).Last().Title);

    [Fact]
    [Trait("REQ", "U2")]
    public void An_identifier_out_of_a_file_cannot_leave_its_address() =>
        Assert.Equal($"api/cases/{Id}/images/..%2F..%2Fx%3F.nii.gz", Assert.Single(ViewerLayer.Of(View([Ct with { Id = "../../x?" }]))).Url);

    private static ImportedSeries Ct => new("ct-1", "CT", "ctNumber", "HU", "ct.nii.gz", [4, 4, 4], [1, 1, 1], new double[16], "1", "1", null, "CT low dose", Day(0), 4);

    private static ImportedSeries Pet => Ct with
    {
        Id = "pt-1", Modality = "PT", Quantity = "activityConcentration", Unit = "Bq/ml", Description = "PSMA", AcquisitionTime = Day(-14),
        Pet = new PetQuantification("Ga-68", 4063, 150, Day(-14), Day(-14), "START", "BQML", 0.0005, 80),
    };

    private static ImportedSeries Spect(double hours) => AdministrationFormTests.Spect(hours);

    private static DateTime Day(int n) => new DateTime(2026, 3, 2, 10, 0, 0).AddDays(n);

    private static CaseResult Dose() => new("01BRZ3NDEKTSV4RRFFQ69G5FAV", Id, JobKinds.Dose, "/nowhere", default, "anna", "x", new Dictionary<string, string> { ["dose.nii.gz"] = "0" });

    private static CaseView View(ImportedSeries[]? series, CaseResult? dose = null) => new(new CaseOverview(
        new CaseSummary { Id = Id }, new VersionedSettings(new CaseSettings(), 0, null, null),
        series is null ? null : new Dosimetry.Cases.CaseImport("/nowhere", new ImportedStudy("/nowhere", new ImportedPatient(null, null, null, null, null, null), series, [], []), default, "anna"),
        null, dose, []));
}

public sealed partial class RegionOutlinesTests
{
    [Fact]
    public void Painted_regions_are_outlined_unions_and_the_body_are_not()
    {
        CaseResult prepared = new("01BRZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAV", JobKinds.Prepare, "/nowhere", default, "anna", "x", new Dictionary<string, string>());
        PreparedRegion Region(string name, string kind, int? label) => new(name, kind, label, "#00ff00", "test", null, 1, 1, [1, 2, 3]);
        PreparedRegions regions = new([Region("kidney_left", "organ", 1), Region("remainder", "body", 2), Region("kidneys", "organ", null)], [], [], 159.5);
        RegionOutlines outlines = RegionOutlines.Of(prepared, regions)!;
        Assert.Equal(("kidney_left", 1), (Assert.Single(outlines.Regions).Name, outlines.Regions[0].Label));
        Assert.EndsWith("/results/01BRZ3NDEKTSV4RRFFQ69G5FAV/labels.nii.gz", outlines.Url, StringComparison.Ordinal);
        Assert.Null(RegionOutlines.Of(null, regions));
        Assert.Null(RegionOutlines.Of(prepared, null));
    }

    [Fact]
    public void Isodose_lines_lie_below_the_maximum_and_have_colours_of_their_own() => Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), mGy =>
    {
        List<Isodose> lines = Isodose.Below(mGy / 1000.0);
        return lines.All(l => l.Level > 0 && l.Level < mGy / 1000.0 && Colour().IsMatch(l.Colour)) && lines.Select(l => l.Colour).Distinct().Count() == lines.Count;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Without_dose_there_are_no_lines(double maximum_Gy) => Assert.Empty(Isodose.Below(maximum_Gy));

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Colour();
}

public sealed class RegionsFormTests
{
    [Fact]
    public void What_was_saved_comes_back()
    {
        CaseSettings saved = new()
        {
            Images = new() { AlignmentConfirmed = true, CtSeriesId = "ct-1" }, Protocol = new() { Engine = "local" },
            Regions = new() { StructureSetId = "rs-1", FindLesions = false, LesionMethod = "percent:41", BurdenRule = "qpsma", LesionThreshold_SUV = 4.5, RejectedLesions = ["lesion_001"], AcceptedSpots = ["spot_7"] },
        };
        CaseSettings again = RegionsForm.From(saved).ApplyTo(saved);
        Assert.Equivalent(saved, again, strict: true);
    }

    [Theory]
    [InlineData(LesionSearch.WhenNoneIsDrawn, null)]
    [InlineData(LesionSearch.Always, true)]
    [InlineData(LesionSearch.Never, false)]
    public void The_search_is_stored_and_read_alike(LesionSearch search, bool? stored)
    {
        CaseSettings settings = new RegionsForm { Search = search }.ApplyTo(new());
        Assert.Equal(stored, settings.Regions.FindLesions);
        Assert.Equal(search, RegionsForm.From(settings).Search);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-3, 0.5)]
    [InlineData(4.2, 4.2)]
    [InlineData(9000, 50)]
    [InlineData(double.NaN, 0.5)] // never stored: a threshold that is no number would stop every later step
    public void The_threshold_stays_in_the_range_that_its_field_states(double typed, double stored) =>
        Assert.Equal(stored, new RegionsForm { Threshold_SUV = typed }.ApplyTo(new()).Regions.LesionThreshold_SUV);

    [Fact]
    public void Turning_a_spot_twice_changes_nothing()
    {
        RegionsForm form = new();
        foreach (string kind in (string[])["lesion", "physiological", "uncertain"])
        {
            PreparedSpot spot = new("spot_1", kind, null, 1, 10, 5, [0, 0, 0], 3);
            form.Turn(spot);
            Assert.True(form.IsTurned(spot));
            RegionSettings turned = form.ApplyTo(new()).Regions;
            Assert.Equal(kind == "lesion", turned.RejectedLesions.Contains("spot_1"));
            Assert.Equal(kind != "lesion", turned.AcceptedSpots.Contains("spot_1"));
            form.Turn(spot);
            Assert.False(form.IsTurned(spot));
        }
    }
}
