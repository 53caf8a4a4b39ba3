using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Points that a person unticked. Nothing is dropped by rule: a point leaves the fit only with a written reason, the reason is a finding, and a reason
/// that names no point says so.
/// </summary>
public static class Outliers
{
    /// <summary>Two times closer than this are the same scan, h: case files and pages round times to a hundredth of an hour.</summary>
    public const double SameTime_h = 0.05;
    private const int ShortestReason = 5;

    /// <summary>Refuses an exclusion that nobody could follow later.</summary>
    /// <exception cref="RefusedException">No region, or a reason that says nothing.</exception>
    public static void Check(PointExclusion exclusion)
    {
        if (string.IsNullOrWhiteSpace(exclusion.Region) || !double.IsFinite(exclusion.Time_h))
            throw new RefusedException("KINETICS.EXCLUSION", "A point that is left out needs the name of its region and its time in h after injection.");
        if ((exclusion.Reason ?? "").Trim().Length < ShortestReason)
            throw new RefusedException("KINETICS.NO_REASON", string.Create(CultureInfo.InvariantCulture,
                $"{exclusion.Region}: the point at {exclusion.Time_h:G5} h is left out without a reason. Write why (at least {ShortestReason} letters), e.g. \"patient moved during the scan\"."));
    }

    /// <summary>Takes the unticked points off a curve.</summary>
    /// <param name="region">Name of the region.</param>
    /// <param name="points">All measured points.</param>
    /// <param name="exclusions">What people unticked, of any region.</param>
    /// <param name="findings">Gets a warning per point left out, and one per exclusion that fits no point.</param>
    /// <exception cref="RefusedException">No point is left.</exception>
    public static (IReadOnlyList<TacPoint> Kept, IReadOnlyList<ExcludedPoint> Excluded) Split(
        string region, IReadOnlyList<TacPoint> points, IEnumerable<PointExclusion> exclusions, ICollection<Finding> findings)
    {
        List<TacPoint> kept = [.. points];
        List<ExcludedPoint> excluded = [];
        foreach (PointExclusion e in exclusions.Where(e => e.Region == region))
        {
            Check(e);
            TacPoint? point = kept.Find(p => Math.Abs(p.Time_h - e.Time_h) <= SameTime_h);
            findings.Add(Finding(region, e, point));
            if (point is null) continue;
            kept.Remove(point);
            excluded.Add(new ExcludedPoint(point.Time_h, point.Activity_MBq, point.Sigma_MBq, e.Reason.Trim()));
        }
        if (kept.Count == 0 && excluded.Count > 0)
            throw new RefusedException("KINETICS.ALL_EXCLUDED", $"Region {region}: every measured point is left out; tick at least one again.");
        return (kept, excluded);
    }

    private static Finding Finding(string region, PointExclusion e, TacPoint? point) => point is null
        ? new Finding(Severity.Warning, "KINETICS.NO_SUCH_POINT", string.Create(CultureInfo.InvariantCulture,
            $"{region} has no point at {e.Time_h:G5} h; leaving it out (\"{e.Reason.Trim()}\") has no effect."))
        : new Finding(Severity.Warning, "KINETICS.POINT_EXCLUDED", string.Create(CultureInfo.InvariantCulture,
            $"{region}: the point at {point.Time_h:G5} h ({point.Activity_MBq:G5} MBq) is left out of the fit by a person: {e.Reason.Trim()}"));
}
