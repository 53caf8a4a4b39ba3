using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Web.Authentication;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Tests.Model;

public sealed class AdministrationFormTests
{
    private static readonly DateTime Injection = new(2026, 3, 2, 10, 0, 0);

    [Fact]
    public void Fields_come_from_the_files_until_a_person_saved_others()
    {
        AdministrationForm form = AdministrationForm.For(new(), [Spect(4)]);
        Assert.True(form.IsFromFiles);
        Assert.Equal((7400, Injection, 2), (form.Activity_MBq, form.InjectionTime, form.Heads));
        CaseSettings saved = new() { Administration = new() { Activity_MBq = 7250, InjectionTime = Injection.AddMinutes(3), Ligand = "PSMA-I&T" } };
        form = AdministrationForm.For(saved, [Spect(4)]);
        Assert.False(form.IsFromFiles);
        Assert.Equal((7250, Injection.AddMinutes(3), "PSMA-I&T"), (form.Activity_MBq, form.InjectionTime, form.Ligand));
    }

    [Fact]
    public void Activity_in_millicurie_is_stored_in_megabecquerel() => Prop.ForAll(Gen.Choose(1, 1000).ToArbitrary(), mCi =>
    {
        AdministrationForm form = new() { Unit = ActivityUnit.mCi, ShownActivity = mCi };
        double stored = form.Activity_MBq!.Value;
        form.Unit = ActivityUnit.MBq;
        return Math.Abs(stored - 37.0 * mCi) < 1e-9 * stored && form.ShownActivity == stored;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sensitivity_is_asked_for_only_where_the_scan_holds_counts()
    {
        Assert.Contains(AdministrationForm.For(new(), [Spect(4)]).Errors, e => e.Contains("sensitivity", StringComparison.Ordinal));
        Assert.Empty(AdministrationForm.For(new(), [Spect(4, quantitative: true)]).Errors);
    }

    [Fact]
    public void A_slip_of_unit_is_caught()
    {
        AdministrationForm form = AdministrationForm.For(new(), [Spect(4, quantitative: true)]);
        form.ShownActivity = 7.4e6; // kBq typed into a MBq field
        Assert.Contains("50000 MBq", Assert.Single(form.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Saving_keeps_what_other_forms_wrote()
    {
        CaseSettings saved = new() { Patient = new() { Weight_kg = 81 }, Protocol = new() { Engine = "local" } };
        AdministrationForm form = AdministrationForm.For(saved, [Spect(4)]);
        (form.Sensitivity_cps_per_MBq, form.RelSigma_percent) = (9.2, 3);
        CaseSettings changed = form.ApplyTo(saved);
        Assert.Equal((saved.Patient, saved.Protocol), (changed.Patient, changed.Protocol));
        Assert.Equal((9.2, true, 2, 0.03), (changed.Calibration!.Sensitivity_cps_per_MBq, changed.Calibration.PerHead, changed.Calibration.Heads, changed.Calibration.RelSigma));
    }

    [Fact]
    public void Injected_activity_decays_to_each_scan()
    {
        AdministrationForm form = AdministrationForm.For(new(), [Spect(4)]);
        form.Sensitivity_cps_per_MBq = 9;
        Duration halfLife = Duration.FromHours(160);
        PlausibleScan scan = Assert.Single(PlausibleScan.Of([Spect(160)], form, halfLife));
        Assert.Equal(3700, scan.Decayed.MBq, 9);
        Assert.Equal(2 * 9 * 3700, scan.CountRate_cps!.Value, 6);
        form.PerHead = false;
        Assert.Equal(9 * 3700, Assert.Single(PlausibleScan.Of([Spect(160)], form, halfLife)).CountRate_cps!.Value, 6);
        Assert.Empty(PlausibleScan.Of([Spect(-24)], form, halfLife));
    }

    internal static ImportedSeries Spect(double hours, bool quantitative = false) => new(
        $"nm-{hours}", "NM", "counts", "1", "nm.nii.gz", [128, 128, 96], [4.42, 4.42, 4.42], new double[16], "1.2", "1.2", null, $"SPECT {hours} h",
        Injection.AddHours(hours), 1)
    {
        Nm = new NmAcquisition("Lu-177", 7400, Injection, 20, 60, 2, 1200, false, quantitative),
    };
}

public sealed class ImageTimelineTests
{
    private static readonly DateTime Injection = new(2026, 3, 2, 10, 0, 0);

    [Fact]
    public void Marks_keep_the_order_of_time_and_stay_on_the_axis() => Prop.ForAll(
        Gen.Choose(-2000, 400).Select(h => (double)h).NonEmptyListOf().ToArbitrary(), hours =>
    {
        ImageTimeline timeline = ImageTimeline.Of(hours.Select(h => AdministrationFormTests.Spect(h)), Injection);
        IReadOnlyList<TimelineMark> marks = timeline.Marks;
        return marks.Count == hours.Count && marks.All(m => m.X is >= 0 and <= 1)
            && marks.Zip(marks.Skip(1)).All(p => p.First.Time <= p.Second.Time && p.First.X <= p.Second.X);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_an_injection_time_nothing_claims_hours_after_injection()
    {
        ImageTimeline timeline = ImageTimeline.Of([AdministrationFormTests.Spect(4), AdministrationFormTests.Spect(24)], null);
        Assert.All(timeline.Marks, m => Assert.Null(m.AfterInjection_h));
        Assert.False(timeline.HasBefore);
    }

    [Fact]
    public void Series_without_a_time_are_counted() =>
        Assert.Equal(1, ImageTimeline.Of([AdministrationFormTests.Spect(4) with { AcquisitionTime = null }], Injection).Undated);
}

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/jobs?case=1", "/jobs?case=1")]
    [InlineData("//evil.example", "/cases")]
    [InlineData("/\\evil.example", "/cases")]
    [InlineData("/\tevil", "/cases")]
    [InlineData("https://evil.example", "/cases")]
    [InlineData(null, "/cases")]
    [InlineData("", "/cases")]
    public void Signing_in_never_leads_to_another_site(string? then, string expected) => Assert.Equal(expected, LocalAddress.OrCases(then));
}

public sealed class WordsTests
{
    [Theory]
    [InlineData(double.NaN, "not a number")]
    [InlineData(double.PositiveInfinity, "not a number")]
    [InlineData(null, "–")]
    [InlineData(6662.73, "6663")]
    [InlineData(24.1666, "24.17")]
    [InlineData(0.0, "0")]
    public void A_number_that_failed_never_looks_like_one(double? value, string text) => Assert.Equal(text, Words.Number(value));
}
