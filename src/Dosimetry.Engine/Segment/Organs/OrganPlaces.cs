namespace Dosimetry.Engine.Segment.Organs;

/// <summary>A place relative to the landmarks, mm: right of the midline, in front of the spine's middle, above the lung base.</summary>
internal readonly record struct PlaceInBody(double Right_mm, double Front_mm, double Above_mm);

/// <summary>
/// Where organs lie in adults relative to midline, spine, lung base and vertex. Chosen from the reference man (ICRP 110) and the built-in body, with tolerances
/// for 160–190 cm; usual volumes: ICRP 89 and the range of living adults.
/// </summary>
internal static class OrganPlaces
{
    /// <summary>Height of the kidneys' middle below the lung base.</summary>
    public const double KidneyBelowLungs_mm = 95;
    /// <summary>Least distance from lung apex to vertex for a head that is wholly in the field.</summary>
    public const double LeastHead_mm = 180;

    private static Expected Ln(double volume_ml, double spread) => new(Math.Log(volume_ml), spread);

    /// <summary>Right and left kidney.</summary>
    public static IReadOnlyList<SpotTemplate> Kidneys { get; } =
    [
        new("kidney_right", 1, new(70, 16), new(0, 20), new(-KidneyBelowLungs_mm, 38), Ln(150, 0.45), 0.42, 8),
        new("kidney_left", -1, new(70, 16), new(0, 20), new(-KidneyBelowLungs_mm, 38), Ln(150, 0.45), 0.42, 8),
    ];

    /// <summary>Bladder.</summary>
    public static SpotTemplate Bladder { get; } = new("bladder", 0, new(0, 12), new(53, 22), new(-318, 46), Ln(160, 0.7), 0.40, 0) { Even = true, Hu = new(8, 15) };

    /// <summary>Glands; heights are below the vertex.</summary>
    public static IReadOnlyList<SpotTemplate> Glands { get; } =
    [
        new("parotid_right", 1, new(54, 9), new(38, 22), new(-174, 20), Ln(22, 0.5), 0.42, 0),
        new("parotid_left", -1, new(54, 9), new(38, 22), new(-174, 20), Ln(22, 0.5), 0.42, 0),
        new("submandibular_right", 1, new(28, 8), new(76, 20), new(-222, 20), Ln(11, 0.5), 0.45, 0),
        new("submandibular_left", -1, new(28, 8), new(76, 20), new(-222, 20), Ln(11, 0.5), 0.45, 0),
        new("lacrimal_right", 1, new(40, 8), new(105, 20), new(-103, 16), Ln(1.5, 0.9), 0.50, 0),
        new("lacrimal_left", -1, new(40, 8), new(105, 20), new(-103, 16), Ln(1.5, 0.9), 0.50, 0),
    ];

    /// <summary>May be liver.</summary>
    public static bool InLiverZone(PlaceInBody p) => p.Right_mm > -100 && p.Above_mm is > -170 and < 140 && (p.Right_mm > -40 || p.Front_mm > 10) && (p.Right_mm > 0 || p.Above_mm < 75);

    /// <summary>Is mostly liver.</summary>
    public static bool InLiverCore(PlaceInBody p) => p.Right_mm > 40 && p.Above_mm is > -50 and < 90;

    /// <summary>May be spleen.</summary>
    public static bool InSpleenZone(PlaceInBody p) => p.Right_mm < -35 && p.Above_mm is > -120 and < 120 && p.Front_mm < 75;

    /// <summary>Is mostly spleen.</summary>
    public static bool InSpleenCore(PlaceInBody p) => p.Right_mm < -72 && p.Above_mm is > -65 and < 40 && p.Front_mm < 25;

    /// <summary>Is mostly heart: its uptake is that of blood.</summary>
    public static bool InHeart(PlaceInBody p) => Math.Abs(p.Right_mm + 15) < 45 && p.Front_mm is > 10 and < 100 && p.Above_mm is > 75 and < 135;

    /// <summary>Usual volume in adults, ml.</summary>
    public static (double Low, double High)? UsualVolume_ml(string name) => name switch
    {
        "kidney_left" or "kidney_right" => (80, 280),
        "liver" => (900, 2600),
        "spleen" => (60, 500),
        "parotid_left" or "parotid_right" => (10, 50),
        "submandibular_left" or "submandibular_right" => (4, 25),
        "bladder" => (20, 700),
        _ => null,
    };
}
