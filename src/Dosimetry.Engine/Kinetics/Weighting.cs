namespace Dosimetry.Engine.Kinetics;

/// <summary>How the residuals of a fit are weighted.</summary>
public enum Weighting
{
    /// <summary>Residual (f − y)/y: constant relative uncertainty. The default: a calibration error is relative, and the late points carry the tail.</summary>
    Proportional,
    /// <summary>Residual f − y: constant absolute uncertainty.</summary>
    None,
}
