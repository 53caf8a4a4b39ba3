namespace Dosimetry.Engine.Report.Pictures;

/// <summary>Colours for shares from 0 to 1, linear between the stops. Brightness rises (or falls) steadily, so a grey print keeps the order.</summary>
public sealed record ColourMap(string Name, IReadOnlyList<Rgb> Stops)
{
    /// <summary>CT: black to white.</summary>
    public static ColourMap Grey { get; } = new("grey", [new(0, 0, 0), new(255, 255, 255)]);
    /// <summary>PET style: high uptake is dark.</summary>
    public static ColourMap InvertedGrey { get; } = new("inverted grey", [new(255, 255, 255), new(0, 0, 0)]);
    /// <summary>Dose: dark violet, red, orange, pale yellow.</summary>
    public static ColourMap Heat { get; } = new("heat", [new(20, 11, 52), new(87, 16, 110), new(188, 55, 84), new(249, 142, 9), new(252, 255, 164)]);

    /// <summary>Emission images over CT: black, red, orange, pale yellow; as the interactive viewer's "warm".</summary>
    public static ColourMap Warm { get; } = new("warm", [new(0, 0, 0), new(150, 40, 0), new(255, 127, 0), new(255, 196, 80), new(255, 255, 200)]);

    /// <summary>Differences of two doses: blue below, pale where they agree, red above.</summary>
    public static ColourMap Difference { get; } = new("difference", [new(15, 60, 130), new(67, 147, 195), new(247, 247, 247), new(214, 96, 77), new(140, 10, 32)]);

    /// <summary>The map of a name (grey, inverted grey, heat, warm, difference); grey for any other.</summary>
    public static ColourMap Of(string name) => new[] { Grey, InvertedGrey, Heat, Warm, Difference }.FirstOrDefault(m => m.Name == name) ?? Grey;

    /// <summary>Colour of a share; beyond the ends the end's colour.</summary>
    public Rgb At(double share)
    {
        double at = Math.Clamp(share, 0, 1) * (Stops.Count - 1);
        int n = Math.Min((int)at, Stops.Count - 2);
        (Rgb a, Rgb b, double f) = (Stops[n], Stops[n + 1], at - n);
        return new Rgb(Mix(a.R, b.R, f), Mix(a.G, b.G, f), Mix(a.B, b.B, f));
    }

    private static byte Mix(byte a, byte b, double f) => (byte)Math.Round(a + (b - a) * f);
}
