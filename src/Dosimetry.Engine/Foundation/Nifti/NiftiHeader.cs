using System.Text.RegularExpressions;

namespace Dosimetry.Engine.Foundation.Nifti;

/// <summary>
/// What the 348-byte header of a NIfTI-1 file says: lattice, voxel type, scaling (value = stored × <paramref name="Slope"/> +
/// <paramref name="Intercept"/>) and the 80-character description. Source: NIfTI-1 header definition, nifti1.h (NIH, 2007).
/// </summary>
public sealed partial record NiftiHeader(Grid Grid, NiftiDataType DataType, double Slope, double Intercept, string Description, long DataOffset, bool BigEndian)
{
    /// <summary>Bytes of one slice (Nx × Ny voxels) as stored.</summary>
    public int SliceBytes => checked(Grid.Nx * Grid.Ny * DataType.Bytes());

    /// <summary>Quantity as our own writer states it in the description (<see cref="IQuantity.Name"/>); null in the files of others.</summary>
    public string? Quantity => Stated("quantity");

    /// <summary>Unit as our own writer states it in the description; null in the files of others.</summary>
    public string? Unit => Stated("unit");

    /// <summary>The description our writer stores: quantity, unit and, where there is one, the reference time in ISO 8601.</summary>
    public static string Describe(string quantity, string unit, DateTime? referenceTime = null) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"quantity={quantity};unit={unit}{(referenceTime is { } t ? $";time={t:s}" : "")}");

    private string? Stated(string key) =>
        DescriptionEntry().Matches(Description).FirstOrDefault(m => m.Groups[1].Value == key)?.Groups[2].Value;

    [GeneratedRegex("(?:^|;)([a-z]+)=([^;]*)")]
    private static partial Regex DescriptionEntry();
}
