using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine;

/// <summary>The recovery curve of a run: measured spheres before the model of a stated resolution; without either nothing is corrected, and a finding says so.</summary>
internal static class RecoveryChoice
{
    private const double UsualRelSigma = 0.05;

    /// <exception cref="RefusedException">Spheres or resolution that cannot be.</exception>
    public static RecoveryCurve? From(CaseCalibration? said, List<Finding> findings)
    {
        if (said?.RecoverySpheres is { Count: > 0 } spheres)
            return RecoveryFit.Of([.. spheres.Select(s => RecoverySphere.OfDiameter(s.Diameter_mm, s.Recovery, s.Sigma ?? UsualRelSigma * s.Recovery))],
                said.Recovery is { Length: > 0 } words ? words : $"{spheres.Count} phantom spheres");
        if (said?.Resolution_mm is { } fwhm) return new BlurredSphereRecovery(fwhm);
        findings.Add(new Finding(Severity.Warning, "CASE.NO_RECOVERY",
            "No recovery coefficients and no resolution are stated: activities are not corrected for partial volume, and small regions read low (a sphere of 20 mm by about half at 12 mm resolution)."));
        return null;
    }
}
