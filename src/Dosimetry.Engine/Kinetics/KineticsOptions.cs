namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// What a person decided about curves. <paramref name="Model"/>: null = chosen by <see cref="ModelSelection"/>; <paramref name="ModelOfRegion"/> wins
/// over it for single regions.
/// </summary>
public sealed record KineticsOptions(
    Weighting Weighting = Weighting.Proportional, CurveModel? Model = null, IReadOnlyDictionary<string, CurveModel>? ModelOfRegion = null)
{
    /// <summary>The model somebody chose for a region, or null for automatic choice.</summary>
    public CurveModel? For(string region) => ModelOfRegion is not null && ModelOfRegion.TryGetValue(region, out CurveModel? model) ? model : Model;
}
