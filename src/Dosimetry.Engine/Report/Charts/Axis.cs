using System.Globalization;

namespace Dosimetry.Engine.Report.Charts;

/// <summary>One axis of a chart: maps a value to a pixel, linear or by decades, and chooses round ticks.</summary>
public sealed record Axis(double Low, double High, double LowPixel, double HighPixel, bool Logarithmic = false)
{
    /// <summary>A linear axis from 0 that ends on a round value at or above <paramref name="largest"/>.</summary>
    public static Axis FromZero(double largest, double lowPixel, double highPixel)
    {
        double high = double.IsFinite(largest) && largest > 0 ? largest : 1;
        double step = RoundStep(high / 5);
        return new Axis(0, Math.Ceiling(high / step - 1e-9) * step, lowPixel, highPixel);
    }

    /// <summary>A logarithmic axis of 1-2-5 bounds around positive values.</summary>
    public static Axis Decades(double smallest, double largest, double lowPixel, double highPixel) =>
        new(RoundDown(smallest), RoundUp(largest), lowPixel, highPixel, true);

    /// <summary>Pixel of a value.</summary>
    public double Pixel(double value) => LowPixel + (HighPixel - LowPixel) * Share(value);

    /// <summary>Where to draw ticks, about five.</summary>
    public IReadOnlyList<double> Ticks() => Logarithmic ? LogTicks() : LinearTicks();

    /// <summary>A tick's label with no more decimals than the step needs.</summary>
    public static string Label(double tick) => ((decimal)tick).ToString("0.####", CultureInfo.InvariantCulture);

    private double Share(double value) => Logarithmic
        ? Math.Log(value / Low) / Math.Log(High / Low)
        : (value - Low) / (High - Low);

    private double[] LinearTicks()
    {
        double step = RoundStep((High - Low) / 5);
        int first = (int)Math.Ceiling(Low / step - 1e-9), last = (int)Math.Floor(High / step + 1e-9);
        return [.. Enumerable.Range(first, last - first + 1).Select(n => Math.Round(n * step, 10))];
    }

    private double[] LogTicks()
    {
        int[] leads = High / Low > 3000 ? [1] : [1, 2, 5];
        return
        [
            .. from decade in Enumerable.Range((int)Math.Floor(Math.Log10(Low)), (int)Math.Ceiling(Math.Log10(High / Low)) + 2)
               from lead in leads
               let tick = lead * Math.Pow(10, decade)
               where tick >= Low * 0.999 && tick <= High * 1.001
               select tick,
        ];
    }

    private static double RoundStep(double about)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(about)));
        return (about / decade) switch { <= 1.0000001 => 1, <= 2.0000001 => 2, <= 5.0000001 => 5, _ => 10 } * decade;
    }

    private static double RoundUp(double value) => RoundStep(value);

    private static double RoundDown(double value)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(value) + 1e-9));
        return (value / decade) switch { >= 4.9999999 => 5, >= 1.9999999 => 2, _ => 1 } * decade;
    }
}
