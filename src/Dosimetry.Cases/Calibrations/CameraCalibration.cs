using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Calibrate;

namespace Dosimetry.Cases.Calibrations;

/// <summary>
/// A factor on record for all cases: camera with collimator and reconstruction in words, nuclide, factor with uncertainty, recovery, the days it is valid,
/// where it comes from, who kept it and when.
/// </summary>
public sealed record CameraCalibration(
    string Id, string Camera, string Nuclide, SpectCalibration Factor, RecoverySettings Recovery, DateOnly ValidFrom, DateOnly? ValidUntil, string Origin, string By, DateTimeOffset At)
{
    /// <summary>Whether a scan of this day may use it.</summary>
    public bool Covers(DateOnly day) => day >= ValidFrom && !(day > ValidUntil);
}
