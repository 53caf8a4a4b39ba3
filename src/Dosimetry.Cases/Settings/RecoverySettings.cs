using Dosimetry.Engine;

namespace Dosimetry.Cases.Settings;

/// <summary>What the correction for partial volume rests on: phantom spheres, else the resolution of the image; neither = no correction.</summary>
public sealed record RecoverySettings
{
    /// <summary>Full width at half maximum of the reconstructed SPECT, mm.</summary>
    public double? Resolution_mm { get; init; }
    /// <summary>Spheres of a phantom scan of this camera, collimator and reconstruction.</summary>
    public IReadOnlyList<CaseSphere> Spheres { get; init; } = [];
    /// <summary>Phantom, camera, date, in words.</summary>
    public string? Origin { get; init; }
}
