namespace Dosimetry.Web.Model;

/// <summary>A region as the editor's script reports it.</summary>
public sealed record ReportedRegion(int Label, string Name, string Colour, double Volume_ml, bool Hidden, bool Locked);

/// <summary>State of the region editor, told by its script whenever it changes. <paramref name="Low"/>, <paramref name="High"/>: shown unit of the layer.</summary>
public sealed record EditorReport(
    string Tool, double Radius_mm, bool Ball, bool Threshold, double Low, double High, string? Layer, bool Overwrite, int Active, bool Fill, int Undo, int Redo,
    bool Dirty, IReadOnlyList<ReportedRegion> Regions)
{
    /// <summary>The region that is worked on, or null.</summary>
    public ReportedRegion? ActiveRegion => Regions.FirstOrDefault(r => r.Label == Active);
}

/// <summary>An operation on the active region, as the script takes it.</summary>
public sealed record OperationAsked(string Kind, double Length_mm = 0)
{
    /// <summary>Label of the other region of the same edit.</summary>
    public int? Other { get; init; }
    /// <summary><c>version:3</c> or the id of a structure set, where the other region lies there.</summary>
    public string? From { get; init; }
    /// <summary>Name of the other region in that source.</summary>
    public string? Region { get; init; }
    /// <summary>Shift of the other region, mm (RAS+).</summary>
    public double[]? Shift_mm { get; init; }
}

/// <summary>What the editor begins with: address of the labels, the regions in them, and whence they come.</summary>
public sealed record EditStart(string Labels, IReadOnlyList<EditStartRegion> Regions, long? Version, string? ResultId);

/// <summary>A region of the labels.</summary>
public sealed record EditStartRegion(int Label, string Name, string Colour);
