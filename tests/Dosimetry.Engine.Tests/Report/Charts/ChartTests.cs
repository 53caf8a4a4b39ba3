using System.Globalization;
using System.Xml.Linq;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Report.Charts;

namespace Dosimetry.Engine.Tests.Report.Charts;

public class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly ReportDocument Sample = ReportBuilder.Build(SampleRecord.Full());

    private static ReportRegion Region(string name, double[] dose_Gy, double[] volume) =>
        Sample.Regions[0] with { Name = name, D2_Gy = dose_Gy[^1] / 1.2, Dvh = new DoseVolumeHistogram(1, dose_Gy, volume) };

    private static (double X, double Y)[] Points(XElement path) =>
    [
        .. path.Attribute("d")!.Value.TrimStart('M').Split('L').Select(p => p.Split(' ')).Select(p => (Number(p[0]), Number(p[1]))),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void A_DVH_point_lands_on_its_pixel()
    {
        ReportRegion region = Region("kidneys", [0, 10, 20, 40], [1, 0.9, 0.5, 0]);
        (Axis dose, Axis volume) = DvhChart.Axes([region]);
        XElement svg = XElement.Parse(DvhChart.Draw("DVH", [region]).Text);
        XElement curve = svg.Elements(Svg + "path").Single(p => (string?)p.Attribute("stroke-width") == "1.8" && p.Attribute("d")!.Value.Contains('L'));
        (double x, double y) = Points(curve)[2];
        Assert.Equal(40, dose.High);
        Assert.Equal(dose.LowPixel + (dose.HighPixel - dose.LowPixel) * 20 / 40, x, 2);
        Assert.Equal((volume.LowPixel + volume.HighPixel) / 2, y, 2);
        string[] texts = [.. svg.Elements(Svg + "text").Select(t => t.Value)];
        Assert.Contains("Absorbed dose / Gy", texts);
        Assert.Contains("Volume / %", texts);
        Assert.Contains("kidneys", texts);
    }

    [Fact]
    public void Lines_differ_in_dash_and_colour_and_the_rest_is_named_as_left_out()
    {
        ReportRegion[] many = [.. Enumerable.Range(1, LineStyle.Count + 2).Select(n => Region($"lesion_{n:000}", [0, 10], [1, 0]))];
        XElement svg = XElement.Parse(DvhChart.Draw("DVH", many).Text);
        XElement[] curves = [.. svg.Elements(Svg + "path").Where(p => (string?)p.Attribute("stroke-width") == "1.8" && p.Attribute("d")!.Value.Contains('L'))];
        Assert.Equal(LineStyle.Count, curves.Select(c => (string)c.Attribute("stroke-dasharray")!).Distinct().Count());
        Assert.Equal(LineStyle.Count, curves.Select(c => (string)c.Attribute("stroke")!).Distinct().Count());
        Assert.Contains("2 more in dvh.csv", svg.Value);
    }

    [Fact]
    public void A_measured_activity_lands_on_its_pixel_with_its_error_bar()
    {
        RegionKinetics kinetics = Sample.Kinetics[0];
        (Axis time, Axis activity) = TimeActivityChart.Axes(kinetics);
        XElement svg = XElement.Parse(TimeActivityChart.Draw(kinetics, 159.5).Text);
        XElement[] circles = [.. svg.Elements(Svg + "circle")];
        Assert.Equal(kinetics.Points.Count, circles.Length);
        for (int n = 0; n < circles.Length; n++)
        {
            Assert.Equal(time.Pixel(kinetics.Points[n].Time_h), Number(circles[n].Attribute("cx")!.Value), 2);
            Assert.Equal(activity.Pixel(kinetics.Points[n].Activity_MBq), Number(circles[n].Attribute("cy")!.Value), 2);
        }
        Assert.Contains("18 % extrapolated", svg.Value);
    }

    [Fact]
    public void A_bar_is_as_long_as_its_dose()
    {
        ReportRegion one = Region("a", [0, 1], [1, 0]) with { MeanDose_Gy = 10, MeanSigma_Gy = null }, two = one with { Name = "b", MeanDose_Gy = 20 };
        XElement[] bars = [.. XElement.Parse(DoseBarChart.Draw("doses", [one, two], []).Text).Elements(Svg + "rect")];
        Assert.Equal(2 * Number(bars[0].Attribute("width")!.Value), Number(bars[1].Attribute("width")!.Value), 1);
    }
}
