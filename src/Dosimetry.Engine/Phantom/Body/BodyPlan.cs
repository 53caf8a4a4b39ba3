using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// What the seed decides about the built-in body: stature, build, organ sizes and small shifts. All ranges are chosen within the normal
/// spread of
/// adult men (stature 168–186 cm; organ volumes about ICRP 89 reference values ± 15 %). Everything else is the reference man of 176 cm,
/// written in mm:
/// +x the patient's right, +y anterior, +z up; z = 0 is 70 cm above the floor, so mid-thigh is near 50 and the vertex at 1070.
/// </summary>
internal sealed class BodyPlan
{
    private readonly CounterRandom random;

    /// <summary>The plan of a seed.</summary>
    public BodyPlan(ulong seed)
    {
        random = new CounterRandom(seed, 1);
        double height = random.Between(0, 168, 186), width = random.Between(1, 0.96, 1.03), depth = random.Between(2, 0.95, 1.05);
        Height_cm = Math.Round(height);
        Stretch = new(width, depth, Height_cm / 176);
        Fat = random.Between(3, 0.7, 1.5);
    }

    /// <summary>Lowest and highest height of the scan in the reference man, mm.</summary>
    public const double Bottom = 50, Top = 1078;

    /// <summary>Stature.</summary>
    public double Height_cm { get; }

    /// <summary>Factors from the reference man to the patient.</summary>
    public Vector3D Stretch { get; }

    /// <summary>Thickness of subcutaneous fat relative to the reference.</summary>
    public double Fat { get; }

    /// <summary>Linear factor of an organ: cube root of its relative volume, after taking out the body's stretch.</summary>
    public double Size(BodyPart part, double spread = 0.15)
    {
        double relativeVolume = random.Between(100 + (int)part, 1 - spread, 1 + spread);
        return Math.Cbrt(relativeVolume / (Stretch.X * Stretch.Y * Stretch.Z));
    }

    /// <summary>A shift in mm within ± <paramref name="range"/> per axis.</summary>
    public Vector3D Shift(BodyPart part, double range) => new(
        random.Between(200 + 3 * (int)part, -range, range),
        random.Between(201 + 3 * (int)part, -range, range),
        random.Between(202 + 3 * (int)part, -range, range));

    /// <summary>A number in (low, high), the n-th of the part.</summary>
    public double Vary(BodyPart part, int n, double low, double high) => random.Between(1000 + 100 * (int)part + n, low, high);
}

/// <summary>Parts that vary on their own.</summary>
internal enum BodyPart
{
    KidneyRight, KidneyLeft, Liver, Spleen, Stomach, Bladder, Prostate, ParotidRight, ParotidLeft, SubmandibularRight, SubmandibularLeft,
    LacrimalRight, LacrimalLeft, Heart, SmallBowel, Colon, LungVessels, Lesions, Patient,
}
