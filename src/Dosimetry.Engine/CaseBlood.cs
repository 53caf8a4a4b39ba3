using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine;

/// <summary>Blood samples of a case and how the red marrow follows from them.</summary>
public sealed record CaseBlood
{
    /// <summary>Accepted values of <see cref="MarrowRatio"/>.</summary>
    internal static readonly string[] Ratios = ["one", "haematocrit"];

    /// <summary>Samples of whole blood, not decay-corrected.</summary>
    public IReadOnlyList<BloodSample> Samples { get; init; } = [];
    /// <summary><c>one</c>: marrow holds as much per gram as blood (usual for PSMA ligands); <c>haematocrit</c>: 0.19/(1 − haematocrit). Null: one.</summary>
    public string? MarrowRatio { get; init; }
    /// <summary>Haematocrit when the samples were taken, as a fraction; null = the patient's.</summary>
    public double? Haematocrit { get; init; }
    /// <summary>Curve: auto, average, mono or bi. Null: auto.</summary>
    public string? Model { get; init; }

    /// <summary>The ratio as the evaluation takes it.</summary>
    internal MarrowRatio Ratio => MarrowRatio == "haematocrit" ? Evaluate.Marrow.MarrowRatio.Haematocrit : Evaluate.Marrow.MarrowRatio.One;

    /// <summary>Adds the curve of the samples to the kinetics; unchanged without samples.</summary>
    /// <exception cref="RefusedException">Samples that cannot be measurements, or too few for the model.</exception>
    internal KineticsResult Fit(KineticsResult kinetics, Duration halfLife, KineticsOptions options)
    {
        if (Samples.Count == 0) return kinetics;
        List<Finding> findings = [];
        RegionKinetics blood = RegionFit.Of(BloodCurve.Of(Samples), halfLife, options with { Model = Model ?? ModelSelection.Auto, ModelOfRegion = null }, findings);
        findings.AddRange(blood.Chosen.Warnings.Select(w => new Finding(Severity.Warning, "KINETICS.WEAK_CURVE", $"Blood: {w}")));
        return kinetics with { Blood = blood, Findings = [.. kinetics.Findings, .. findings] };
    }
}
