using Dosimetry.Engine.Evaluate.Uncertainty;

namespace Dosimetry.Engine;

/// <summary>
/// Inputs of the uncertainty budget that no image states; whatever is left out takes the default of <see cref="UncertaintyOptions"/>, and a finding lists
/// what was assumed. Lengths in mm, uncertainties relative and standard (k = 1).
/// </summary>
public sealed record CaseUncertainty
{
    /// <summary>Resolution (FWHM) with which people drew outlines, observers' scatter included.</summary>
    public double? OutlineFwhm_mm { get; init; }
    /// <summary>Voxel of the image under drawn outlines.</summary>
    public double? OutlineVoxel_mm { get; init; }
    /// <summary>Resolution (FWHM) of the PET on which lesions are found by threshold.</summary>
    public double? PetFwhm_mm { get; init; }
    /// <summary>Resolution (FWHM) of the reconstructed SPECT.</summary>
    public double? SpectFwhm_mm { get; init; }
    /// <summary>Recovery coefficients; matters only where a correction is applied.</summary>
    public double? RecoveryRelSigma { get; init; }
    /// <summary>Dose factor: decay data, dose engine, density.</summary>
    public double? DoseFactorRelSigma { get; init; }
    /// <summary>Draws of the Monte Carlo propagation; 0 = no intervals.</summary>
    public int? Draws { get; init; }

    /// <summary>As the evaluation takes them.</summary>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="petVoxel_mm">Voxel of the PET; null without one.</param>
    public UncertaintyOptions Options(ulong seed, double? petVoxel_mm) => new()
    {
        DrawnFwhm_mm = OutlineFwhm_mm, DrawnVoxel_mm = OutlineVoxel_mm, FoundFwhm_mm = PetFwhm_mm, FoundVoxel_mm = petVoxel_mm, ImageFwhm_mm = SpectFwhm_mm,
        RecoveryRelSigma = RecoveryRelSigma, SRelSigma = DoseFactorRelSigma, Draws = Draws ?? UncertaintyOptions.DefaultDraws, Seed = seed,
    };
}
