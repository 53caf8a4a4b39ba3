using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>Activities (MBq, as they are at that time) and their integrals from 0 to the last time (MBq·h), by organ.</summary>
public sealed record ActivityPrediction(
    IReadOnlyList<double> Times_min, IReadOnlyDictionary<string, double[]> Activity_MBq, IReadOnlyDictionary<string, double> Tia_MBq_h);

/// <summary>A model that says where the activity of a protocol goes.</summary>
public interface IActivityModel
{
    /// <summary>Name with version or source.</summary>
    string Name { get; }
    /// <summary>Organs that have curves.</summary>
    IReadOnlyList<string> Organs { get; }
    /// <summary>Predicts a protocol at ascending times.</summary>
    /// <exception cref="PbpkInputException">The protocol or the times cannot be.</exception>
    /// <exception cref="SolverException">The integration failed: there is no result.</exception>
    ActivityPrediction Predict(Protocol protocol, IReadOnlyList<double> times_min, CancellationToken cancel = default);
}

/// <summary>The whole-body model of one patient.</summary>
public sealed class PbpkActivityModel(PbpkModel model) : IActivityModel
{
    /// <inheritdoc/>
    public string Name => "DP-PBPK v1";
    /// <inheritdoc/>
    public IReadOnlyList<string> Organs { get; } = [.. model.Organs.Where(o => o != "Urine")];

    /// <inheritdoc/>
    public ActivityPrediction Predict(Protocol protocol, IReadOnlyList<double> times_min, CancellationToken cancel = default)
    {
        PbpkResult result = PbpkSimulator.Simulate(model, protocol, times_min, cancel: cancel);
        return new ActivityPrediction(times_min, Organs.ToDictionary(o => o, result.Activity_MBq), result.Tia_MBq_h);
    }
}
