using System.Text.Json.Serialization;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>One entry of a picture's legend.</summary>
public sealed record LegendEntry(string Colour, string Text);

/// <summary>A finished picture with title, caption and legend, as it stands in the report.</summary>
public sealed record ReportPicture(string Title, string Caption, int Width, int Height, byte[] Png, IReadOnlyList<LegendEntry> Legend)
{
    /// <summary>The picture as an address that carries its own bytes.</summary>
    [JsonIgnore]
    public string DataUri => "data:image/png;base64," + Convert.ToBase64String(Png);
}
