using System.Text.Json.Nodes;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>Reference numbers of <c>tests/Data/kinetics</c> and small builders.</summary>
internal static class KineticsData
{
    public static readonly Duration Lu177HalfLife = Duration.FromSeconds(574301);

    public static JsonNode Read(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "kinetics", name)))!;

    public static TimeActivityCurve Curve(JsonNode node, string region) =>
        Curve(region, Numbers(node["time_h"]!), Numbers(node["activity_MBq"]!));

    public static TimeActivityCurve Curve(string region, double[] times_h, double[] activities_MBq, double relSigma = 0) =>
        new(region, [.. times_h.Zip(activities_MBq, (t, a) => new TacPoint(t, a, relSigma * a))]);

    public static double[] Numbers(JsonNode array) => [.. array.AsArray().Select(n => (double)n!)];

    public static void Near(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"expected {expected:R}, got {actual:R}, relative {(actual - expected) / expected:E2}");
}
