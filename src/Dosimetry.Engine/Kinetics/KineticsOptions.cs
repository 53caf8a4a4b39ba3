using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// What a person decided about curves. <paramref name="Model"/>: auto, average, or the name of a <see cref="CurveModel"/>;
/// <paramref name="ModelOfRegion"/> wins over it for single regions.
/// </summary>
public sealed record KineticsOptions(
    Weighting Weighting = Weighting.Proportional, string Model = ModelSelection.Auto, IReadOnlyDictionary<string, string>? ModelOfRegion = null)
{
    /// <summary>Points left out of the fits, each with a reason.</summary>
    public IReadOnlyList<PointExclusion> Exclusions { get; init; } = [];
    /// <summary>Bootstrap intervals.</summary>
    public BootstrapOptions Bootstrap { get; init; } = new();
    /// <summary>Population half-lives for the comparison of single-time-point methods; null = no comparison with a population.</summary>
    public PopulationHalfLives? Population { get; init; }
    /// <summary>The patient's own effective half-lives of an earlier cycle, by region.</summary>
    public IReadOnlyDictionary<string, Duration> PreviousHalfLives { get; init; } = new Dictionary<string, Duration>();

    /// <summary>Recovery curve of the camera and reconstruction; null = activities are not corrected for partial volume.</summary>
    public RecoveryCurve? Recovery { get; init; }

    /// <summary>The model for a region.</summary>
    public string For(string region) => ModelOfRegion?.GetValueOrDefault(region) ?? Model;
}
