using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Pet;

/// <summary>
/// How a PET series is stored: <see cref="FrameScale"/>[n] × (stored value × slope of slice n) is in <see cref="Unit"/>. What was assumed is in
/// <see cref="Findings"/>; what keeps the series from being quantified in <see cref="PetQuantification.Refusals"/>.
/// </summary>
public sealed record PetScale(string Quantity, string Unit, IReadOnlyList<double> FrameScale, PetQuantification Quantification, IReadOnlyList<Finding> Findings);
