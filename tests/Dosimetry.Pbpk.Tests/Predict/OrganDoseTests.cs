using System.Text.Json;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Pbpk.Tests.Predict;

public sealed class OrganDoseTests
{
    private const double Energy_J_per_MBq_h = 8.4844865830104e-05; // 147.1 keV per decay, as the reference files state
    private static readonly Label Lu177 = Label.FromHalfLife("Lu-177", 6.647 * 86400);

    [Theory]
    [InlineData("plan_default_1x7p4GBq_57nmol")]
    [InlineData("plan_default_1x7p4GBq_200nmol")]
    [InlineData("plan_default_6x7p4GBq_57nmol")]
    public void Dose_and_effect_agree_with_the_independent_implementation(string name)
    {
        JsonElement reference = PbpkData.Json(name);
        PbpkModel model = new(PatientFile.Read(reference));
        Dictionary<string, double> alphaBeta = reference.Numbers("alpha_beta"), repair = reference.Numbers("Trep_h");
        DoseFactors[] factors = [.. alphaBeta.Keys.Select(o => new DoseFactors(o, DoseFactors.SelfDose_Gy_per_MBq_h(model, o, Energy_J_per_MBq_h, 1.05), alphaBeta[o], repair[o]))];
        Protocol protocol = Protocol.Cycles(Lu177, reference.GetProperty("activity_MBq_per_cycle").GetDouble(), reference.GetProperty("ligand_nmol_per_cycle").GetDouble(),
            reference.GetProperty("cycles").GetInt32(), reference.GetProperty("interval_min").GetDouble());
        foreach (OrganDose d in OrganDose.Of(model, protocol, factors))
        {
            Dictionary<string, double> expected = reference.GetProperty("results").GetProperty(d.Organ).EnumerateObject()
                .Where(p => p.Value.ValueKind == JsonValueKind.Number).ToDictionary(p => p.Name, p => p.Value.GetDouble());
            Assert.Equal(1, d.Dose_Gy / expected["D_Gy"], 1e-5);
            Assert.Equal(1, d.Protraction_Gy2 / expected["GD2"], 1e-5);
            Assert.Equal(1, d.Bed_Gy / expected["BED_Gy"], 1e-5);
            Assert.Equal(1, d.Eqd2_Gy / expected["EQD2_Gy"], 1e-5);
        }
    }

    [Fact]
    public void Thirty_virtual_patients_get_the_doses_of_the_independent_implementation()
    {
        foreach (JsonElement patient in PbpkData.Json("virtual_population").GetProperty("patients").EnumerateArray())
        {
            PbpkModel model = new(PatientFile.Read(patient));
            Dictionary<string, double> expected = patient.Numbers("Gy_per_GBq");
            DoseFactors[] factors = [.. expected.Keys.Select(o => new DoseFactors(o, DoseFactors.SelfDose_Gy_per_MBq_h(model, o, Energy_J_per_MBq_h, 1.05), 3, 1.5))];
            foreach (OrganDose d in OrganDose.Of(model, Protocol.Cycles(Lu177, 7400, 57.1), factors)) Assert.Equal(1, d.Dose_Gy / 7.4 / expected[d.Organ], 1e-4);
        }
    }

    /// <summary>Slow repair joins all dose into one: G → 1. Fast repair leaves nothing to join: G → 0.</summary>
    [Fact]
    public void Protraction_lies_between_acute_and_infinitely_slow()
    {
        PbpkModel model = new(new PbpkPatient());
        double ShareOf(double repairHalfLife_h)
        {
            OrganDose d = OrganDose.Of(model, Protocol.Cycles(Lu177, 7400, 57.1), [new DoseFactors("Kidney", 2.6e-4, 2.5, repairHalfLife_h)])[0];
            return d.Protraction_Gy2 / (d.Dose_Gy * d.Dose_Gy);
        }

        Assert.Equal(1, ShareOf(1e7), 1e-3);
        Assert.InRange(ShareOf(2.8), 0.03, 0.3);
        Assert.InRange(ShareOf(0.01), 0, 1e-3);
    }

    [Fact]
    public void Largest_activity_meets_the_limit_exactly() => Prop.ForAll(
        (from a in Gen.Choose(1, 400) from b in Gen.Choose(0, 100) from limit in Gen.Choose(1, 80) from cycles in Gen.Choose(1, 8) select (a / 100.0, b / 1000.0, (double)limit, cycles)).ToArbitrary(),
        x =>
        {
            (double a, double b, double limit_Gy, int cycles) = x;
            double largest = ActivityLimit.ForBed(a, b, limit_Gy, cycles);
            return Math.Abs(cycles * (a * largest + b * largest * largest) - limit_Gy) < 1e-9 * limit_Gy;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Thyroid", 2.8, "no organ 'Thyroid'")]
    [InlineData("Kidney", 0, "must be positive")]
    public void An_unknown_organ_or_no_repair_is_refused(string organ, double repairHalfLife_h, string expected) => Assert.Contains(expected,
        Assert.Throws<PbpkInputException>(() => OrganDose.Of(new PbpkModel(new PbpkPatient()), Protocol.Cycles(Lu177, 7400, 57.1), [new DoseFactors(organ, 1e-4, 3, repairHalfLife_h)])).Message,
        StringComparison.Ordinal);
}
