using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Tests.Register;

/// <summary>One grid for all time points, and no trust between frames of reference without a person's word.</summary>
public sealed class AlignmentTests
{
    private static readonly Grid Small = new(8, 8, 8, Affine.Diagonal(new(4, 4, 4), new(0, 0, 0)));
    private static readonly Grid Shifted = new(6, 6, 6, Affine.Diagonal(new(-4, 4, 4), new(25, 5, 6)));

    [Fact]
    public void Every_time_point_lands_on_the_first_grid_with_its_activity()
    {
        AlignedStudy aligned = Alignment.Align(Study("1.2.3", "1.2.3"), Density, new AlignOptions());
        Assert.All(aligned.Spect, s => Assert.True(s.Activity.Grid.SameAs(Small)));
        Assert.Equal(216 * 500 * 0.064, aligned.Spect[1].Activity.Sum() * Small.VoxelVolume_ml, 0.1);
        Assert.Contains(aligned.Findings, f => f.Code == "REGISTER.SAME_FRAME");
    }

    [Theory]
    [InlineData("9.9")]
    [InlineData(null)]
    public void Another_or_a_missing_frame_is_refused_until_confirmed(string? frame)
    {
        QuantifiedStudy study = Study("1.2.3", frame);
        Assert.Equal("REGISTER.OTHER_FRAME", Assert.Throws<RefusedException>(() => Alignment.Align(study, Density, new AlignOptions())).Finding.Code);
        AlignedStudy aligned = Alignment.Align(study, Density, new AlignOptions(IdentityConfirmed: true));
        Assert.Contains(aligned.Findings, f => f is { Code: "REGISTER.IDENTITY_CONFIRMED", Severity: Severity.Warning });
    }

    [Fact]
    public void Without_a_CT_water_is_assumed_aloud()
    {
        AlignedStudy aligned = Alignment.Align(Study("1", "1"), Density, new AlignOptions());
        Assert.False(aligned.DensityFromCt);
        Assert.All(aligned.Density.Values, v => Assert.Equal(1, v));
        Assert.Contains(aligned.Findings, f => f.Code == "REGISTER.NO_CT");
    }

    [Fact]
    public void A_finer_CT_keeps_its_mass()
    {
        Grid fine = new(32, 32, 32, Affine.Diagonal(new(1, 1, 1), new(-1.5, -1.5, -1.5)));
        Volume<CtNumber> ct = new(fine, [.. Enumerable.Range(0, fine.Count).Select(n => (float)(n * 37 % 1200 - 900))]);
        AlignedStudy aligned = Alignment.Align(Study("1", "1") with { Ct = ct }, Density, new AlignOptions());
        Assert.True(aligned.DensityFromCt);
        double mass = ct.Values.Sum(v => (double)Density(v)) * fine.VoxelVolume_ml;
        Assert.Equal(mass, aligned.Density.Sum() * Small.VoxelVolume_ml, 1e-5 * mass);
    }

    [Fact]
    public void A_study_without_SPECT_is_refused() => Assert.Equal("REGISTER.NO_SPECT",
        Assert.Throws<RefusedException>(() => Alignment.Align(Study("1", "1") with { Spect = [] }, Density, new AlignOptions())).Finding.Code);

    private static float Density(float hu) => Math.Max(0.001f, 1 + hu / 1000);

    private static QuantifiedStudy Study(string? frame1, string? frame2)
    {
        DateTime injection = new(2026, 1, 5, 9, 0, 0);
        ImportedStudy study = new("", new ImportedPatient("P", null, null, null, 80, null), [Series("s1", Small, frame1), Series("s2", Shifted, frame2)], [], []);
        return new QuantifiedStudy(study, new Administration("Lu-177", null, Activity.FromGBq(7.4), injection), null, null,
            [Scan("s1", Small, 4, injection), Scan("s2", Shifted, 24, injection)], []);
    }

    private static ImportedSeries Series(string id, Grid grid, string? frame) => new(id, "NM", "activityConcentration", "Bq/ml", "", [grid.Nx, grid.Ny, grid.Nz],
        [4, 4, 4], grid.Affine.ToRowMajor(), "1." + id, "1", frame, null, null, 1);

    private static QuantifiedScan Scan(string id, Grid grid, double hours, DateTime injection) => new(
        id, new Volume<ActivityConcentration>(grid, [.. Enumerable.Repeat(500f, grid.Count)]), injection.AddHours(hours), Duration.FromHours(hours), 0.05);
}
