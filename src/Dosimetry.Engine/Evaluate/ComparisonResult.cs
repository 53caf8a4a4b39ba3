using System.Text.Json.Serialization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Evaluate;

/// <summary>Figures of one region under one dose. <paramref name="Sigma_Gy"/>: statistical standard uncertainty of the mean where the engine has one.</summary>
public sealed record RegionFigures(
    double Volume_ml, double Mean_Gy, double D98_Gy, double D50_Gy, double D2_Gy, double? Sigma_Gy, DoseVolumeHistogram Dvh)
{
    /// <summary>Time-integrated activity behind the dose, MBq·h; null where it is not known.</summary>
    public double? Tia_MBq_h { get; init; }

    /// <summary>Figures of samples.</summary>
    public static RegionFigures Of(DoseSamples samples)
    {
        DoseStatistics s = new(samples);
        return new RegionFigures(s.Volume_ml, s.Mean_Gy, s.D_Gy(98), s.D_Gy(50), s.D_Gy(2), null, s.Histogram());
    }

    /// <summary>Figures that the evaluation of a case holds already.</summary>
    public static RegionFigures Of(RegionDose d) => new(d.Volume_ml, d.MeanDose_Gy, d.D98_Gy, d.D50_Gy, d.D2_Gy, d.StatisticalSigma_Gy, d.Dvh);
}

/// <summary>
/// A dose that takes part in a comparison. <paramref name="Figures"/>: what its own evaluation says of each region, by name; empty for a bare dose file.
/// </summary>
public sealed record ComparedDose(string Title, Volume<Dose_Gy> Dose, IReadOnlyDictionary<string, RegionFigures> Figures)
{
    /// <summary>Engine, device, time used; null for a bare dose file.</summary>
    public ComparedEngine? Engine { get; init; }
}

/// <summary>How a dose was made. <paramref name="Elapsed_s"/>: seconds of the stage <c>dose</c>.</summary>
public sealed record ComparedEngine(string Engine, string Device, double? Elapsed_s, long? Histories, double Activity_MBq, string Created);

/// <summary>What the percent map refers to.</summary>
public enum PercentOf
{
    /// <summary>The reference's mean dose of the region that holds the voxel; voxels outside every region are 0.</summary>
    RegionMean,
    /// <summary>The reference's highest dose.</summary>
    Maximum,
}

/// <summary>
/// One region under both doses; differences are evaluated − reference, percent of the reference's figure (null where that is zero).
/// <paramref name="PassRate"/>: share of the region's compared voxels with γ ≤ 1, null where none is compared or the region has no voxels of its own here.
/// </summary>
public sealed record RegionComparison(
    string Name, RegionFigures Reference, RegionFigures Evaluated, double MeanDifference_Gy, double? MeanDifference_percent, double? D98Difference_percent,
    double? D2Difference_percent, int Compared, double? PassRate);

/// <summary>Two doses of one patient beside each other. Differences are evaluated − reference.</summary>
public sealed record ComparisonResult(
    string Reference, string Evaluated, GammaCriteria Criteria, double PassRate, int Compared, double MeanDifference_Gy, double LargestDifference_Gy,
    double ReferenceMaximum_Gy, PercentOf PercentOf, IReadOnlyList<RegionComparison> Regions, IReadOnlyList<Finding> Findings)
{
    /// <summary>How the reference was made.</summary>
    public ComparedEngine? ReferenceEngine { get; init; }
    /// <summary>How the evaluated dose was made.</summary>
    public ComparedEngine? EvaluatedEngine { get; init; }
    /// <summary>Maps on the reference's grid; not part of the document.</summary>
    [JsonIgnore]
    public ComparisonMaps? Maps { get; init; }
}

/// <summary>Difference in Gy, difference in percent (of what <see cref="ComparisonResult.PercentOf"/> says) and γ on the reference's grid.</summary>
public sealed record ComparisonMaps(Volume<Dose_Gy> Difference, Volume<Dimensionless> Percent, Volume<Dimensionless> Gamma);
