using System.Globalization;
using Dosimetry.Engine.Plan;

namespace Dosimetry.Web.Model;

/// <summary>
/// What the sliders of the plan page stand at. Ligand moves on a logarithmic scale, because the dose does. The address of the page holds the same values, so
/// that a link opens the same plan.
/// </summary>
public sealed record PlanSliders(double Activity_GBq, double Ligand_nmol, int Cycles, double Interval_weeks)
{
    /// <summary>Bounds of the sliders.</summary>
    public const double LeastActivity_GBq = 0.5, MostActivity_GBq = 25, LeastInterval_weeks = 4, MostInterval_weeks = 12;
    /// <summary>Steps of the ligand's slider.</summary>
    public const int LigandSteps = 200;

    /// <summary>As the planner takes it.</summary>
    public Prescription Prescription => new(Activity_GBq, Ligand_nmol, Cycles);

    /// <summary>From an option of the planner; activity rounded down, so that a limit just kept stays kept.</summary>
    public static PlanSliders Of(PlanOption option, double interval_h) => new PlanSliders(Math.Floor(100 * option.Activity_GBq) / 100, option.Ligand_nmol, option.Cycles, interval_h / 24 / 7).Held(null);

    /// <summary>From the address; null where it names no whole plan.</summary>
    public static PlanSliders? Parse(string? activity_GBq, string? ligand_nmol, string? cycles, string? interval_weeks)
    {
        static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && double.IsFinite(v) ? v : null;
        return Number(activity_GBq) is { } gbq && Number(ligand_nmol) is { } nmol && Number(cycles) is { } n and > 0 and < 100
            ? new PlanSliders(gbq, nmol, (int)n, Number(interval_weeks) ?? 6) : null;
    }

    /// <summary>The values held within their bounds, and within the ligand that was simulated.</summary>
    public PlanSliders Held((double Smallest_nmol, double Largest_nmol)? ligand) => new(
        Math.Clamp(Activity_GBq, LeastActivity_GBq, MostActivity_GBq), ligand is { } l ? Math.Clamp(Ligand_nmol, l.Smallest_nmol, l.Largest_nmol) : Ligand_nmol,
        Math.Clamp(Cycles, 1, Dosimetry.Cases.Planning.PlanBasis.MostCycles), Math.Clamp(Interval_weeks, LeastInterval_weeks, MostInterval_weeks));

    /// <summary>Address of the plan page with these values.</summary>
    public string Query => string.Create(CultureInfo.InvariantCulture, $"?gbq={Activity_GBq:0.##}&nmol={Ligand_nmol:0.#}&n={Cycles}&w={Interval_weeks:0.#}");

    /// <summary>Place of the ligand on its slider, 0 to <see cref="LigandSteps"/>.</summary>
    public int LigandStep((double Smallest_nmol, double Largest_nmol) range) =>
        (int)Math.Round(LigandSteps * Math.Log(Ligand_nmol / range.Smallest_nmol) / Math.Log(range.Largest_nmol / range.Smallest_nmol));

    /// <summary>The same with the ligand at a place of its slider, to three digits.</summary>
    public PlanSliders WithLigandStep(int step, (double Smallest_nmol, double Largest_nmol) range)
    {
        double nmol = range.Smallest_nmol * Math.Pow(range.Largest_nmol / range.Smallest_nmol, (double)step / LigandSteps);
        return this with { Ligand_nmol = Math.Clamp(double.Parse(nmol.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), range.Smallest_nmol, range.Largest_nmol) };
    }
}
