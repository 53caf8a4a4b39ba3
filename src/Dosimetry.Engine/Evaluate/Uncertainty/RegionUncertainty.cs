using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate.Uncertainty;

/// <summary>
/// The sources of uncertainty of one region of the partition, all relative standard uncertainties of its mean dose.
/// Chain: D = C · N/R · ∫ · S, with C the calibration (common to all regions and scans), N/R the collected activity over its recovery (moved by the outline),
/// ∫ the fitted curve, S the dose factor; plus the statistics of a Monte Carlo dose.
/// </summary>
internal sealed class RegionUncertainty
{
    private RegionUncertainty(OutlineUncertainty outline) => Outline = outline;

    public OutlineUncertainty Outline { get; }
    public double Calibration { get; private init; }
    public double Fit { get; private init; }
    public double Recovery { get; private init; }
    public double S { get; private init; }
    public double Statistics { get; private init; }
    private string CalibrationBasis { get; init; } = "";
    private string FitBasis { get; init; } = "";
    private string RecoveryBasis { get; init; } = "";
    private bool IsFitKnown { get; init; }
    private bool IsRecovered { get; init; }

    /// <param name="region">The region.</param>
    /// <param name="volume_ml">Its volume.</param>
    /// <param name="kinetics">Its curve.</param>
    /// <param name="context">What holds for the whole case.</param>
    /// <param name="statistical">Relative statistical uncertainty of the mean dose.</param>
    public static RegionUncertainty Of(Region region, double volume_ml, RegionKinetics kinetics, UncertaintyContext context, double statistical)
    {
        UncertaintyOptions o = context.Options;
        bool found = region.Class == RegionClass.Lesion && region.Origin.Contains("SUV", StringComparison.Ordinal);
        OutlineUncertainty outline = new(volume_ml,
            found ? o.FoundVoxel_mm ?? UncertaintyOptions.DefaultFoundVoxel_mm : o.DrawnVoxel_mm ?? UncertaintyOptions.DefaultDrawnVoxel_mm,
            found ? o.FoundFwhm_mm ?? UncertaintyOptions.DefaultFoundFwhm_mm : o.DrawnFwhm_mm ?? UncertaintyOptions.DefaultDrawnFwhm_mm,
            o.ImageFwhm_mm ?? UncertaintyOptions.DefaultImageFwhm_mm, kinetics.Recovery);
        bool ownErrors = kinetics.Chosen.DegreesOfFreedom <= 0; // there the points' own uncertainties, calibration included, are in the fit's
        bool recovered = kinetics.Recovery is not null;
        double recovery = !recovered ? 0 : o.RecoveryRelSigma ?? (kinetics.Recovery!.RelSigma > 0 ? kinetics.Recovery.RelSigma : UncertaintyOptions.DefaultRecoveryRelSigma);
        return new RegionUncertainty(outline)
        {
            Calibration = ownErrors ? 0 : context.CalibrationRelSigma,
            CalibrationBasis = ownErrors ? "inside the fit: as many parameters as points, so the points' own uncertainties are used" : "sensitivity of the camera, common to all scans and regions",
            Fit = kinetics.FitRelSigma ?? 0, IsFitKnown = kinetics.FitRelSigma is not null,
            FitBasis = $"curve '{kinetics.Chosen.Model}' through {kinetics.Points.Count} points{(kinetics.Chosen.BetweenModels_MBq_h is null ? "" : ", choice of the model included")}",
            Recovery = recovery, RecoveryBasis = "coefficient applied to the activities", IsRecovered = recovered,
            S = o.SRelSigma ?? UncertaintyOptions.DefaultSRelSigma(context.Engine), Statistics = statistical,
        };
    }

    /// <summary>The sources as a budget.</summary>
    public UncertaintyBudget Budget() => UncertaintyBudget.Of(
    [
        new("calibration", Calibration, 0, CalibrationBasis),
        new("fit", Fit, 0, FitBasis),
        new("volume", Outline.DoseRelSigma, 0, FormattableString.Invariant(
            $"outline ± {Outline.DiameterSigma_mm:F1} mm on a sphere of {Outline.Diameter_mm:F0} mm: volume ± {100 * Outline.VolumeRelSigma:F0} %, dose moves by {Outline.DoseLogSlope:F2} of that")),
        new("recovery", Recovery, 0, IsRecovered ? RecoveryBasis : "no correction is applied"),
        new("dose factor", S, 0, "decay data, dose engine, density"),
        .. Statistics > 0 ? [new UncertaintyComponent("statistics", Statistics, 0, "histories of the Monte Carlo")] : (IEnumerable<UncertaintyComponent>)[],
    ], Missing());

    private IEnumerable<string> Missing()
    {
        if (!IsFitKnown) yield return "The fit's uncertainty is not known: as many parameters as points, and points without uncertainties.";
        if (!IsRecovered && Outline.ExpectedRecovery < 0.95)
            yield return FormattableString.Invariant($"Blur is not corrected: a sphere of this volume would show {100 * Outline.ExpectedRecovery:F0} % of its activity. That loss is a bias and not in the sum.");
    }
}

/// <summary>What holds for every region of a case: relative uncertainty of the calibration, name of the engine, inputs.</summary>
internal sealed record UncertaintyContext(double CalibrationRelSigma, string Engine, UncertaintyOptions Options);
