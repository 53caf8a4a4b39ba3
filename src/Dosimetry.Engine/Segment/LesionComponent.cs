namespace Dosimetry.Engine.Segment;

/// <summary>What a connected spot of uptake is taken for.</summary>
public enum ComponentClass
{
    /// <summary>Tumour.</summary>
    Lesion,
    /// <summary>Normal uptake; <see cref="LesionComponent.Reason"/> says of what.</summary>
    Physiological,
    /// <summary>A person has to decide; <see cref="LesionComponent.Reason"/> says why.</summary>
    Uncertain,
}

/// <summary>
/// One connected spot above the threshold on the PET grid. <see cref="Id"/> is <c>lesion_001</c>… for lesions (largest first) and a running name
/// for the others; <see cref="Centroid_mm"/> is RAS+ in mm; <see cref="Threshold_SUV"/> is the SUV that bounds it.
/// </summary>
public sealed record LesionComponent(
    string Id, ComponentClass Class, string? Reason, double Volume_ml, double SuvMax, double SuvMean, double[] Centroid_mm, double Threshold_SUV, int[] Voxels)
{
    /// <summary>Mean CT number; null without a CT.</summary>
    public double? HuMean { get; init; }
    /// <summary>Diameter of a sphere of this volume, mm.</summary>
    public double Diameter_mm => 20 * Math.Cbrt(3 * Volume_ml / (4 * Math.PI));
}
