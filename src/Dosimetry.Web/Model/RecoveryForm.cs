using Dosimetry.Cases.Settings;
using Dosimetry.Engine;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Web.Model;

/// <summary>What the partial-volume correction rests on.</summary>
public enum RecoverySource
{
    /// <summary>Nothing: activities are not corrected.</summary>
    None,
    /// <summary>The resolution of the image, by the blurred-sphere model.</summary>
    Resolution,
    /// <summary>Spheres of a phantom scan.</summary>
    Spheres,
}

/// <summary>The fields of the partial-volume correction while a person edits them.</summary>
public sealed class RecoveryForm
{
    /// <summary>Resolution field.</summary>
    public static readonly NumberField Resolution = new("resolution", "Resolution of the SPECT (FWHM)", "mm", 1, 60, "Lu-177 after usual reconstruction: 10 to 20 mm; measure it with a line or point source");
    private const int Rows = 6;

    /// <summary>Source chosen.</summary>
    public RecoverySource Source { get; set; }
    /// <summary>Full width at half maximum, mm.</summary>
    public double? Resolution_mm { get; set; }
    /// <summary>Phantom, camera, date.</summary>
    public string? Origin { get; set; }
    /// <summary>Rows of the table: diameter in mm, measured over true concentration.</summary>
    public IReadOnlyList<SphereRow> Spheres { get; private init; } = [.. Enumerable.Range(0, Rows).Select(_ => new SphereRow())];

    /// <summary>The form of stored settings.</summary>
    public static RecoveryForm From(RecoverySettings s) => new()
    {
        Source = s.Spheres.Count > 0 ? RecoverySource.Spheres : s.Resolution_mm is not null ? RecoverySource.Resolution : RecoverySource.None,
        Resolution_mm = s.Resolution_mm,
        Origin = s.Origin,
        Spheres = [.. Enumerable.Range(0, Math.Max(Rows, s.Spheres.Count)).Select(n => n < s.Spheres.Count ? new SphereRow { Diameter_mm = s.Spheres[n].Diameter_mm, Recovery = s.Spheres[n].Recovery } : new SphereRow())],
    };

    /// <summary>Why the fields cannot be saved; null when they can.</summary>
    public string? Objection
    {
        get
        {
            try { return Source != RecoverySource.None && Curve() is null ? "Partial volume: fill in the resolution or at least three spheres." : null; }
            catch (RefusedException refusal) { return "Partial volume: " + refusal.Message; }
        }
    }

    /// <summary>The settings.</summary>
    public RecoverySettings ToSettings() => Source switch
    {
        RecoverySource.Resolution => new RecoverySettings { Resolution_mm = Resolution_mm },
        RecoverySource.Spheres => new RecoverySettings { Spheres = Filled(), Origin = string.IsNullOrWhiteSpace(Origin) ? null : Origin.Trim() },
        _ => new RecoverySettings(),
    };

    /// <summary>The curve of the fields; null when nothing is filled in.</summary>
    /// <exception cref="RefusedException">The values are no recovery coefficients.</exception>
    public RecoveryCurve? Curve() => Source switch
    {
        RecoverySource.Resolution when Resolution_mm is { } fwhm => new BlurredSphereRecovery(fwhm),
        RecoverySource.Spheres when Filled() is { Count: > 0 } spheres => RecoveryFit.Of([.. spheres.Select(s => RecoverySphere.OfDiameter(s.Diameter_mm, s.Recovery, 0.05 * s.Recovery))], ""),
        _ => null,
    };

    private IReadOnlyList<CaseSphere> Filled() => [.. Spheres.Where(s => s.Diameter_mm is not null && s.Recovery is not null).Select(s => new CaseSphere(s.Diameter_mm!.Value, s.Recovery!.Value))];

    /// <summary>One sphere while it is typed.</summary>
    public sealed class SphereRow
    {
        /// <summary>Inner diameter, mm.</summary>
        public double? Diameter_mm { get; set; }
        /// <summary>Measured over true concentration.</summary>
        public double? Recovery { get; set; }
    }
}
