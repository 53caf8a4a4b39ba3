namespace Dosimetry.Engine.Foundation;

/// <summary>What the numbers of a volume mean. Implemented by empty structs, so that activity cannot be passed where density is meant.</summary>
public interface IQuantity
{
    /// <summary>Name used in JSON and on screen.</summary>
    static abstract string Name { get; }
    /// <summary>Unit in UCUM-like spelling.</summary>
    static abstract string Unit { get; }
}

/// <summary>CT number, HU.</summary>
public readonly struct CtNumber : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "ctNumber";
    /// <inheritdoc/>
    public static string Unit => "HU";
}

/// <summary>Activity concentration, Bq/ml, at the time stated beside the volume.</summary>
public readonly struct ActivityConcentration : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "activityConcentration";
    /// <inheritdoc/>
    public static string Unit => "Bq/ml";
}

/// <summary>Standardised uptake value by body weight, g/ml.</summary>
public readonly struct Suv : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "suvBw";
    /// <inheritdoc/>
    public static string Unit => "g/ml";
}

/// <summary>Counts per voxel of an uncalibrated SPECT.</summary>
public readonly struct CountsPerVoxel : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "counts";
    /// <inheritdoc/>
    public static string Unit => "1";
}

/// <summary>Time-integrated activity of a voxel, MBq·s.</summary>
public readonly struct VoxelTia : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "timeIntegratedActivity";
    /// <inheritdoc/>
    public static string Unit => "MBq.s";
}

/// <summary>Absorbed dose to the voxel's own medium, Gy.</summary>
public readonly struct Dose_Gy : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "absorbedDose";
    /// <inheritdoc/>
    public static string Unit => "Gy";
}

/// <summary>Dose with the part of alpha particles multiplied by an RBE, Gy(RBE): not an absorbed dose.</summary>
public readonly struct RbeWeightedDose : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "rbeWeightedDose";
    /// <inheritdoc/>
    public static string Unit => "Gy(RBE)";
}

/// <summary>Biologically effective dose, Gy.</summary>
public readonly struct BiologicallyEffectiveDose : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "bed";
    /// <inheritdoc/>
    public static string Unit => "Gy";
}

/// <summary>Dose in 2 Gy fractions with the same biologically effective dose, Gy.</summary>
public readonly struct EquivalentDose2Gy : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "eqd2";
    /// <inheritdoc/>
    public static string Unit => "Gy";
}

/// <summary>Mass density, g/cm³.</summary>
public readonly struct MassDensity : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "density";
    /// <inheritdoc/>
    public static string Unit => "g/cm3";
}

/// <summary>A pure number (mask weight, ratio, gamma index).</summary>
public readonly struct Dimensionless : IQuantity
{
    /// <inheritdoc/>
    public static string Name => "number";
    /// <inheritdoc/>
    public static string Unit => "1";
}
