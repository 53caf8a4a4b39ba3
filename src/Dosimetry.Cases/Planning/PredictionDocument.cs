using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Planning;

/// <summary>Files of the work <c>predict</c>, spelt once.</summary>
public static class PredictionFiles
{
    /// <summary><see cref="PredictionDocument"/>.</summary>
    public const string Document = "prediction.json";
    /// <summary>Predicted dose map, Gy, on the grid of the PET.</summary>
    public const string Dose = "predicted-dose.nii.gz";
    /// <summary>Regions on the same grid.</summary>
    public const string Labels = "predicted-labels.nii.gz";
}

/// <summary>Whether the patient lies outside what the model was made for, and why; each reason is a sentence.</summary>
public sealed record OutOfDistribution(bool Flag, IReadOnlyList<string> Reasons);

/// <summary>One cycle that is predicted.</summary>
public sealed record PredictedCycle(string Ligand, string Nuclide, double Activity_MBq, double Ligand_nmol, string Source);

/// <summary>
/// A dose predicted before the therapy. <paramref name="Label"/> stands beside every figure and picture of it: nothing of it was measured under therapy.
/// </summary>
public sealed record PredictionDocument(
    string Label, PredictedCycle Cycle, string Engine, IReadOnlyList<PredictedDose> Regions, OutOfDistribution OutOfDistribution, double EnergyBalance, IReadOnlyList<Finding> Findings)
{
    /// <summary>The word that stands beside every predicted figure.</summary>
    public const string Predicted = "predicted, not measured";
}
