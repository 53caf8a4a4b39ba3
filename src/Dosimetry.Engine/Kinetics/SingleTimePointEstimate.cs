namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// What one single-time-point method makes of one scan. <paramref name="VersusFit"/> = its integral over that of the full fit, minus 1; null without a fit of
/// several points. <paramref name="ExpectedLow"/> and <paramref name="ExpectedHigh"/>: between them lie 90 % of the relative errors that the population's
/// spread of half-lives would give at this time; null where nothing is known about the spread.
/// </summary>
public sealed record SingleTimePointEstimate(
    string Method, double Time_h, double Tia_MBq_h, double? VersusFit, double? ExpectedLow, double? ExpectedHigh, string Assumption);
