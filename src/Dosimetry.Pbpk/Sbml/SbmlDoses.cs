using System.Xml.Linq;
using Dosimetry.Pbpk.Predict;
using static Dosimetry.Pbpk.Sbml.MathMl;

namespace Dosimetry.Pbpk.Sbml;

/// <summary>Administrations: a bolus at 0 is an initial amount, a later one an event, an infusion a rate that events switch.</summary>
internal sealed class SbmlDoses(SbmlDocument sbml, Protocol protocol)
{
    /// <summary>What is in venous plasma at the start, nmol.</summary>
    public static (double Hot, double Cold) AtStart(Protocol protocol)
    {
        Administration[] given = [.. protocol.Administrations.Where(a => a.Duration_min == 0 && a.Time_min == 0)];
        return (given.Sum(a => a.Hot_nmol), given.Sum(a => a.Cold_nmol));
    }

    public void Add()
    {
        Administration[] infusions = [.. protocol.Administrations.Where(a => a.Duration_min > 0)];
        if (infusions.Length > 0) AddRates(infusions);
        double[] boluses = [.. protocol.Administrations.Where(a => a.Duration_min == 0).Select(a => a.Time_min)];
        double[] switches = [.. infusions.SelectMany(a => new[] { a.Time_min, a.Time_min + a.Duration_min })];
        double[] times_min = [.. boluses.Concat(switches).Distinct().Where(t => t > 0).Order()];
        for (int n = 0; n < times_min.Length; n++) sbml.Event(FormattableString.Invariant($"dose_{n + 1}"), times_min[n], [.. Bolus(times_min[n]), .. Rates(infusions, times_min[n])]);
    }

    private void AddRates(Administration[] infusions)
    {
        (double hot, double cold) = RateAt(infusions, 0);
        sbml.Parameter("infusion_hot", hot, "nmol_per_min", constant: false);
        sbml.Parameter("infusion_cold", cold, "nmol_per_min", constant: false);
        sbml.Reaction("infuse_hot", null, "Ven_hot", Ci("infusion_hot"));
        sbml.Reaction("infuse_cold", null, "Ven_cold", Ci("infusion_cold"));
    }

    private IEnumerable<(string, XElement)> Bolus(double time_min)
    {
        Administration[] given = [.. protocol.Administrations.Where(a => a.Duration_min == 0 && a.Time_min == time_min)];
        if (given.Length == 0) yield break;
        yield return ("Ven_hot", Plus("Ven_hot", Cn(given.Sum(a => a.Hot_nmol), "nanomole")));
        yield return ("Ven_cold", Plus("Ven_cold", Cn(given.Sum(a => a.Cold_nmol), "nanomole")));
    }

    private static IEnumerable<(string, XElement)> Rates(Administration[] infusions, double time_min)
    {
        if (infusions.Length == 0) yield break;
        (double hot, double cold) = RateAt(infusions, time_min);
        yield return ("infusion_hot", Cn(hot, "nmol_per_min"));
        yield return ("infusion_cold", Cn(cold, "nmol_per_min"));
    }

    private static (double Hot, double Cold) RateAt(Administration[] infusions, double time_min)
    {
        Administration[] running = [.. infusions.Where(a => a.Time_min <= time_min && time_min < a.Time_min + a.Duration_min)];
        return (running.Sum(a => a.Hot_nmol / a.Duration_min), running.Sum(a => a.Cold_nmol / a.Duration_min));
    }
}
