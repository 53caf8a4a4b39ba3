namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// A measured point that a person leaves out of the fit, with the reason in words: <paramref name="Region"/> as named in the result,
/// <paramref name="Time_h"/> in h after injection (within 0.05 h of the point). The point stays in the record and in every plot.
/// </summary>
public sealed record PointExclusion(string Region, double Time_h, string Reason);

/// <summary>A point that was measured and not fitted: time after injection (h), activity (MBq), one standard uncertainty (MBq), and why it is left out.</summary>
public sealed record ExcludedPoint(double Time_h, double Activity_MBq, double Sigma_MBq, string Reason);
