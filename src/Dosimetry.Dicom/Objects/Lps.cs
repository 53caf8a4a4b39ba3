namespace Dosimetry.Dicom.Objects;

/// <summary>
/// A point (mm) or a direction in DICOM's patient coordinates: +x towards the patient's left, +y posterior, +z head.
/// </summary>
public readonly record struct Lps(double X, double Y, double Z)
{
    /// <summary>Length, in mm for a difference of points.</summary>
    public double Length => Math.Sqrt(Dot(this));

    /// <summary>Sum.</summary>
    public static Lps operator +(Lps a, Lps b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
    /// <summary>Difference.</summary>
    public static Lps operator -(Lps a, Lps b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
    /// <summary>Multiple.</summary>
    public static Lps operator *(double s, Lps a) => new(s * a.X, s * a.Y, s * a.Z);

    /// <summary>Scalar product.</summary>
    public double Dot(Lps other) => X * other.X + Y * other.Y + Z * other.Z;

    /// <summary>Vector product: the normal of an image plane is row direction × column direction.</summary>
    public Lps Cross(Lps other) => new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);

    internal static Lps? From(IReadOnlyList<double> numbers, int at = 0) =>
        numbers.Count >= at + 3 ? new(numbers[at], numbers[at + 1], numbers[at + 2]) : null;
}
