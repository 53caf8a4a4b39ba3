using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Evaluate.Uncertainty;

/// <summary>
/// Inputs of the uncertainty chain that no image states. Each has a default that is an assumption, listed by <see cref="Assumptions"/> where nobody gave
/// a value. Lengths in mm, uncertainties relative and standard (k = 1).
/// </summary>
public sealed record UncertaintyOptions
{
    /// <summary>Resolution with which outlines were drawn: edges of organs on CT with the scatter between observers.</summary>
    public const double DefaultDrawnFwhm_mm = 5;
    /// <summary>Voxel of the image on which outlines were drawn.</summary>
    public const double DefaultDrawnVoxel_mm = 1.5;
    /// <summary>Resolution of the PET on which lesions were found by threshold.</summary>
    public const double DefaultFoundFwhm_mm = 6;
    /// <summary>Voxel of that PET where it is not known.</summary>
    public const double DefaultFoundVoxel_mm = 4;
    /// <summary>Resolution of the reconstructed SPECT.</summary>
    public const double DefaultImageFwhm_mm = 10;
    /// <summary>Recovery coefficient, where a correction is applied and states none.</summary>
    public const double DefaultRecoveryRelSigma = 0.05;
    /// <summary>Draws of the propagation: the ends of a 90 % interval scatter by about 5 % of its half-width.</summary>
    public const int DefaultDraws = 1000;

    /// <summary>FWHM of outlines drawn by people or imported.</summary>
    public double? DrawnFwhm_mm { get; init; }
    /// <summary>Voxel under drawn outlines.</summary>
    public double? DrawnVoxel_mm { get; init; }
    /// <summary>FWHM under outlines found by threshold.</summary>
    public double? FoundFwhm_mm { get; init; }
    /// <summary>Voxel under outlines found by threshold.</summary>
    public double? FoundVoxel_mm { get; init; }
    /// <summary>FWHM of the SPECT.</summary>
    public double? ImageFwhm_mm { get; init; }
    /// <summary>Relative uncertainty of recovery coefficients.</summary>
    public double? RecoveryRelSigma { get; init; }
    /// <summary>Relative uncertainty of the dose factor: decay data, dose engine, density.</summary>
    public double? SRelSigma { get; init; }
    /// <summary>Draws of the propagation; 0 = none.</summary>
    public int Draws { get; init; } = DefaultDraws;
    /// <summary>Seed of the draws.</summary>
    public ulong Seed { get; init; } = 1;
    /// <summary>Share of the draws inside an interval.</summary>
    public double Level { get; init; } = 0.9;

    /// <summary>Relative uncertainty of the dose factor by engine, after the acceptance bars of its region means; where nobody gave one.</summary>
    public static double DefaultSRelSigma(string engine) => engine switch { "monte-carlo" => 0.02, "voxel-s" => 0.03, _ => 0.05 };

    /// <summary>The values nobody gave, in words; null when all were.</summary>
    public Finding? Assumptions(string engine)
    {
        (double? Said, string Text)[] all =
        [
            (DrawnFwhm_mm, FormattableString.Invariant($"drawn outlines {DefaultDrawnFwhm_mm} mm FWHM on {DefaultDrawnVoxel_mm} mm voxels")),
            (FoundFwhm_mm, FormattableString.Invariant($"outlines by threshold {DefaultFoundFwhm_mm} mm FWHM")),
            (ImageFwhm_mm, FormattableString.Invariant($"SPECT {DefaultImageFwhm_mm} mm FWHM")),
            (SRelSigma, FormattableString.Invariant($"dose factor of the engine {engine} {100 * DefaultSRelSigma(engine):F0} %")),
        ];
        string[] assumed = [.. all.Where(a => a.Said is null).Select(a => a.Text)];
        return assumed.Length == 0 ? null : new Finding(Severity.Info, "UNCERTAINTY.ASSUMED", $"Nobody stated these for the uncertainty budget, so they are assumed: {string.Join("; ", assumed)}.");
    }
}
