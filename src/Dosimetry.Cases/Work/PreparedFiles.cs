using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Cases.Work;

/// <summary>
/// Files that the work <c>prepare</c> leaves in its result, spelt once: the work writes them, the pages and the work <c>dose</c> read them.
/// </summary>
public static class PreparedFiles
{
    /// <summary><see cref="PreparedRegions"/>: regions on the dose grid and every spot that was looked at.</summary>
    public const string Regions = "regions.json";
    /// <summary>Label volume of the regions on the dose grid; numbers as in <see cref="PreparedRegion.Label"/>.</summary>
    public const string Labels = "labels.nii.gz";
    /// <summary>The same regions on the lattice on which people edit them, one label per voxel, with <c>edit.json</c> for the names.</summary>
    public const string EditLabels = "edit.nii.gz";
    /// <summary>Names of <see cref="EditLabels"/> by number.</summary>
    public const string EditNames = "edit.json";
    /// <summary>List of <see cref="RegionKinetics"/>.</summary>
    public const string Kinetics = "kinetics.json";
    /// <summary><see cref="PreparedBlood"/>: curve of the blood samples and the marrow dose; absent without samples.</summary>
    public const string Blood = "blood.json";
    /// <summary>Time-integrated activity, MBq·s per voxel.</summary>
    public const string Tia = "tia.nii.gz";
    /// <summary>Mass density on the dose grid, g/cm³.</summary>
    public const string Density = "density.nii.gz";
    /// <summary>The PET before therapy in SUV by body weight, on its own grid; absent without one.</summary>
    public const string Suv = "suv.nii.gz";
    /// <summary>List of <see cref="EngineCard"/>: what each dose engine says to this input.</summary>
    public const string Engines = "engines.json";
    /// <summary>Findings of all stages so far.</summary>
    public const string Findings = "findings.json";

    /// <summary>A series that was moved onto the reference, upright for showing: CT in HU, PET in SUV, SPECT in Bq/ml.</summary>
    public static string Moved(string seriesId) => $"moved-{seriesId.Replace('/', '-')}.nii.gz";

    /// <summary>Aligned SPECT of a time point, Bq/ml, from 0.</summary>
    public static string Spect(int timePoint) => FormattableString.Invariant($"spect-{timePoint:D2}.nii.gz");
}

/// <summary>
/// A region as pages show it. <paramref name="Label"/>: number in the label volume, null for computed unions. <paramref name="Centre_mm"/>: a point
/// inside, RAS+ mm. <paramref name="Reason"/>: why it is what it is, where a rule decided.
/// </summary>
public sealed record PreparedRegion(
    string Name, string Class, int? Label, string Colour, string Origin, string? Reason, double Volume_ml, double Mass_g, double[]? Centre_mm);

/// <summary>
/// A spot above the lesion threshold on the PET: lesion, physiological or uncertain, with the reason. <paramref name="Centre_mm"/> in RAS+ mm.
/// </summary>
public sealed record PreparedSpot(string Id, string Class, string? Reason, double Volume_ml, double SuvMax, double SuvMean, double[] Centre_mm, double Threshold_SUV)
{
    /// <summary>Mean CT number; null without a CT.</summary>
    public double? HuMean { get; init; }
    /// <summary>Diameter of a sphere of this volume; null in results of earlier versions.</summary>
    public double? Diameter_mm { get; init; }
}

/// <summary>Regions, computed unions, spots and findings of a prepared case. <paramref name="PhysicalHalfLife_h"/> belongs to the administered nuclide.</summary>
public sealed record PreparedRegions(
    IReadOnlyList<PreparedRegion> Regions, IReadOnlyList<PreparedSpot> Spots, IReadOnlyList<Finding> Findings, double PhysicalHalfLife_h)
{
    /// <summary>Tumour burden on the PET; null without one.</summary>
    public PreparedBurden? Burden { get; init; }
}

/// <summary>Tumour burden by a fixed rule, kept apart from the regions for dose: PSMA tumour volume, mean and maximum SUV, volume × mean, number of spots.</summary>
public sealed record PreparedBurden(string Rule, double Volume_ml, double SuvMean, double SuvMax, double TotalUptake_SUV_ml, int Lesions);

/// <summary>Curve of one litre of blood and the dose of the red marrow that follows from it.</summary>
public sealed record PreparedBlood(RegionKinetics Curve, MarrowDose Marrow);

/// <summary>What a dose engine says to the prepared input: allowed or not and why, expected cost on this machine.</summary>
public sealed record EngineCard(string Name, string Summary, bool Allowed, double Seconds, double PeakMemory_MB, IReadOnlyList<Finding> Findings)
{
    /// <summary>Relative statistical uncertainty to expect after <see cref="Seconds"/>; null: the engine has none.</summary>
    public double? RelSigma { get; init; }
    /// <summary>Decays that are followed in <see cref="Seconds"/>.</summary>
    public long? Histories { get; init; }
    /// <summary>Device the cost was measured on.</summary>
    public string? Device { get; init; }
    /// <summary>Why this device and no faster one.</summary>
    public string? DeviceReason { get; init; }
}
