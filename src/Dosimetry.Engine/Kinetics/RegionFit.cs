using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>Everything that is done with the points of one region: model, interval, single-time-point methods beside it.</summary>
public static class RegionFit
{
    /// <summary>Fits a curve as a person decided.</summary>
    /// <param name="curve">Points in use.</param>
    /// <param name="halfLife">Physical half-life.</param>
    /// <param name="options">Decisions.</param>
    /// <param name="findings">Gets what had to be done otherwise.</param>
    /// <exception cref="RefusedException">The points cannot be fitted as asked.</exception>
    public static RegionKinetics Of(TimeActivityCurve curve, Duration halfLife, KineticsOptions options, ICollection<Finding> findings)
    {
        bool zero = curve.Points.Any(p => p.Activity_MBq == 0);
        if (zero && options.Weighting == Weighting.Proportional)
            findings.Add(new Finding(Severity.Warning, "KINETICS.UNWEIGHTED", $"{curve.Region} holds no activity in one scan; its curve is fitted without relative weights."));
        RegionKinetics kinetics = ModelSelection.For(options.For(curve.Region), curve, halfLife, zero ? Weighting.None : options.Weighting);
        CurveFit chosen = kinetics.Chosen;
        return kinetics with
        {
            FitRelSigma = chosen.TiaSigma_MBq_h > 0 ? chosen.TiaSigma_MBq_h / chosen.Tia_MBq_h : null,
            Bootstrap = Bootstrap.Of(curve, kinetics, halfLife, options.Bootstrap),
            SingleTimePoint = SingleTimePointComparison.Of(curve, chosen, options.Population?.For(curve.Region, halfLife),
                options.PreviousHalfLives.TryGetValue(curve.Region, out Duration own) ? own : null),
        };
    }
}
