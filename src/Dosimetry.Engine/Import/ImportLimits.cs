namespace Dosimetry.Engine.Import;

/// <summary>What one import may cost. Every count and size has a limit; what goes beyond is refused by name.</summary>
public sealed record ImportLimits
{
    /// <summary>The limits used unless others are given.</summary>
    public static readonly ImportLimits Default = new();

    /// <summary>Files of a folder and entries of a zip together: twenty whole-body CT/PET studies.</summary>
    public int MaxFiles { get; init; } = 20_000;

    /// <summary>Bytes that all zips of one import may inflate to, counted while inflating: three total-body PET/CT studies.</summary>
    public long MaxInflatedBytes { get; init; } = 8L << 30;

    /// <summary>Inflated over compressed bytes. DICOM images reach 2 to 20, empty slices 60.</summary>
    public int MaxInflationRatio { get; init; } = 100;

    /// <summary>Inflated bytes before the ratio is looked at, so that a few empty slices or masks do no harm; below the 64 MiB a bomb may cost.</summary>
    public long RatioGrace { get; init; } = 16L << 20;
}
