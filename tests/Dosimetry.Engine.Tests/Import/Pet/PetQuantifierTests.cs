using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Pet;

namespace Dosimetry.Engine.Tests.Import.Pet;

/// <summary>Each SUV rule against a hand calculation: 70 kg, 368.08 MBq of F-18 (half-life 6586.2 s) injected at 10:00.</summary>
public sealed class PetQuantifierTests
{
    private const double HalfLife_s = 6586.2, Lambda = 0.6931471805599453 / HalfLife_s;
    private static readonly DateTime Ten = new(2025, 1, 1, 10, 0, 0), Eleven = new(2025, 1, 1, 11, 0, 0);

    private static readonly PetHeader Usual = new()
    {
        Units = "BQML", DecayCorrection = "START", CorrectedImage = ["NORM", "ATTN", "DECY"], TotalDose = 368.08e6, HalfLife_s = HalfLife_s,
        InjectionDateTime = Ten, SeriesTime = Eleven, Weight = 70, Height_m = 1.75, Sex = "M",
        Frames = [new PetFrame(Eleven, 300, 150, null)],
    };

    private static double SuvAt(DateTime reference) => 70_000 / (368.08e6 * Math.Exp(-Lambda * (reference - Ten).TotalSeconds));

    [Fact]
    public void Bq_per_ml_at_series_time_gives_the_textbook_factor()
    {
        PetScale scale = PetQuantifier.Quantify(Usual);
        Assert.Equal(("activityConcentration", "Bq/ml"), (scale.Quantity, scale.Unit));
        Assert.Equal(1, scale.FrameScale[0]);
        Assert.Equal(SuvAt(Eleven), scale.Quantification.SuvFactor!.Value, 1e-12);
        Assert.Equal(Eleven, scale.Quantification.ReferenceTime);
        Assert.DoesNotContain(scale.Findings, f => f.Severity > Severity.Info);
    }

    [Fact]
    public void ADMIN_is_not_corrected_a_second_time() => // horos #653
        Assert.Equal(70_000 / 368.08e6, Quantified(Usual with { DecayCorrection = "ADMIN" }).SuvFactor!.Value, 1e-12);

    [Fact]
    public void NONE_corrects_every_slice_from_its_own_time()
    {
        PetHeader beds = Usual with { DecayCorrection = "NONE", Frames = [new(Eleven, 300, null, null), new(Eleven.AddMinutes(20), 300, null, null)] };
        PetScale scale = PetQuantifier.Quantify(beds);
        double during = Lambda * 300 / (1 - Math.Exp(-Lambda * 300));
        Assert.Equal(during, scale.FrameScale[0], 1e-12);
        Assert.Equal(during * Math.Exp(Lambda * 1200), scale.FrameScale[1], 1e-12);
        Assert.Equal(Eleven, scale.Quantification.ReferenceTime);
    }

    [Fact]
    public void Series_time_after_the_acquisition_is_replaced_by_the_back_computed_time() // dcm2niix #983 and the reference object 3_2
    {
        PetHeader late = Usual with { SeriesTime = new DateTime(2025, 1, 1, 11, 30, 0), Frames = [new(Eleven.AddMinutes(2.5), 603, 450, null)] };
        PetScale scale = PetQuantifier.Quantify(late);
        Assert.InRange((scale.Quantification.ReferenceTime!.Value - Eleven).TotalSeconds, -3, 3);
        Assert.Contains(scale.Findings, f => f is { Code: "PET.REFERENCE_TIME_AMBIGUOUS", Severity: Severity.Warning } && f.Text.Contains("11:30:00", StringComparison.Ordinal));
    }

    [Fact]
    public void A_private_reference_time_wins_and_the_difference_is_named()
    {
        PetScale scale = PetQuantifier.Quantify(Usual with { VendorReferenceTime = Ten.AddMinutes(30) });
        Assert.Equal(SuvAt(Ten.AddMinutes(30)), scale.Quantification.SuvFactor!.Value, 1e-12);
        Assert.Contains(scale.Findings, f => f.Code == "PET.REFERENCE_TIME_AMBIGUOUS");
    }

    [Fact]
    public void Decay_factor_cross_checks_the_reference_time()
    {
        double factor = Decay(300) * Math.Exp(Lambda * 1092);
        PetFrame frame = new(Eleven.AddSeconds(1092), 300, 1092 + MeanTime(300), factor);
        Assert.DoesNotContain(PetQuantifier.Quantify(Usual with { Frames = [frame] }).Findings, f => f.Code == "PET.REFERENCE_TIME_AMBIGUOUS");
        Assert.Contains(PetQuantifier.Quantify(Usual with { Frames = [frame with { DecayFactor = 1.05 * factor }] }).Findings, f => f.Code == "PET.REFERENCE_TIME_AMBIGUOUS");
        Assert.DoesNotContain(PetQuantifier.Quantify(Usual with { Frames = [frame with { DecayFactor = 1 }] }).Findings, f => f.Code == "PET.REFERENCE_TIME_AMBIGUOUS");
    }

    /// <summary>A real GE slice: Decay Factor 1.13241 with a frame of 180 s and Frame Reference Time 1092 s, half-life 6588 s, fits only when the time counts to the frame's start.</summary>
    [Fact]
    public void GE_counts_frame_reference_time_to_the_start_of_the_frame()
    {
        PetHeader ge = Usual with { Manufacturer = "GE MEDICAL SYSTEMS", HalfLife_s = 6588, SeriesTime = null, Frames = [new(Eleven, 180, 1092, 1.13241)] };
        PetScale scale = PetQuantifier.Quantify(ge);
        Assert.Equal(Eleven.AddSeconds(-1092), scale.Quantification.ReferenceTime);
        Assert.DoesNotContain(scale.Findings, f => f.Code == "PET.REFERENCE_TIME_AMBIGUOUS");
    }

    [Theory]
    [InlineData("LBM", "M", 1.10 * 70 - 120 * 0.16)]
    [InlineData("LBMJAMES128", "M", 56.52)]
    [InlineData("LBMJAMES128", "F", 1.07 * 70 - 148 * 0.16)]
    [InlineData("LBMJANMA", "M", 9270 * 70 / (6680 + 216 * 70 / 3.0625))]
    [InlineData("IBW", "M", 48 + 1.06 * 23)]
    [InlineData("IBW", "O", (48 + 1.06 * 23 + 45.5 + 0.91 * 23) / 2)]
    public void Lean_body_types_become_body_weight(string type, string sex, double mass_kg)
    {
        PetScale scale = PetQuantifier.Quantify(Usual with { Units = "GML", SuvType = type, Sex = sex });
        Assert.Equal(70 / mass_kg, scale.FrameScale[0] * scale.Quantification.SuvFactor!.Value, 1e-9);
    }

    [Fact]
    public void Body_surface_type_becomes_body_weight()
    {
        double surface_cm2 = 71.84 * Math.Pow(70, 0.425) * Math.Pow(175, 0.725);
        PetScale scale = PetQuantifier.Quantify(Usual with { Units = "CM2ML" });
        Assert.Equal(70_000 / surface_cm2, scale.FrameScale[0] * scale.Quantification.SuvFactor!.Value, 1e-9);
    }

    [Fact]
    public void SUV_without_an_administered_activity_stays_SUV()
    {
        PetScale scale = PetQuantifier.Quantify(Usual with { Units = "GML", TotalDose = null });
        Assert.Equal(("suvBw", 1.0), (scale.Quantity, scale.Quantification.SuvFactor!.Value));
        Assert.Contains(scale.Findings, f => f.Code == "PET.ONLY_SUV");
    }

    [Theory] // MOOSE #230
    [InlineData(0.0005, null, 0.0005)]
    [InlineData(0.0005, 3.0, 0.0005)]
    [InlineData(0.0, 2.0, null)]
    public void Philips_counts_use_their_private_factors(double? suvScale, double? activityScale, double? expectedSuv)
    {
        PetScale scale = PetQuantifier.Quantify(Usual with { Units = "CNTS", Manufacturer = "Philips Medical Systems", PhilipsSuvScale = suvScale, PhilipsActivityScale = activityScale });
        Assert.Equal(expectedSuv ?? activityScale!.Value * SuvAt(Eleven), scale.FrameScale[0] * scale.Quantification.SuvFactor!.Value, 1e-12);
    }

    [Fact]
    public void A_dose_in_MBq_and_a_weight_in_grams_are_used_and_named()
    {
        PetScale scale = PetQuantifier.Quantify(Usual with { TotalDose = 368.08, Weight = 70_000 });
        Assert.Equal(SuvAt(Eleven), scale.Quantification.SuvFactor!.Value, 1e-12);
        Assert.Contains(scale.Findings, f => f.Code == "PET.ACTIVITY_IN_MBQ");
        Assert.Contains(scale.Findings, f => f.Code == "PET.WEIGHT_IN_GRAMS");
    }

    [Fact]
    public void An_injection_time_without_a_date_is_that_of_the_scan_day() // Slicer-PETDICOMExtension #20
    {
        PetScale scale = PetQuantifier.Quantify(Usual with { InjectionDateTime = null, InjectionTimeOfDay = new TimeOnly(10, 0) });
        Assert.Equal(Ten, scale.Quantification.InjectionTime);
        Assert.Contains(scale.Findings, f => f.Code == "PET.INJECTION_DATE_ASSUMED");
    }

    [Fact]
    public void An_injection_before_midnight_is_on_the_day_before_the_scan() // z-rad PR #282
    {
        DateTime scan = new(2025, 1, 2, 0, 10, 0);
        PetScale scale = PetQuantifier.Quantify(Usual with { InjectionDateTime = null, InjectionTimeOfDay = new TimeOnly(23, 10), SeriesTime = scan, Frames = [new(scan, 300, 150, null)] });
        Assert.Equal(new DateTime(2025, 1, 1, 23, 10, 0), scale.Quantification.InjectionTime);
        Assert.Equal(SuvAt(Eleven), scale.Quantification.SuvFactor!.Value, 1e-12);
    }

    [Fact]
    public void The_date_of_the_injection_counts_over_days() // Slicer-PETDICOMExtension #28
    {
        DateTime scan = new(2025, 1, 4, 10, 0, 0);
        PetHeader zirconium = Usual with { HalfLife_s = 282_276, SeriesTime = scan, Frames = [new(scan, 300, 150, null)] };
        Assert.Equal(70_000 / (368.08e6 * Math.Pow(2, -3 * 86_400.0 / 282_276)), Quantified(zirconium).SuvFactor!.Value, 1e-12);
        PetScale dateless = PetQuantifier.Quantify(zirconium with { InjectionDateTime = null, InjectionTimeOfDay = new TimeOnly(10, 0) });
        Assert.Null(dateless.Quantification.SuvFactor);
        Assert.Contains(dateless.Findings, f => f.Code == "PET.INJECTION_DATE_MISSING");
    }

    public static TheoryData<string, PetHeader> NoActivity => new()
    {
        { "PET.NOT_ATTENUATION_CORRECTED", Usual with { CorrectedImage = ["DECY"] } },
        { "PET.NOT_ATTENUATION_CORRECTED", Usual with { AttenuationCorrectionMethod = "NONE, 0.0 cm-1" } },
        { "PET.UNITS", Usual with { Units = "PROPCNTS" } },
        { "PET.UNITS", Usual with { Units = null } },
        { "PET.UNITS", Usual with { Units = "CNTS", Manufacturer = "SIEMENS" } },
        { "PET.PHILIPS_SCALE_MISSING", Usual with { Units = "CNTS", Manufacturer = "Philips" } },
        { "PET.SUV_TYPE", Usual with { Units = "GML", SuvType = "LBM", Height_m = null } },
        { "PET.NOT_DECAY_CORRECTED", Usual with { DecayCorrection = "NONE", Frames = [new(Eleven, null, null, null)] } },
    };

    [Theory, MemberData(nameof(NoActivity))]
    public void What_cannot_be_Bq_per_ml_is_refused_by_name(string code, PetHeader header)
    {
        PetScale scale = PetQuantifier.Quantify(header);
        Assert.Equal("uncalibrated", scale.Quantity);
        Assert.Null(scale.Quantification.SuvFactor);
        Assert.Contains(scale.Quantification.Refusals, r => r.Code == code);
    }

    public static TheoryData<string, PetHeader> NoSuv => new()
    {
        { "PET.WEIGHT_MISSING", Usual with { Weight = null } },
        { "PET.WEIGHT_MISSING", Usual with { Weight = 0 } },
        { "PET.ACTIVITY_MISSING", Usual with { TotalDose = 0 } },
        { "PET.HALF_LIFE_MISSING", Usual with { HalfLife_s = null } },
        { "PET.INJECTION_TIME_MISSING", Usual with { InjectionDateTime = null } },
        { "PET.INJECTION_AFTER_SCAN", Usual with { InjectionDateTime = Eleven.AddMinutes(5) } },
        { "PET.INJECTION_TOO_EARLY", Usual with { InjectionDateTime = Ten.AddDays(-1) } },
    };

    [Theory, MemberData(nameof(NoSuv))]
    public void Without_its_ingredients_there_is_no_SUV_but_still_Bq_per_ml(string code, PetHeader header)
    {
        PetScale scale = PetQuantifier.Quantify(header);
        Assert.Equal("activityConcentration", scale.Quantity);
        Assert.Null(scale.Quantification.SuvFactor);
        Assert.Contains(scale.Quantification.Refusals, r => r.Code == code);
    }

    private static Dosimetry.Engine.Import.PetQuantification Quantified(PetHeader header) => PetQuantifier.Quantify(header).Quantification;
    private static double Decay(double t) => Lambda * t / (1 - Math.Exp(-Lambda * t));
    private static double MeanTime(double t) => Math.Log(Decay(t)) / Lambda;
}
