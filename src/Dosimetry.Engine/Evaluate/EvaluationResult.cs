using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Evaluate.Uncertainty;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Cumulative dose-volume histogram: <see cref="Volume_fraction"/>[n] is the share of the region's volume with at least <see cref="Dose_Gy"/>[n].
/// <see cref="BinWidth_Gy"/> is shown with every plot.
/// </summary>
public sealed record DoseVolumeHistogram(double BinWidth_Gy, double[] Dose_Gy, double[] Volume_fraction)
{
    /// <summary>Share of the volume with at least a dose, interpolated between bins; all of it below the first bin, none beyond the last.</summary>
    public double At(double dose_Gy)
    {
        double place = dose_Gy / BinWidth_Gy;
        if (!(place > 0)) return 1;
        int low = (int)Math.Min(place, int.MaxValue / 2);
        if (low + 1 >= Volume_fraction.Length) return low < Volume_fraction.Length ? Volume_fraction[low] : 0;
        return Volume_fraction[low] + (place - low) * (Volume_fraction[low + 1] - Volume_fraction[low]);
    }
}

/// <summary>Dose of one region: mean = energy over mass; Dx = least dose of the hottest x % of the volume; BED by the region's fitted curve.</summary>
public sealed record RegionDose(
    string Name, double Volume_ml, double Mass_g, double MeanDose_Gy, double MinDose_Gy, double MaxDose_Gy,
    double D98_Gy, double D50_Gy, double D2_Gy, double? Bed_Gy, double? Eqd2_Gy, double? Eud_Gy, double? MeanSigma_Gy, double DosePerActivity_Gy_per_GBq,
    DoseVolumeHistogram Dvh)
{
    /// <summary>Radiobiology used for <see cref="Bed_Gy"/>, in words; null when there is none.</summary>
    public string? BedParameters { get; init; }
    /// <summary>BED voxel by voxel; null where nobody knows the radiobiology or the curve. <see cref="Bed_Gy"/> is the BED of the mean dose.</summary>
    public RegionBed? VoxelBed { get; init; }
    /// <summary>Statistical standard uncertainty of <see cref="MeanDose_Gy"/> (Monte Carlo, one standard deviation), apart from every other; null: the engine has none.</summary>
    public double? StatisticalSigma_Gy { get; init; }
    /// <summary>Uncertainty budget of the mean dose through the whole chain; null where no curve stands behind the region.</summary>
    public UncertaintyBudget? Budget { get; init; }
    /// <summary>Interval of the region's doses by Monte Carlo propagation of the budget; null without one.</summary>
    public DoseInterval? Interval { get; init; }
}

/// <summary>Dose figures of every region, in the order of the region set, unions after their parts.</summary>
public sealed record EvaluationResult(IReadOnlyList<RegionDose> Regions, IReadOnlyList<Finding> Findings)
{
    /// <summary>Voxel means beside the sphere model and the organ's S value; null where nobody compared them.</summary>
    public IReadOnlyList<RegionCrossCheck>? CrossChecks { get; init; }
    /// <summary>Dose of the red marrow from blood samples; null without samples.</summary>
    public MarrowDose? Marrow { get; init; }

    /// <summary>RBE-weighted means; null unless asked for.</summary>
    public RbeWeightedDoses? RbeWeighted { get; init; }

    /// <summary>The same figures with cross-checks and their warnings.</summary>
    public EvaluationResult With(IReadOnlyList<RegionCrossCheck> crossChecks) =>
        this with { CrossChecks = crossChecks, Findings = [.. Findings, .. CrossCheck.Findings(crossChecks)] };
}
