// Quantity: residuals of a fit in standard deviations: (ln f − ln y)/σ for every measurement, then the prior's L⁻¹ (θ − μ) with Ω = L Lᵀ.
// Source: specification of the model, section 6.1. Validity: proportional errors, independent measurements. Neglected: correlation within one image.
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Solve;
using MathNet.Numerics.LinearAlgebra;

namespace Dosimetry.Pbpk.Fit;

/// <summary>What a fit minimises the squares of, as a function of θ = ln(parameter). Safe to call from several threads.</summary>
internal sealed class FitResiduals
{
    // Derivatives are differences over a thousandth: the curves must be smoother than that.
    private static readonly SolverTolerance Smooth = new(1e-7, 1e-11);
    private readonly IGrouping<(Ligand, Label, double, double), Measurement>[] _injections;
    private readonly Matrix<double> _priorRows;
    private readonly CancellationToken _cancel;
    private int _simulations;

    /// <exception cref="PbpkInputException">There is no measurement, or one cannot have been made.</exception>
    public FitResiduals(PbpkPatient patient, Prior prior, IReadOnlyList<Measurement> measurements, CancellationToken cancel)
    {
        (Patient, Prior, _cancel) = (patient, prior, cancel);
        PbpkModel model = new(patient);
        if (measurements.Count == 0) throw new PbpkInputException("There is no measurement to fit.");
        foreach (Measurement m in measurements) m.Check(model);
        Measurements = measurements.Count;
        _injections = [.. measurements.GroupBy(m => (m.Ligand, m.Label, m.Injected_MBq, m.Ligand_nmol))];
        _priorRows = Matrix<double>.Build.DenseOfRowArrays(prior.LogCovariance).Cholesky().Factor.Inverse();
    }

    public PbpkPatient Patient { get; }
    public Prior Prior { get; }

    /// <summary>Rows that belong to measurements; those of the prior follow.</summary>
    public int Measurements { get; }

    /// <summary>Simulations so far.</summary>
    public int Simulations => _simulations;

    public double[] At(double[] logs)
    {
        Vector<double> away = Vector<double>.Build.Dense(logs.Length, n => logs[n] - Prior.LogMedians[n]);
        return [.. Compare(Posterior.Apply(Patient, Prior.Names, logs)).Select(m => m.Residual), .. _priorRows * away];
    }

    /// <summary>Every measurement beside the curve of one simulation per injection.</summary>
    public IEnumerable<FittedMeasurement> Compare(PbpkPatient patient)
    {
        foreach (var injection in _injections)
        {
            (Ligand ligand, Label label, double activity_MBq, double ligand_nmol) = injection.Key;
            double[] times_min = [.. injection.Select(m => m.Time_min).Distinct().Order()];
            Interlocked.Increment(ref _simulations);
            PbpkResult curves = PbpkSimulator.Simulate(new PbpkModel(patient with { Ligand = ligand }), Protocol.Cycles(label, activity_MBq, ligand_nmol), times_min, Smooth, cancel: _cancel);
            foreach (Measurement m in injection)
            {
                double predicted_MBq = curves.Activity_MBq(m.Organ)[Array.IndexOf(times_min, m.Time_min)];
                yield return new FittedMeasurement(m, predicted_MBq, Math.Log(predicted_MBq / m.Activity_MBq) / m.RelativeSigma);
            }
        }
    }
}
