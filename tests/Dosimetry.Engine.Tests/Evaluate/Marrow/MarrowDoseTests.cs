using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Evaluate.Marrow;

/// <summary>Blood samples to marrow dose: worked by hand, and what has to be refused.</summary>
public sealed class MarrowDoseTests
{
    private static readonly MarrowTable Table = MarrowTable.OpenDefault();
    private static readonly NuclideData Lutetium = new NuclideLibrary(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides"))["Lu-177"];

    [Fact]
    public void The_self_dose_is_the_product_worked_by_hand()
    {
        // 10 MBq·h per litre = 0.01 MBq·h per g = 36 MBq·s per g; × 1170 g × 1.15e-5 mGy/(MBq·s) = 0.48438 mGy.
        MarrowDose dose = MarrowDosimetry.Of(Blood(10), [], Input(MarrowRatio.One, null), Table);
        Assert.Equal(36 * 1170 * 1.15e-5 / 1000, dose.SelfDose_Gy, 1e-9);
        Assert.Null(dose.RemainderDose_Gy);
        Assert.Contains(dose.Notes, n => n.Contains("not included: they need"));
        Assert.Equal(dose.MeanDose_Gy / 7.4, dose.DosePerActivity_Gy_per_GBq, 1e-12);
        Assert.Equal(0.1 * dose.SelfDose_Gy, dose.MeanSigma_Gy!.Value, 1e-12);
    }

    [Fact]
    public void The_ratio_by_haematocrit_scales_the_self_dose_alone()
    {
        RegionKinetics[] body = [Curve("remainder", 100_000), Curve("kidney_left", 3000)];
        MarrowDose one = MarrowDosimetry.Of(Blood(10), body, Input(MarrowRatio.One, 0.4), Table), ratio = MarrowDosimetry.Of(Blood(10), body, Input(MarrowRatio.Haematocrit, 0.4), Table);
        Assert.Equal(0.19 / 0.6, ratio.Ratio, 1e-12);
        Assert.Equal(one.SelfDose_Gy * 0.19 / 0.6, ratio.SelfDose_Gy, 1e-12);
        Assert.Equal(one.RemainderDose_Gy, ratio.RemainderDose_Gy);
        // 103 GBq·h × 3.6e12 decays × 0.0351 MeV × 0.4 over 80 kg.
        Assert.Equal(103 * 3.6e12 * 0.0351 * 1.602176634e-13 * 0.4 / 80, one.RemainderDose_Gy!.Value, one.RemainderDose_Gy.Value * 2e-3);
    }

    [Fact]
    public void Without_or_with_an_impossible_haematocrit_the_ratio_is_refused()
    {
        Assert.Equal("MARROW.NO_HAEMATOCRIT", Refused(null));
        Assert.Equal("MARROW.HAEMATOCRIT", Refused(40));
        Assert.Equal("MARROW.HAEMATOCRIT", Refused(0));
        string Refused(double? h) => Assert.Throws<RefusedException>(() => MarrowDosimetry.Of(Blood(10), [], Input(MarrowRatio.Haematocrit, h), Table)).Finding.Code;
    }

    [Fact]
    public void Blood_has_no_uptake_phase_whatever_the_points_say()
    {
        TimeActivityCurve curve = BloodCurve.Of([new(0.1, 50), new(0.5, 60), new(2, 30), new(24, 2), new(48, 1), new(96, 0.4)]);
        RegionKinetics blood = ModelSelection.Choose(curve, Lu177HalfLife);
        Assert.Equal(["mono", "bi"], blood.Fits.Select(f => f.Model));
    }

    [Fact]
    public void A_table_of_samples_is_read_sorted_and_a_broken_one_is_refused_by_its_row()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, ["# blood", "time_h,concentration_kBq_per_ml,sd_kBq_per_ml", "24,2,0.1", "0.5,60,3"]);
            Assert.Equal([0.5, 24], BloodCurve.Of(BloodCurve.Read(path)).Points.Select(p => p.Time_h));
            File.WriteAllLines(path, ["time_h,concentration_kBq_per_ml", "24,two"]);
            RefusedException refusal = Assert.Throws<RefusedException>(() => BloodCurve.Read(path));
            Assert.Equal("KINETICS.BLOOD", refusal.Finding.Code);
            Assert.Contains("sample 1", refusal.Message);
        }
        finally { File.Delete(path); }
    }

    private static MarrowInput Input(MarrowRatio ratio, double? haematocrit) => new(ratio, haematocrit, "M", 80, Lutetium, Activity.FromGBq(7.4));

    private static RegionKinetics Blood(double tia) => Curve(BloodCurve.Name, tia);

    private static RegionKinetics Curve(string name, double tia)
    {
        CurveFit fit = new("bi", [new ExponentialTerm(tia * 0.1, 0.1)], new Dictionary<string, double>(), null, null, tia, 0.1 * tia, 0, 0, []);
        return new RegionKinetics(name, [], [fit], fit, "test");
    }
}
