namespace Dosimetry.Web.Model;

/// <summary>A layer of the viewer as a person set it: shown or not, opacity, window in shown units.</summary>
public sealed class LayerState(ViewerLayer of)
{
    /// <summary>The image.</summary>
    public ViewerLayer Of { get; } = of;
    /// <summary>Switched on.</summary>
    public bool Shown { get; set; }
    /// <summary>Its voxels (or first slices) have come.</summary>
    public bool Loaded { get; set; }
    /// <summary>0 to 1.</summary>
    public double Opacity { get; set; } = of.Opacity;
    /// <summary>Lower end of the window.</summary>
    public double Low { get; set; } = of.Low;
    /// <summary>Upper end of the window.</summary>
    public double High { get; set; } = of.High ?? 1;
}
