using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Evaluate;

/// <summary>BED per voxel: closed form, laws, cycles, histogram and maps.</summary>
public sealed class LinearQuadraticTests
{
    private static readonly Radiobiology Kidney = new("kidney", 2.5, 2.8, 1, "test", "read");
    private static readonly Grid Grid = new(4, 2, 1, Affine.Diagonal(new(10, 10, 10), default));

    [Fact]
    public void One_exponential_follows_the_published_closed_form()
    {
        foreach (double effective_h in (double[])[1, 8.5, 40, 152])
            foreach (double dose_Gy in (double[])[0, 0.1, 4, 60])
            {
                double expected = dose_Gy * (1 + dose_Gy / 2.5 * 2.8 / (2.8 + effective_h));
                Assert.Equal(expected, Along(effective_h).Bed_Gy(dose_Gy), 1e-9 * Math.Max(1, expected));
                Assert.Equal(expected / 1.8, Along(effective_h).Eqd2_Gy(dose_Gy), 1e-9 * Math.Max(1, expected));
            }
    }

    [Fact]
    public void Bed_is_never_below_the_dose_rises_with_it_and_tends_to_it_for_a_large_alpha_beta()
    {
        var cases = from d in Gen.Choose(0, 100_000) from l1 in Gen.Choose(5, 80) from l2 in Gen.Choose(81, 600) from share in Gen.Choose(-9, 20)
            select (Dose: d / 1000.0, Terms: (ExponentialTerm[])[new(1, l1 / 1000.0), new(share / 10.0, l2 / 1000.0)]);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            LinearQuadratic lq = LinearQuadratic.Along(c.Terms, Kidney), late = LinearQuadratic.Along(c.Terms, Kidney with { AlphaBeta_Gy = 1e12 });
            Assert.InRange(lq.LeaCatcheside, 0, 1 + 1e-12);
            Assert.True(lq.Bed_Gy(c.Dose) >= c.Dose && lq.Bed_Gy(c.Dose + 0.001) > lq.Bed_Gy(c.Dose));
            Assert.Equal(c.Dose, late.Bed_Gy(c.Dose), 1e-8);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Cycles_weeks_apart_add_and_are_milder_than_the_same_dose_at_once()
    {
        // Six cycles of 4 Gy, six weeks apart, integrated as one dose rate with repair (X' = R − μX, I' = R X, BED = D + 2 I/(α/β)).
        const double interval_h = 42 * 24, effective_h = 40, cycleDose_Gy = 4;
        double lambda = Math.Log(2) / effective_h, mu = Math.Log(2) / 2.8, integral = 0, x = 0, dose = 0;
        const double step_h = 0.02;
        for (double t = 0; t < 6 * interval_h; t += step_h)
        {
            double rate = 0, middle = t + step_h / 2;
            for (int c = 0; c < 6 && c * interval_h < middle; c++) rate += cycleDose_Gy * lambda * Math.Exp(-lambda * (middle - c * interval_h));
            double before = x;
            x = x * Math.Exp(-mu * step_h) + rate * (1 - Math.Exp(-mu * step_h)) / mu;
            (integral, dose) = (integral + rate * 0.5 * (before + x) * step_h, dose + rate * step_h);
        }
        double together = dose + 2 * integral / 2.5, added = 6 * Along(effective_h).Bed_Gy(cycleDose_Gy);
        Assert.Equal(together, added, 1e-3);
        Assert.Equal(26.5, added, 1);
        Assert.True(added < Along(effective_h).Bed_Gy(6 * cycleDose_Gy));
    }

    [Fact]
    public void A_histogram_of_bed_is_that_of_the_dose_on_another_axis()
    {
        Region region = Part("kidney_left", 0, 1, 2, 3, 4, 5, 6, 7);
        DoseSamples samples = DoseSamples.OfVoxels(region, Dose([1, 2, 3, 4, 5, 6, 7, 8]), null);
        ExponentialTerm[] terms = [new(1, Math.Log(2) / 40)];
        RegionBed bed = RegionBed.Of(samples, terms, Kidney with { Alpha_per_Gy = 0.15 })!;
        LinearQuadratic lq = Along(40);
        Assert.Equal(lq.Bed_Gy(8), bed.MaxBed_Gy, 1e-9);
        Assert.Equal(Enumerable.Range(1, 8).Average(d => lq.Bed_Gy(d)), bed.MeanBed_Gy, 1e-9); // the mean of the BED, not the BED of the mean
        Assert.True(bed.MeanBed_Gy > lq.Bed_Gy(4.5));
        DoseStatistics dose = new(samples), rescaled = new(samples.Rescaled(lq.Bed_Gy));
        foreach (double d in (double[])[0.5, 3.5, 7.5]) Assert.Equal(dose.V(d), rescaled.V(lq.Bed_Gy(d)), 1e-12);
        Assert.InRange(bed.Eubed_Gy!.Value, lq.Bed_Gy(1), bed.MeanBed_Gy); // the coldest cells survive: below the mean
    }

    [Fact]
    public void Eubed_of_a_uniform_dose_is_that_dose_and_no_power_underflows()
    {
        DoseStatistics uniform = new(DoseSamples.OfVoxels(Part("lesion_001", 0, 1, 2, 3), Dose([300, 300, 300, 300, 0, 0, 0, 0]), null));
        Assert.Equal(300, uniform.Eubed_Gy(10), 1e-9);
        DoseStatistics cold = new(DoseSamples.OfVoxels(Part("lesion_001", 0, 1), Dose([10, 500, 0, 0, 0, 0, 0, 0]), null));
        Assert.Equal(10 + Math.Log(2) / 0.5, cold.Eubed_Gy(0.5), 1e-9); // half the cells get 10 Gy, none of the others survive
    }

    [Fact]
    public void Every_voxel_has_the_parameters_of_its_largest_known_region_and_none_outside()
    {
        Region kidney = new("kidney_left", RegionClass.Organ, [0, 1, 2], [1, 0.3f, 0.2f], "t", "#000"), rest = new("remainder", RegionClass.Body, [1, 2, 3], [0.7f, 0.2f, 1], "t", "#000"),
            lesion = new("lesion_001", RegionClass.Lesion, [2], [0.6f], "t", "#000");
        RadiobiologyTable table = new([Kidney, new("lesion", 3, 1.5, -10, "test", "read")]);
        BiologicalMaps maps = BiologicalMaps.Of(Dose([4, 4, 4, 4, 4, 4, 4, 4]), new RegionSet(Grid, [kidney, rest, lesion], []), new KineticsResult([Curve("kidney_left", 40), Curve("lesion_001", 80), Curve("remainder", 50)], new(Grid, new float[8]), []), table);
        double inKidney = Along(40).Bed_Gy(4), inLesion = 4 * (1 + 4 / 3.0 * 1.5 / 81.5);
        Assert.Equal([inKidney, inKidney, inLesion, 0], maps.Bed.Values.Take(4).Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(inKidney / 1.8, maps.Eqd2.Values[0], 1e-5);
        Assert.Equal("bed", BiologicallyEffectiveDose.Name);
    }

    [Fact]
    public void A_case_may_change_single_organs_and_incomplete_entries_are_refused()
    {
        RadiobiologyTable table = RadiobiologyTable.OpenDefault();
        Radiobiology changed = new CaseRadiobiology("kidney", AlphaBeta_Gy: 2.6).Entry(table);
        Assert.Equal((2.6, 2.8, "to check"), (changed.AlphaBeta_Gy, changed.RepairHalfLife_h, changed.Status));
        Assert.Equal(2.6, table.With([changed]).For("kidney_left")!.AlphaBeta_Gy);
        Assert.Equal(2.5, table.For("kidney_left")!.AlphaBeta_Gy);
        Assert.Equal("CASE.RADIOBIOLOGY", Assert.Throws<RefusedException>(() => new CaseRadiobiology("pancreas", AlphaBeta_Gy: 3).Entry(table)).Finding.Code);
        CaseDescription wrong = new() { Protocol = new() { Radiobiology = [new("kidney", AlphaBeta_Gy: 2500)] } };
        Assert.Equal("CASE.OUT_OF_RANGE", Assert.Throws<RefusedException>(() => CaseRanges.Refuse(wrong)).Finding.Code);
    }

    private static LinearQuadratic Along(double effective_h) => LinearQuadratic.Along([new ExponentialTerm(7, Math.Log(2) / effective_h)], Kidney);
    private static Volume<Dose_Gy> Dose(float[] values) => new(Grid, values);
    private static Region Part(string name, params int[] voxels) => new(name, RegionNames.ClassOf(name), voxels, [.. voxels.Select(_ => 1f)], "t", "#000000");

    private static RegionKinetics Curve(string name, double effective_h)
    {
        double rate = Math.Log(2) / effective_h;
        CurveFit fit = new("mono", [new ExponentialTerm(100, rate)], new Dictionary<string, double>(), null, null, 100 / rate, 0, 0.1, 0, []);
        return new RegionKinetics(name, [], [fit], fit, "test");
    }
}
