using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Cli.Verbs;

/// <summary>
/// One region of <c>dosimetry fit --json</c>. <c>weights</c> are Akaike weights per model; <c>tiaSigma_MBq_h</c> is missing when it cannot be known,
/// <c>bootstrap</c> when nothing is known about the points' scatter.
/// A table with one region has these keys at the top as well.
/// </summary>
internal sealed record FitReport(
    string Region, string Model, string Reason, IReadOnlyDictionary<string, double> Parameters, double? Aicc, IReadOnlyDictionary<string, double> Weights,
    string Weighting, double Tia_MBq_h, double? TiaSigma_MBq_h, double? Tiac_h, double ExtrapolatedFraction, double ResidualSumOfSquares, double? Condition,
    IReadOnlyList<string> Warnings, IReadOnlyList<CurveFit> Fits, IReadOnlyList<TacPoint> Points)
{
    public IReadOnlyList<FitReport>? Regions { get; init; }
    public MarrowDose? Marrow { get; init; }
    public double? BetweenModels_MBq_h { get; init; }
    public BootstrapInterval? Bootstrap { get; init; }
    public IReadOnlyList<ExcludedPoint> Excluded { get; init; } = [];
    public IReadOnlyList<SingleTimePointEstimate> SingleTimePoint { get; init; } = [];

    public static FitReport Of(RegionKinetics kinetics, double? administered_MBq)
    {
        CurveFit chosen = kinetics.Chosen;
        return new FitReport(kinetics.Region, chosen.Model, kinetics.Reason, chosen.Parameters, chosen.Aicc,
            kinetics.Fits.Where(f => f.AkaikeWeight is not null).ToDictionary(f => f.Model, f => f.AkaikeWeight!.Value),
            chosen.Weighting.ToString().ToLowerInvariant(), chosen.Tia_MBq_h, chosen.TiaSigma_MBq_h > 0 ? chosen.TiaSigma_MBq_h : null,
            chosen.Tia_MBq_h / administered_MBq, chosen.ExtrapolatedFraction, chosen.ResidualSumOfSquares, chosen.Condition, chosen.Warnings, kinetics.Fits, kinetics.Points)
        {
            BetweenModels_MBq_h = chosen.BetweenModels_MBq_h, Bootstrap = kinetics.Bootstrap, Excluded = kinetics.Excluded, SingleTimePoint = kinetics.SingleTimePoint,
        };
    }
}
