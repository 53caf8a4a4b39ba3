using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Calibrate;

// Quantity: share of the decayed injected activity that an image holds. Equation: f = Σ c·V / (A0 · 2^(−t/T½)).
// f above 1.1 cannot be (calibration, heads or time are wrong); below 0.05 only a small field of view or a late image explains it.

/// <summary>Catches the factor-of-two errors of quantification before they become dose.</summary>
public static class Plausibility
{
    /// <summary>Highest share that calibration uncertainty explains.</summary>
    public const double HighestShare = 1.1;

    /// <summary>Lowest share of a field of view over the trunk within some days.</summary>
    public const double LowestShare = 0.05;

    /// <summary>Total activity in the image.</summary>
    public static Activity Total(Volume<ActivityConcentration> activity) => Activity.FromBq(activity.Sum() * activity.Grid.VoxelVolume_ml);

    /// <summary>Share of the injected activity, decayed to the image's time.</summary>
    public static double Share(QuantifiedScan scan, Administration administration, Duration halfLife) =>
        Total(scan.Activity).Bq / (administration.NetActivity.Bq * Math.Pow(2, -scan.AfterInjection.Seconds / halfLife.Seconds));

    /// <summary>Refuses an image before the injection; warns of an implausible total.</summary>
    public static void Check(QuantifiedScan scan, Administration administration, Duration halfLife, ICollection<Finding> findings)
    {
        if (scan.AfterInjection.Seconds < 0)
            throw new RefusedException("CALIBRATE.BEFORE_INJECTION", FormattableString.Invariant($"{scan.SeriesId} was acquired {-scan.AfterInjection.Hours:F1} h before the injection. Cure: correct the administration's date and time."));
        double share = Share(scan, administration, halfLife);
        string text = FormattableString.Invariant($"{scan.SeriesId}: {Total(scan.Activity).MBq:G5} MBq in the image {scan.AfterInjection.Hours:F1} h after injection, {100 * share:F1} % of the decayed injected activity");
        findings.Add(share is > HighestShare or < LowestShare
            ? new Finding(Severity.Warning, "CALIBRATE.TOTAL_IMPLAUSIBLE", $"{text}: outside {100 * LowestShare:F0} to {100 * HighestShare:F0} %. Check the factor, the number of heads, the duration and the injection.")
            : new Finding(Severity.Info, "CALIBRATE.TOTAL", text + "."));
    }

    /// <summary>The number of heads in the calibration against the one in the image.</summary>
    public static void CheckHeads(string id, SpectCalibration calibration, NmAcquisition acquisition, ICollection<Finding> findings)
    {
        if (acquisition.Heads is not { } heads) return;
        if (calibration is { PerHead: true, Heads: { } stated } && stated != heads)
            findings.Add(new Finding(Severity.Warning, "CALIBRATE.HEADS_DIFFER", $"{id}: the calibration counts {stated} heads, the image was taken with {heads}. Activity is wrong by {(double)heads / stated:G3} if the image is right."));
        else if (!calibration.PerHead && heads > 1)
            findings.Add(new Finding(Severity.Warning, "CALIBRATE.SYSTEM_SENSITIVITY", $"{id}: the sensitivity is taken as that of the whole system of {heads} heads. If it is per head, activity is {heads} times too high."));
    }
}
