using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Cases.Planning;

/// <summary>Files of the work <c>model-fit</c>, spelt once. All but <see cref="Document"/> are what the command line reads.</summary>
public static class ModelFitFiles
{
    /// <summary><see cref="ModelFitDocument"/>, for the pages.</summary>
    public const string Document = "model-fit.json";
    /// <summary>The patient: <c>dosimetry pbpk … --patient</c>, <c>dosimetry plan --patient</c>.</summary>
    public const string Patient = "patient.json";
    /// <summary>The measurements used: <c>dosimetry pbpk fit --data</c>.</summary>
    public const string Measurements = "measurements.json";
    /// <summary>The posterior: <c>dosimetry plan --fit</c>, and <c>dosimetry pbpk fit --prior</c> for the next cycle.</summary>
    public const string Fit = "fit.json";
    /// <summary>The posterior before the therapy's SPECT, where the fit used some beside a PET: what the cycle is compared with.</summary>
    public const string Before = "fit-before-spect.json";
}

/// <summary>
/// A parameter of the fit: median of prior and posterior, sd of its logarithm, and posterior over prior sd. <paramref name="IsInformed"/>: the data say
/// something about it; otherwise it stays at the population.
/// </summary>
public sealed record FittedParameter(string Name, string Meaning, string Unit, double Prior, double Value, double LogSd, double PriorLogSd, bool IsInformed)
{
    /// <summary>1 where the data say nothing.</summary>
    public double PosteriorOverPrior => LogSd / PriorLogSd;
}

/// <summary>An observation beside the fitted curve; the residual ln(fit/measured) is in standard deviations.</summary>
public sealed record FittedObservation(OrganObservation Observation, double Fitted_MBq, double Residual);

/// <summary>A predicted curve with its 90 % band: times in h after injection, activities in MBq as they are then.</summary>
public sealed record BandCurve(string Organ, IReadOnlyList<double> Time_h, IReadOnlyList<double> Activity_MBq, IReadOnlyList<double> Low_MBq, IReadOnlyList<double> High_MBq);

/// <summary>What curves belong to: an injection of the tracer or of the therapy.</summary>
public sealed record PredictedInjection(string Ligand, string Nuclide, double Activity_MBq, double Ligand_nmol, IReadOnlyList<BandCurve> Curves);

/// <summary>Predicted time-integrated activity of a cycle, MBq·h, with the sd of its logarithm, the model's own error included.</summary>
public sealed record PredictedTia(string Organ, double Tia_MBq_h, double LogSd, bool IsWeak);

/// <summary>
/// The individual fit of the kinetic model as pages show it. All figures belong to the regions named in
/// <paramref name="Mapping"/>; <paramref name="Weak"/> says in words which parts of the model not to rely on.
/// </summary>
public sealed record ModelFitDocument(
    IReadOnlyList<PatientFact> Facts, PbpkPatient Patient, IReadOnlyList<MappedRegion> Mapping, IReadOnlyList<FittedObservation> Observations,
    IReadOnlyList<OrganObservation> LeftOut, IReadOnlyList<FittedParameter> Parameters, double Objective, PredictedInjection? Tracer, PredictedInjection Therapy,
    IReadOnlyList<PredictedTia> Tia, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Weak, int Simulations, double Seconds);
