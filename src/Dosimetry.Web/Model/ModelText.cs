using Dosimetry.Cases.Planning;

namespace Dosimetry.Web.Model;

/// <summary>The fit of the kinetic model in a sentence.</summary>
public static class ModelText
{
    /// <summary>How many parameters the data inform, and what that means.</summary>
    public static string Informed(ModelFitDocument fit)
    {
        int informed = fit.Parameters.Count(p => p.IsInformed);
        string images = string.Join(" and ", fit.Observations.GroupBy(o => o.Observation.Image).Select(g => $"{g.Select(o => o.Observation.Time_min).Distinct().Count()} {g.Key}"));
        return FormattableString.Invariant($"{images}: {informed} of {fit.Parameters.Count} parameters are informed, the others stay at the population; fitted in {fit.Seconds:F1} s.");
    }
}
