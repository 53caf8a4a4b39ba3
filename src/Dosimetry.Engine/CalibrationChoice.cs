using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine;

/// <summary>The SPECT calibration of a run. Counts without a stated sensitivity are refused: no factor is usual enough to be assumed.</summary>
internal static class CalibrationChoice
{
    /// <summary>Uncertainty taken where none is stated: the middle of what calibrations with a known source reach (EANM uncertainty guidance, 2018).</summary>
    private const double UsualRelSigma = 0.05;

    public static SpectCalibration From(CaseCalibration? said, ImportedStudy study, List<Finding> findings)
    {
        bool needed = study.Series.Any(s => s.Nm is { AlreadyQuantitative: false });
        double relSigma = said?.RelSigma ?? UsualRelSigma;
        if (said?.RelSigma is null)
            findings.Add(new Finding(Severity.Info, "CASE.CALIBRATION_SIGMA", FormattableString.Invariant($"The case states no uncertainty of the calibration; {100 * UsualRelSigma:F0} % is used.")));
        if (!needed) return new SpectCalibration(said?.Sensitivity_cps_per_MBq ?? 1, false, null, relSigma);
        if (said?.Sensitivity_cps_per_MBq is not { } sensitivity)
            throw new RefusedException("CASE.NO_CALIBRATION",
                "The SPECT images hold counts and the case states no sensitivity. Fill in the camera's sensitivity on the page Administration (case.json: calibration.sensitivity_cps_per_MBq with perHead and heads), or send images in Bq/ml.");
        if (said.PerHead is null)
            findings.Add(new Finding(Severity.Warning, "CASE.SENSITIVITY_OF_SYSTEM", "The case does not say whether the sensitivity is per head; it is taken as that of the whole system."));
        return new SpectCalibration(sensitivity, said.PerHead ?? false, said.Heads, relSigma, said.Duration_s) { DeadTimeFactor = said.DeadTimeFactor };
    }
}
