using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Organs;

/// <summary>An expected value with the deviation at which a candidate loses 40 % of its score.</summary>
internal readonly record struct Expected(double Value, double Tolerance)
{
    /// <summary>exp(−½ ((v − value)/tolerance)²).</summary>
    public double Score(double v) => Math.Exp(-0.5 * (v - Value) * (v - Value) / (Tolerance * Tolerance));
}

/// <summary>
/// Where a hot organ is expected: distance from the midline (positive, on <paramref name="Side"/>: +1 right, −1 left, 0 on it), in front of the spine, height
/// relative to a landmark, volume. <paramref name="EdgeShare"/>: its outline lies at this share of the way from background to the organ's level.
/// </summary>
internal sealed record SpotTemplate(
    string Name, int Side, Expected Lateral_mm, Expected Front_mm, Expected Height_mm, Expected LogVolume_ml, double EdgeShare, double Closing_mm)
{
    /// <summary>Evenly filled: its level is the 80th percentile, so that a hotter spot on its wall does not set it; otherwise the mean of the hottest 30 %.</summary>
    public bool Even { get; init; }
    /// <summary>Mean CT number, where it tells the organ from its neighbours.</summary>
    public Expected? Hu { get; init; }

    /// <summary>How well a centre and a volume fit; 1 is best.</summary>
    public double Score(double right_mm, double front_mm, double height_mm, double volume_ml) =>
        Lateral_mm.Score(Side == 0 ? Math.Abs(right_mm) : Side * right_mm) * Front_mm.Score(front_mm) * Height_mm.Score(height_mm) * LogVolume_ml.Score(Math.Log(volume_ml));

    /// <summary>True for points that may belong to a candidate: three tolerances and the size of the organ about the expected place.</summary>
    public bool Admits(double right_mm, double front_mm, double height_mm, double radius_mm)
    {
        double lateral = Side == 0 ? Math.Abs(right_mm) : Side * right_mm;
        return Math.Abs(lateral - Lateral_mm.Value) < 2 * Lateral_mm.Tolerance + radius_mm && Math.Abs(front_mm - Front_mm.Value) < 2 * Front_mm.Tolerance + radius_mm
            && Math.Abs(height_mm - Height_mm.Value) < 2 * Height_mm.Tolerance + 2 * radius_mm && (Side == 0 || lateral > 0);
    }
}
