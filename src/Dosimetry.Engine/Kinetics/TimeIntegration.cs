using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// From aligned scans and regions to time-activity curves, fits, and time-integrated activity per region and voxel. The remainder of the body is a
/// region like any other, so that the whole activity of the body is integrated once.
/// </summary>
public static class TimeIntegration
{
    /// <summary>Integrates every region of the partition.</summary>
    /// <param name="study">Aligned scans in Bq/ml.</param>
    /// <param name="regions">Regions on the same grid.</param>
    /// <param name="halfLife">Physical half-life of the nuclide.</param>
    /// <param name="options">Decisions of the user.</param>
    /// <exception cref="RefusedException">A region's points cannot be fitted as asked.</exception>
    public static KineticsResult Integrate(AlignedStudy study, RegionSet regions, Duration halfLife, KineticsOptions options)
    {
        if (!study.Grid.SameAs(regions.Grid))
            throw new RefusedException("KINETICS.GRID", "The regions lie on another grid than the scans; segment again on the aligned study.");
        List<Finding> findings = [];
        List<(Region Region, RegionKinetics Kinetics)> fitted = [];
        foreach (PointExclusion e in options.Exclusions.Where(e => regions.Regions.All(r => r.Name != e.Region)))
            findings.Add(new Finding(Severity.Warning, "KINETICS.NO_SUCH_POINT", $"No region is named {e.Region}; leaving out a point of it (\"{e.Reason}\") has no effect."));
        (Region, TacPoint[])[] measured = [.. regions.Regions.Select(r => (r, RegionActivity.Points(study, r).ToArray()))];
        foreach (var (region, points, recovery) in RecoveryCorrection.Apply(measured, regions.Grid, options.Recovery, findings))
            if (Fit(study, region, points, halfLife, options, findings) is { } kinetics) fitted.Add((region, kinetics with { Recovery = recovery }));
        if (fitted.Count == 0)
            throw new RefusedException("KINETICS.NO_ACTIVITY", "No region holds activity in the scans; check calibration and alignment.");
        ReportOutside(study, regions, findings);
        Volume<VoxelTia> tia = VoxelTiaMap.Spread(study, fitted.Select(f => (f.Region, f.Kinetics.Chosen.Tia_MBq_h)));
        return new KineticsResult([.. fitted.Select(f => f.Kinetics)], tia, findings) { CalibrationRelSigma = study.Spect.Max(s => s.RelSigma), Recovery = options.Recovery };
    }

    private static RegionKinetics? Fit(AlignedStudy study, Region region, TacPoint[] measured, Duration halfLife, KineticsOptions options, List<Finding> findings)
    {
        if (measured.All(p => p.Activity_MBq <= 0))
        {
            findings.Add(new Finding(Severity.Warning, "KINETICS.EMPTY_REGION", $"{region.Name} holds no activity in any scan and is left out of the dose sources."));
            return null;
        }
        (IReadOnlyList<TacPoint> kept, IReadOnlyList<ExcludedPoint> excluded) = Outliers.Split(region.Name, measured, options.Exclusions, findings);
        TimeActivityCurve curve = new(region.Name, kept);
        RegionKinetics kinetics = RegionFit.Of(curve, halfLife, options, findings) with { Excluded = excluded };
        foreach (string warning in kinetics.Chosen.Warnings)
            findings.Add(new Finding(Severity.Warning, "KINETICS.WEAK_CURVE", $"{region.Name}: {warning}"));
        return WithCalibration(kinetics, study.Spect.Max(s => s.RelSigma));
    }

    /// <summary>The calibration moves all points together: it adds to the integral's uncertainty and does not show in the residuals.</summary>
    private static RegionKinetics WithCalibration(RegionKinetics kinetics, double relSigma)
    {
        CurveFit Widened(CurveFit f) => f.DegreesOfFreedom <= 0 ? f : // there the points' own uncertainties, calibration included, are used already
            f with { TiaSigma_MBq_h = Math.Sqrt(f.TiaSigma_MBq_h * f.TiaSigma_MBq_h + Math.Pow(relSigma * f.Tia_MBq_h, 2)) };
        return kinetics with { Fits = [.. kinetics.Fits.Select(Widened)], Chosen = Widened(kinetics.Chosen) };
    }

    /// <summary>Blur and scatter put some activity outside the body; it is not integrated, and its share is stated.</summary>
    private static void ReportOutside(AlignedStudy study, RegionSet regions, List<Finding> findings)
    {
        double all = study.Spect.Sum(s => s.Activity.Sum()) * study.Grid.VoxelVolume_ml / 1e6;
        double inside = regions.Regions.Sum(r => RegionActivity.Sums_MBq(study, r).Sum());
        findings.Add(new Finding(inside < 0.95 * all ? Severity.Warning : Severity.Info, "KINETICS.OUTSIDE_BODY", FormattableString.Invariant(
            $"{100 * (1 - inside / all):F1} % of the activity in the images lies outside the body (blur, noise) and is not counted.")));
    }
}
