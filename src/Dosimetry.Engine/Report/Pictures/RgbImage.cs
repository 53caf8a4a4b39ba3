namespace Dosimetry.Engine.Report.Pictures;

/// <summary>A colour with 8 bits per channel.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>From #rrggbb.</summary>
    public static Rgb FromHex(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex.AsSpan(1));
        return new Rgb(bytes[0], bytes[1], bytes[2]);
    }

    /// <summary>As #rrggbb.</summary>
    public string ToHex() => $"#{R:X2}{G:X2}{B:X2}";
}

/// <summary>A raster being painted: three bytes per pixel, row by row from the top.</summary>
public sealed class RgbImage(int width, int height)
{
    /// <summary>Columns.</summary>
    public int Width { get; } = width;
    /// <summary>Rows.</summary>
    public int Height { get; } = height;
    /// <summary>The pixels.</summary>
    public byte[] Rgb { get; } = new byte[3 * width * height];

    /// <summary>The colour of a pixel.</summary>
    public Rgb this[int x, int y]
    {
        get
        {
            int at = 3 * (y * Width + x);
            return new Rgb(Rgb[at], Rgb[at + 1], Rgb[at + 2]);
        }
    }

    /// <summary>Lays a colour over a pixel; outside the image nothing happens.</summary>
    public void Blend(int x, int y, Rgb colour, double opacity)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height) return;
        int at = 3 * (y * Width + x);
        Rgb[at] = Mix(Rgb[at], colour.R, opacity);
        Rgb[at + 1] = Mix(Rgb[at + 1], colour.G, opacity);
        Rgb[at + 2] = Mix(Rgb[at + 2], colour.B, opacity);
    }

    /// <summary>A straight line of about <paramref name="width"/> pixels with smooth edges; pixel centres lie on whole numbers.</summary>
    public void Line(double x0, double y0, double x1, double y1, Rgb colour, double width)
    {
        double reach = width / 2 + 1;
        for (int y = (int)Math.Floor(Math.Min(y0, y1) - reach); y <= Math.Max(y0, y1) + reach; y++)
            for (int x = (int)Math.Floor(Math.Min(x0, x1) - reach); x <= Math.Max(x0, x1) + reach; x++)
            {
                double cover = Math.Clamp(width / 2 + 0.5 - Distance(x, y, x0, y0, x1, y1), 0, 1);
                if (cover > 0) Blend(x, y, colour, cover);
            }
    }

    private static double Distance(double x, double y, double x0, double y0, double x1, double y1)
    {
        (double dx, double dy) = (x1 - x0, y1 - y0);
        double square = dx * dx + dy * dy;
        double along = square == 0 ? 0 : Math.Clamp(((x - x0) * dx + (y - y0) * dy) / square, 0, 1);
        return Math.Sqrt(Math.Pow(x - x0 - along * dx, 2) + Math.Pow(y - y0 - along * dy, 2));
    }

    private static byte Mix(byte under, byte over, double opacity) => (byte)Math.Round(under + (over - under) * opacity);
}
