using System.Text.Json.Serialization;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>One measured activity of a region: time after injection (h), activity as it was then (MBq, not decay-corrected), one standard uncertainty (MBq).</summary>
public sealed record TacPoint(double Time_h, double Activity_MBq, double Sigma_MBq);

/// <summary>A(t) = Σ Amplitude · exp(−Rate · t): amplitudes in MBq (uptake terms are negative), rates are effective rates in 1/h.</summary>
public sealed record ExponentialTerm(double Amplitude_MBq, double Rate_per_h);

/// <summary>
/// One fitted curve. <see cref="ExtrapolatedFraction"/> = share of the integral before the first and after the last measured point
/// (their sum); <see cref="Aicc"/> is null where it is not defined; <see cref="TiaSigma_MBq_h"/> is 0 when it cannot be known (as many
/// parameters as points, without uncertainties); <see cref="Warnings"/> says what is weak.
/// </summary>
public sealed record CurveFit(
    string Model, IReadOnlyList<ExponentialTerm> Terms, IReadOnlyDictionary<string, double> Parameters, double? Aicc, double? AkaikeWeight,
    double Tia_MBq_h, double TiaSigma_MBq_h, double ExtrapolatedFraction, double ResidualSumOfSquares, IReadOnlyList<string> Warnings)
{
    /// <summary>Fitted activity at a time after injection, MBq.</summary>
    public double Activity_MBq(double time_h)
    {
        double sum = 0;
        foreach (ExponentialTerm t in Terms) sum += t.Amplitude_MBq * Math.Exp(-t.Rate_per_h * time_h);
        return sum;
    }

    /// <summary>Condition number of JᵀJ in log-parameters; null when it is infinite or nothing was fitted.</summary>
    public double? Condition { get; init; }
    /// <summary>Weights of the residuals behind <see cref="ResidualSumOfSquares"/>.</summary>
    public Weighting Weighting { get; init; }
    /// <summary>Points minus parameters; −1 for a single-time-point method.</summary>
    public int DegreesOfFreedom { get; init; }
    /// <summary>Curve minus measured activity at each point, MBq; empty for a single-time-point method.</summary>
    public IReadOnlyList<double> Residuals_MBq { get; init; } = [];
    /// <summary>Of an average over models: standard deviation of the models' integrals, weighted (part of <see cref="TiaSigma_MBq_h"/>); null for one model.</summary>
    public double? BetweenModels_MBq_h { get; init; }
    /// <summary>Whether the data determine every parameter.</summary>
    [JsonIgnore]
    public bool IsIdentified => Condition < CurveFitter.LargestCondition;
}

/// <summary>Time-activity curve of a region, every model tried, and the one chosen with the reason.</summary>
/// <remarks><see cref="Points"/> are those fitted; what a person left out stands in <see cref="Excluded"/>.</remarks>
public sealed record RegionKinetics(string Region, IReadOnlyList<TacPoint> Points, IReadOnlyList<CurveFit> Fits, CurveFit Chosen, string Reason)
{
    /// <summary>Points that a person left out of the fit, with the reason.</summary>
    public IReadOnlyList<ExcludedPoint> Excluded { get; init; } = [];
    /// <summary>Interval of the integral and band of the curve by bootstrap; null where the points carry no uncertainty to draw from.</summary>
    public BootstrapInterval? Bootstrap { get; init; }
    /// <summary>What single-time-point methods would have given at each scan, beside the fit; empty where nobody asked.</summary>
    public IReadOnlyList<SingleTimePointEstimate> SingleTimePoint { get; init; } = [];
    /// <summary>Standard uncertainty of the integral from points and model alone, relative, without the calibration that all points share; null when not known.</summary>
    public double? FitRelSigma { get; init; }
    /// <summary>Recovery correction that was applied to the activities; null = none was.</summary>
    public AppliedRecovery? Recovery { get; init; }
}

/// <summary>
/// A recovery coefficient that the activities of a region were divided by: its value, relative standard uncertainty, and ∂ln R/∂ln v at the region's volume
/// (the outline moves the coefficient with the volume).
/// </summary>
public sealed record AppliedRecovery(double Coefficient, double RelSigma, double LogSlope);

/// <summary>Curves of all regions and the time-integrated activity of every voxel (region's curve shape × the voxel's share of the region).</summary>
public sealed record KineticsResult(IReadOnlyList<RegionKinetics> Regions, Volume<VoxelTia> Tia, IReadOnlyList<Finding> Findings)
{
    /// <summary>Relative standard uncertainty of the calibration, common to all regions and scans.</summary>
    public double CalibrationRelSigma { get; init; }
    /// <summary>Activity of one litre of blood over time, from samples; null without samples.</summary>
    public RegionKinetics? Blood { get; init; }
    /// <summary>The recovery curve that activities were corrected by; null = none.</summary>
    public RecoveryCurve? Recovery { get; init; }
}
