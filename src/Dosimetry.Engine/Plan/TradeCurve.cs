using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Plan;

/// <summary>One point of the trade between an organ and the target: what the organ's limit counts, the target's BED, and the course that gives both.</summary>
public sealed record TradePoint(double Organ_Gy, double TargetBed_Gy, double Activity_GBq, double Ligand_nmol, int Cycles);

/// <summary>Searches the amount of ligand that gives the target most at every value of an organ.</summary>
internal sealed class TradeCurve(PlanTable table, string organ, int cycles)
{
    private const int Steps = 24, Amounts = 40;
    private const double Reach = 1.5, WithoutLimit_Gy = 40;

    public IReadOnlyList<TradePoint> Points()
    {
        OrganLimit limit = table.Request.Organs.FirstOrDefault(o => o.Organ == organ)
            ?? throw new RefusedException("PLAN.ORGAN", $"The plan has no organ '{organ}'. It has: {string.Join(", ", table.Request.Organs.Select(o => o.Organ))}.");
        double largest_Gy = Reach * (limit.Limit_Gy ?? WithoutLimit_Gy);
        LigandDoses[] amounts = [.. AmountsOf(table.LigandRange).Select(table.At)];
        IEnumerable<TradePoint> best = Enumerable.Range(1, Steps).Select(k => k * largest_Gy / Steps).Select(level_Gy => amounts.Select(a => At(a, limit, level_Gy)).MaxBy(p => p.TargetBed_Gy)!);
        // Where no molecule is left to carry more activity, higher levels repeat the same course.
        return [.. best.DistinctBy(p => (p.Activity_GBq, p.Ligand_nmol))];
    }

    private TradePoint At(LigandDoses ligand, OrganLimit limit, double level_Gy)
    {
        DoseCoefficients counted = ligand[organ] with { Limit = limit with { Limit_Gy = level_Gy } };
        double activity_GBq = Math.Min(counted.LargestActivity_GBq(cycles), Math.Min(ligand.LargestCarried_GBq, table.Request.LargestActivity_GBq ?? double.PositiveInfinity));
        return new TradePoint(counted.Counted_Gy(activity_GBq, cycles), ligand[table.Request.Target].Bed_Gy(activity_GBq, cycles), activity_GBq, ligand.Ligand_nmol, cycles);
    }

    private static IEnumerable<double> AmountsOf((double Smallest_nmol, double Largest_nmol) range) => Enumerable.Range(0, Amounts)
        .Select(k => Math.Clamp(range.Smallest_nmol * Math.Pow(range.Largest_nmol / range.Smallest_nmol, k / (Amounts - 1.0)), range.Smallest_nmol, range.Largest_nmol)).Distinct();
}
