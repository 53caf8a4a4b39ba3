using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>Organs and lesions gain what the blur took, the remainder loses it, the body keeps its activity.</summary>
public sealed class RecoveryCorrectionTests
{
    private static readonly Grid Cube = new(10, 10, 10, Affine.Diagonal(new(10, 10, 10), default)); // voxels of 1 ml
    private static readonly SphereRecovery Curve = new(2, 1, [0, 0, 0], 0.5, "phantom");

    [Fact]
    public void Each_region_is_divided_by_its_own_coefficient_and_the_body_keeps_its_activity()
    {
        List<Finding> findings = [];
        var result = RecoveryCorrection.Apply([Of("kidney_left", 100, 90, 40), Of("lesion_001", 2, 3, 1), Of("remainder", 500, 200, 80)], Cube, Curve, findings);
        Assert.Equal(90 * (1 + 2.0 / 100), result[0].Points[0].Activity_MBq, 9);
        Assert.Equal(2 * 3, result[1].Points[0].Activity_MBq, 9); // half recovery at β
        Assert.Equal(0.5, result[1].Recovery!.Coefficient, 9);
        Assert.Null(result[2].Recovery);
        for (int t = 0; t < 2; t++)
            Assert.Equal(t == 0 ? 293 : 121, result.Sum(r => r.Points[t].Activity_MBq), 9);
        Assert.Contains(findings, f => f.Code == "KINETICS.RECOVERY" && f.Text.Contains("lesion_001 0.50"));
    }

    [Fact]
    public void A_curve_that_gives_organs_more_than_there_is_is_said()
    {
        List<Finding> findings = [];
        var result = RecoveryCorrection.Apply([Of("lesion_001", 1, 50, 50), Of("remainder", 500, 10, 10)], Cube, Curve, findings);
        Assert.Equal(0, result[1].Points[0].Activity_MBq);
        Assert.Contains(findings, f => f.Code == "KINETICS.RECOVERY_EXCEEDS");
        Assert.Contains(findings, f => f.Code == "KINETICS.RECOVERY_WEAK" && f.Text.Contains("lesion_001"));
    }

    [Fact]
    public void Without_a_curve_nothing_changes()
    {
        List<Finding> findings = [];
        var result = RecoveryCorrection.Apply([Of("kidney_left", 100, 90, 40)], Cube, null, findings);
        Assert.Equal(90, result[0].Points[0].Activity_MBq);
        Assert.Empty(findings);
    }

    private static (Region, TacPoint[]) Of(string name, int voxels, params double[] activities_MBq) =>
        (new Region(name, RegionNames.ClassOf(name), [.. Enumerable.Range(0, voxels)], [.. Enumerable.Repeat(1f, voxels)], "test", "#ffffff"),
            [.. activities_MBq.Select((a, n) => new TacPoint(4 + 20 * n, a, 0.05 * a))]);
}
