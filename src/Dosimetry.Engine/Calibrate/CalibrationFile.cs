using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Calibrate;

/// <summary>
/// <c>calibration.json</c>: <c>{"sensitivity_cps_per_MBq": 9.2, "perHead": true, "heads": 2, "relSigma": 0.03}</c>, with <c>duration_s</c> (time per
/// projection × projections of one head) where the image does not state it.
/// </summary>
public static class CalibrationFile
{
    /// <summary>Reads and checks a calibration.</summary>
    /// <exception cref="RefusedException">Not JSON of this form, a factor that is not positive, or a factor per head without the number of heads.</exception>
    public static SpectCalibration Read(string path)
    {
        try
        {
            SpectCalibration calibration = JsonSerializer.Deserialize<SpectCalibration>(File.ReadAllText(path), EngineJson.Options)!;
            Check(calibration, path);
            return calibration;
        }
        catch (JsonException e)
        {
            throw new RefusedException("CALIBRATE.FILE", $"The calibration file is not of the form {{\"sensitivity_cps_per_MBq\": 9.2, \"perHead\": true, \"heads\": 2, \"relSigma\": 0.03}}: {e.Message}", path);
        }
    }

    /// <summary>Refuses a calibration that cannot be used.</summary>
    public static void Check(SpectCalibration calibration, string? file = null)
    {
        if (calibration.Sensitivity_cps_per_MBq is not > 0 || !double.IsFinite(calibration.Sensitivity_cps_per_MBq))
            throw new RefusedException("CALIBRATE.SENSITIVITY", "The sensitivity must be a positive number of counts per second per MBq.", file);
        if (calibration is { PerHead: true, Heads: not > 0 })
            throw new RefusedException("CALIBRATE.HEADS_MISSING", "The sensitivity is per head, so the number of heads must be stated (\"heads\": 2): it is the commonest factor-of-two error.", file);
        if (calibration.Duration_s is <= 0)
            throw new RefusedException("CALIBRATE.DURATION", "duration_s must be positive: time per projection × projections of one head.", file);
        if (calibration.DeadTimeFactor is < 1 or > 2 or double.NaN)
            throw new RefusedException("CALIBRATE.DEAD_TIME", "The dead-time factor is true over measured count rate, from 1 (none) to 2.", file);
        if (calibration.RelSigma is < 0 or >= 1 or double.NaN)
            throw new RefusedException("CALIBRATE.SIGMA", "relSigma is the relative standard uncertainty of the factor, from 0 to below 1.", file);
    }
}
