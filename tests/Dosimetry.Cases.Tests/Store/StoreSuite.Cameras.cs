using Dosimetry.Cases.Calibrations;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Store;

public abstract partial class StoreSuite
{
    [Fact]
    public void A_cameras_factor_is_kept_for_all_cases_with_its_days_and_leaves_an_entry() => With(record =>
    {
        CameraCalibrations cameras = record.Workspace.Cameras;
        RecoverySettings recovery = new() { Spheres = [new CaseSphere(13, 0.4), new CaseSphere(22, 0.6), new CaseSphere(37, 0.8)], Origin = "NEMA" };
        cameras.Add(TestRecord.Anna, "Camera 1, MELP, OSEM 6i10s", "Lu-177", new SpectCalibration(9.1, true, 2, 0.03) { DeadTimeFactor = 1.02 }, recovery, new(2026, 1, 1), new(2026, 12, 31), "phantom");
        CameraCalibration kept = Assert.Single(cameras.List());
        Assert.Equal((9.1, 2, 1.02, 0.6), (kept.Factor.Sensitivity_cps_per_MBq, kept.Factor.Heads, kept.Factor.DeadTimeFactor, kept.Recovery.Spheres[1].Recovery));
        Assert.True(kept.Covers(new(2026, 12, 31)));
        Assert.False(kept.Covers(new(2025, 12, 31)) || kept.Covers(new(2027, 1, 1)));
        Assert.Equal("anna", kept.By);
        Assert.Single(record.Workspace.Audit.List(), e => e.Action == "camera.calibrate");
    });

    [Fact]
    public void A_camera_without_name_or_with_impossible_days_or_factor_is_refused() => With(record =>
    {
        string Code(string name, SpectCalibration factor, DateOnly? until) => Assert.Throws<RefusedException>(
            () => record.Workspace.Cameras.Add(TestRecord.Anna, name, "Lu-177", factor, new(), new(2026, 1, 1), until, "")).Finding.Code;
        SpectCalibration good = new(9, true, 2, 0.03);
        Assert.Equal("CAMERA.NAME", Code("  ", good, null));
        Assert.Equal("CAMERA.DATES", Code("x", good, new(2025, 1, 1)));
        Assert.Equal("CALIBRATE.HEADS_MISSING", Code("x", good with { Heads = null }, null));
        Assert.Empty(record.Workspace.Cameras.List());
    });
}
