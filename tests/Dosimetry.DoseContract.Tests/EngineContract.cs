using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.DoseContract.Tests;

/// <summary>What every dose engine must do on every executor. An engine joins by one derived class.</summary>
public abstract class EngineContract
{
    private static readonly Grid Cube = Boxes.Grid(15, 15, 15, 4, 4, 4);

    /// <summary>The engine under test.</summary>
    protected abstract IDoseEngine Engine { get; }
    /// <summary>The executor under test.</summary>
    protected virtual IVoxelDevice Device { get; } = new CpuDevice(2);
    /// <summary>Relative agreement asked of two runs that should be the same but for rounding.</summary>
    protected virtual double Rounding => 1e-5;
    /// <summary>Statistical scatter of one voxel, relative to the largest dose; 0 for engines without chance.</summary>
    protected virtual double Noise => 0;

    private float[] Dose(DoseInput input) => Run(input).Dose.Values;
    private DoseResult Run(DoseInput input) => Engine.Compute(input, new DoseOptions(), Device, null, default);

    private static void Alike(float[] expected, float[] actual, double share)
    {
        double largest = expected.Max();
        Assert.True(largest > 0, "a dose of nothing proves nothing");
        for (int v = 0; v < expected.Length; v++) Assert.True(Math.Abs(expected[v] - actual[v]) <= share * largest,
            $"voxel {v}: {expected[v]} against {actual[v]}");
    }

    [Fact]
    public void Twice_the_activity_is_twice_the_dose()
    {
        DoseInput input = Boxes.Blob(Cube, 1);
        Alike([.. Dose(input).Select(d => 2 * d)], Dose(Boxes.Blob(Cube, 2)), Rounding);
    }

    [Fact]
    public void The_dose_of_a_sum_is_the_sum_of_the_doses()
    {
        DoseInput a = Boxes.Point(Cube, 3, 4, 5), b = Boxes.Point(Cube, 9, 8, 11);
        DoseInput both = a with { Tia = new(Cube, [.. a.Tia.Values.Zip(b.Tia.Values, (x, y) => x + y)]) };
        Alike([.. Dose(a).Zip(Dose(b), (x, y) => x + y)], Dose(both), Math.Max(Noise, Rounding));
    }

    [Fact]
    public void A_mirrored_patient_gets_the_mirrored_dose()
    {
        DoseInput input = Boxes.Heterogeneous(Cube);
        Alike(Boxes.Mirror(Cube, Dose(input)), Dose(Boxes.Mirrored(input)), Math.Max(Noise, Rounding));
    }

    [Fact]
    public void Exchanged_axes_exchange_the_dose()
    {
        DoseInput input = Boxes.Heterogeneous(Cube);
        Alike(Boxes.Rotate(Cube, Dose(input)), Dose(Boxes.Rotated(input)), Math.Max(Noise, Rounding));
    }

    [Fact]
    public void Non_cubic_voxels_exchange_with_their_axes()
    {
        Grid flat = Boxes.Grid(13, 12, 11, 2, 3, 5), turned = Boxes.Grid(12, 11, 13, 3, 5, 2);
        float[] a = Dose(Boxes.Point(flat, 6, 5, 4)), b = Dose(Boxes.Point(turned, 5, 4, 6));
        float[] expected = new float[a.Length];
        for (int v = 0; v < a.Length; v++)
        {
            (int i, int j, int k) = flat.Voxel(v);
            expected[turned.Index(j, k, i)] = a[v];
        }
        Alike(expected, b, Math.Max(Noise, 1e-4));
    }

    [Fact]
    public void Denser_matter_gets_less_dose_for_the_same_energy()
    {
        double Mean(double density) => Run(Boxes.Uniform(Cube, density)).Dose.Values[Cube.Index(7, 7, 7)];
        // in the middle of a large active region the electron part goes as 1/density; the photon part is under 5 % of it here
        Assert.Equal(1.0, Mean(1.0) / Mean(0.9) / 0.9, 0.01 + Noise);
    }

    [Fact]
    public void Energy_is_accounted_for_and_never_made()
    {
        DoseResult result = Run(Boxes.Heterogeneous(Cube));
        Assert.Equal(1, result.EnergyBalance, 1e-3);
        Assert.InRange(result.AbsorbedFraction, 0.5, 1);
        Assert.All(result.Dose.Values, d => Assert.True(float.IsFinite(d)));
    }

    [Fact]
    public void In_the_middle_of_endless_activity_nearly_all_charged_energy_is_absorbed()
    {
        double charged = 147.9, gyPerKeV = 1.602176634e-16 * 1e6 / 1e-3; // keV per decay; Gy g per MBq·s
        double dose = Run(Boxes.Uniform(Cube, 1)).Dose.Values[Cube.Index(7, 7, 7)], perMass = 1 / Cube.VoxelVolume_ml;
        Assert.InRange(dose / (perMass * gyPerKeV * charged), 0.995 - Noise, 1 + 35.1 / charged); // between all electrons and all electrons and photons
    }

    [Fact]
    public void The_result_does_not_depend_on_the_threads()
    {
        DoseInput input = Boxes.Heterogeneous(Cube);
        using var one = new CpuDevice(1);
        using var three = new CpuDevice(3);
        Assert.Equal(Engine.Compute(input, new(Threads: 1), one, null, default).Dose.Values,
            Engine.Compute(input, new(Threads: 3), three, null, default).Dose.Values);
    }

    [Fact]
    public void The_result_says_what_made_it()
    {
        DoseResult result = Run(Boxes.Blob(Cube, 1));
        Assert.Equal(Engine.Name, result.Engine);
        Assert.Equal(Device.Name, result.Device);
        Assert.Equal("ICRP-107", result.DecayData);
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "nan", "DOSE.TIA_NOT_FINITE" }, { "infinity", "DOSE.TIA_NOT_FINITE" }, { "minus infinity", "DOSE.TIA_NOT_FINITE" }, { "negative", "DOSE.TIA_NEGATIVE" }, { "vacuum", "DOSE.DENSITY_ZERO" },
        { "negative density", "DOSE.DENSITY_RANGE" }, { "nan density", "DOSE.DENSITY_RANGE" }, { "kg/m3", "DOSE.DENSITY_RANGE" },
            { "nuclide", "NUCLIDE.UNKNOWN" },
        { "medium", "MEDIUM.UNKNOWN" }, { "medium index", "DOSE.MEDIUM_INDEX" }, { "grids", "DOSE.GRIDS_DIFFER" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Bad_input_is_refused_by_name(string damage, string code)
    {
        DoseInput bad = Boxes.Damaged(Boxes.Blob(Cube, 1), damage);
        Assert.Contains(Engine.Check(bad).Findings, f => f.Code == code && f.Severity == Severity.Error);
        Assert.False(Engine.Check(bad).Allowed);
        Assert.Equal(code, Assert.Throws<RefusedException>(() => Run(bad)).Finding.Code);
    }

    [Fact]
    public void An_unknown_nuclide_is_answered_with_the_known_ones() =>
        Assert.Contains("Ac-225", Assert.Throws<RefusedException>(() => Run(Boxes.Damaged(Boxes.Blob(Cube, 1), "nuclide"))).Message);

    [Theory]
    [InlineData("Ac-225", 27995)] // alphas and recoils of the chain, sums printed by ICRP 107
    [InlineData("Pb-212", 7952)]
    public void Alphas_of_a_chain_stay_where_they_start(string nuclide, double alpha_keV)
    {
        Grid grid = Boxes.Grid(7, 7, 7, 4, 4, 4);
        DoseResult result = Run(Boxes.Point(grid, 3, 3, 3) with { Nuclide = nuclide });
        double local_Gy = 5 * alpha_keV * 1.602176634e-16 * 1e6 / 0.064e-3, hot = result.Dose.Values[grid.Index(3, 3, 3)]; // 5 MBq·s in 64 mm³ of 1 g/cm³
        Assert.InRange(hot / local_Gy, 1.0 - 1e-3, nuclide == "Ac-225" ? 1.06 : 1.13); // the rest is the chain's electrons, of which some leave
        Assert.Contains(result.Findings, f => f.Code == "DOSE.DAUGHTERS_INCLUDED" && f.Text.Contains("Bi-21", StringComparison.Ordinal));
        Assert.Equal(1, result.EnergyBalance, 1e-3);
    }

    [Fact]
    public void No_activity_is_no_dose()
    {
        DoseResult result = Run(Boxes.Blob(Cube, 0));
        Assert.All(result.Dose.Values, d => Assert.Equal(0, d));
        Assert.True(double.IsFinite(result.EnergyBalance));
    }

    [Fact]
    public void Cancelled_means_no_result()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Engine.Compute(Boxes.Blob(Cube, 1), new(), Device, null, cancel.Token));
    }

    [Fact]
    public void The_estimate_is_a_number()
    {
        DoseEstimate estimate = Engine.Estimate(Boxes.Blob(Cube, 1), new(), Device);
        Assert.True(estimate.Seconds >= 0 && double.IsFinite(estimate.Seconds) && estimate.PeakMemory_bytes > 0);
    }
}
