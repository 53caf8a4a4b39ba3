using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// Every time point on one grid (<see cref="Grid"/>, that of the first SPECT), with the CT's mass density averaged onto it.
/// <see cref="Density"/> is uniform when there was no CT; a finding says so.
/// </summary>
public sealed record AlignedStudy(
    QuantifiedStudy Quantified, Grid Grid, IReadOnlyList<QuantifiedScan> Spect, Volume<MassDensity> Density, bool DensityFromCt,
    IReadOnlyList<Finding> Findings);
