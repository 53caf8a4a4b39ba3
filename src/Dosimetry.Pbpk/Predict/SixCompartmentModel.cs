// Quantity: activity (MBq) of blood, salivary glands, kidney, liver, tumour, rest and urine, and its time integrals (MBq·h).
// Equations: A_blood' = −(k10 + Σ k1i) A_blood + Σ ki1 A_i;  A_i' = k1i A_blood − ki1 A_i;  salivary uptake k12 A_blood (1 − A_sal/A_max); all −λ A.
// Source: Siebinga 2023 (CPT:PSP 12:1060) as transcribed in a public repository; rates read as biological. To be checked against the paper.
// Validity: a population's mean after PSMA-617; cross-check and SPECT-only use. Neglected: covariates, amount of ligand, spread.
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>Rates of exchange with blood, 1/h.</summary>
public sealed record Exchange(string Organ, double In_per_h, double Out_per_h);

/// <summary>The population model of six compartments.</summary>
public sealed class SixCompartmentModel : IActivityModel
{
    private const double Elimination_per_h = 0.288, SalivaryCapacity_MBq = 40.4;
    private static readonly Exchange[] Exchanges =
    [
        new("salivary", 0.0238, 0.0307), new("kidney", 0.0086, 0.0141), new("liver", 0.0238, 0.0283), new("tumour", 2.48e-4, 0.00902), new("rest", 1.05, 0.744),
    ];

    /// <inheritdoc/>
    public string Name => "six compartments, population mean (Siebinga 2023, to be checked)";
    /// <inheritdoc/>
    public IReadOnlyList<string> Organs { get; } = ["blood", .. Exchanges.Select(e => e.Organ), "urine"];

    /// <inheritdoc/>
    public ActivityPrediction Predict(Protocol protocol, IReadOnlyList<double> times_min, CancellationToken cancel = default)
    {
        protocol.Check();
        PbpkSimulator.CheckTimes(times_min);
        int n = Organs.Count;
        double perNmol = protocol.Label.Activity_MBq_per_nmol;
        double[] y = new double[2 * n];
        double[][] states = new double[times_min.Count][];
        DosingCourse course = new(protocol, times_min, infusion => new Equations(protocol.Label, infusion.Hot * perNmol), (hot_nmol, _) => y[0] += hot_nmol * perNmol, new SolverTolerance(1e-8, 1e-10));
        course.Run(y, (k, state) => states[k] = [.. state], cancel);
        return new ActivityPrediction(times_min, Organs.Select((o, i) => (o, i)).ToDictionary(x => x.o, x => states.Select(s => s[x.i]).ToArray()),
            Organs.Select((o, i) => (o, i)).ToDictionary(x => x.o, x => y[n + x.i]));
    }

    /// <summary>States: activity of every organ, then its integral. Everything is linear but the filling of the salivary glands.</summary>
    private sealed class Equations : IStiffSystem
    {
        private const int Blood = 0, Salivary = 1;
        private readonly int _organs = Exchanges.Length + 2;
        private readonly double _infusion_MBq_per_min, _filling_per_MBq_min = Exchanges[0].In_per_h / 60 / SalivaryCapacity_MBq;
        private readonly LinearTerms _linear;
        private readonly int[] _changing;

        public Equations(Label label, double infusion_MBq_per_min)
        {
            _infusion_MBq_per_min = infusion_MBq_per_min;
            _linear = new LinearTerms(Size);
            Move(Blood, _organs - 1, Elimination_per_h);
            for (int i = 0; i < Exchanges.Length; i++)
            {
                Move(Blood, i + 1, Exchanges[i].In_per_h);
                Move(i + 1, Blood, Exchanges[i].Out_per_h);
            }
            for (int i = 0; i < _organs; i++)
            {
                _linear.Add(i, i, -label.Decay_per_min);
                _linear.Add(_organs + i, i, 1.0 / 60);
            }
            (int, int)[] places = [(Blood, Blood), (Salivary, Blood), (Blood, Salivary), (Salivary, Salivary)];
            _linear.Freeze(places);
            _changing = [.. places.Select(p => _linear.Pattern.ToList().IndexOf(p))];
        }

        public int Size => 2 * _organs;
        public IReadOnlyList<(int Row, int Column)> JacobianPattern => _linear.Pattern;

        public void Derivative(ReadOnlySpan<double> y, Span<double> dydt)
        {
            _linear.Multiply(y, dydt);
            double turnedAway = _filling_per_MBq_min * y[Blood] * y[Salivary];
            dydt[Blood] += _infusion_MBq_per_min + turnedAway;
            dydt[Salivary] -= turnedAway;
        }

        public void Jacobian(ReadOnlySpan<double> y, Span<double> values)
        {
            _linear.PatternValues.CopyTo(values);
            values[_changing[0]] += _filling_per_MBq_min * y[Salivary];
            values[_changing[1]] -= _filling_per_MBq_min * y[Salivary];
            values[_changing[2]] += _filling_per_MBq_min * y[Blood];
            values[_changing[3]] -= _filling_per_MBq_min * y[Blood];
        }

        private void Move(int from, int to, double rate_per_h)
        {
            _linear.Add(from, from, -rate_per_h / 60);
            _linear.Add(to, from, rate_per_h / 60);
        }
    }
}
