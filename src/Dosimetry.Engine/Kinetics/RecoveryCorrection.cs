using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Partial-volume correction by size. Quantity: activity of a region, MBq. Equation: A = A_measured / R(V); what the organs and lesions gain is taken
/// from the remainder of the body, where the blur had put it, so that the body keeps its activity.
/// Source: specification of segmentation, recovery by size. Validity: see <see cref="RecoveryCurve"/>. Neglected: spill between neighbouring organs
/// (for that, the geometric transfer matrix).
/// </summary>
internal static class RecoveryCorrection
{
    /// <summary>Points of every region with recovery applied, and the coefficients used; regions of the body class keep theirs but for what is taken back.</summary>
    public static IReadOnlyList<(Region Region, TacPoint[] Points, AppliedRecovery? Recovery)> Apply(
        IReadOnlyList<(Region Region, TacPoint[] Points)> measured, Grid grid, RecoveryCurve? curve, List<Finding> findings)
    {
        if (curve is null) return [.. measured.Select(m => (m.Region, m.Points, (AppliedRecovery?)null))];
        (Region Region, TacPoint[] Points, AppliedRecovery? Recovery)[] corrected = [.. measured.Select(m => Corrected(m.Region, m.Points, grid, curve))];
        double[] gained_MBq = new double[measured.Max(m => m.Points.Length)];
        foreach ((TacPoint[] before, TacPoint[] after) in measured.Zip(corrected, (m, c) => (m.Points, c.Points)))
            for (int t = 0; t < after.Length; t++) gained_MBq[t] += after[t].Activity_MBq - before[t].Activity_MBq;
        Report(corrected, grid, curve, findings);
        return [.. corrected.Select(c => c.Region.Name == RegionNames.Remainder ? (c.Region, TakenBack(c.Points, gained_MBq, findings), null) : c)];
    }

    private static (Region, TacPoint[], AppliedRecovery?) Corrected(Region region, TacPoint[] points, Grid grid, RecoveryCurve curve)
    {
        if (region.Class is not (RegionClass.Organ or RegionClass.Lesion)) return (region, points, null);
        double volume_ml = region.Volume_ml(grid), r = curve.At(volume_ml);
        return (region, [.. points.Select(p => p with { Activity_MBq = p.Activity_MBq / r, Sigma_MBq = p.Sigma_MBq / r })],
            new AppliedRecovery(r, curve.RelSigma(volume_ml), curve.LogSlope(volume_ml)));
    }

    private static TacPoint[] TakenBack(TacPoint[] remainder, double[] gained_MBq, List<Finding> findings)
    {
        TacPoint[] left = [.. remainder.Select((p, t) => p with { Activity_MBq = Math.Max(p.Activity_MBq - gained_MBq[t], 0) })];
        if (remainder.Where((p, t) => p.Activity_MBq < gained_MBq[t]).Any())
            findings.Add(new Finding(Severity.Warning, "KINETICS.RECOVERY_EXCEEDS", "Recovery correction gives the organs more activity than the rest of the body holds at one time point or more; the curve may not be that of this camera and reconstruction."));
        return left;
    }

    private static void Report((Region Region, TacPoint[] Points, AppliedRecovery? Recovery)[] corrected, Grid grid, RecoveryCurve curve, List<Finding> findings)
    {
        var used = corrected.Where(c => c.Recovery is not null).ToArray();
        if (used.Length == 0) return;
        string list = string.Join(", ", used.Select(c => FormattableString.Invariant($"{c.Region.Name} {c.Recovery!.Coefficient:F2}")));
        findings.Add(new Finding(Severity.Info, "KINETICS.RECOVERY", $"Activities are divided by recovery coefficients ({curve.Origin}): {list}. What is gained is taken from the remainder."));
        string[] weak = [.. used.Where(c => c.Recovery!.Coefficient < RecoveryCurve.LeastTrusted || c.Region.Volume_ml(grid) < curve.Smallest_ml).Select(c => c.Region.Name)];
        if (weak.Length > 0)
            findings.Add(new Finding(Severity.Warning, "KINETICS.RECOVERY_WEAK", $"The recovery of these regions is below {RecoveryCurve.LeastTrusted:G2} or they are smaller than the smallest sphere behind the curve: {string.Join(", ", weak)}. Take their dose as an estimate."));
    }
}
