// Method: Rodas4, a six-stage linearly implicit Runge-Kutta (Rosenbrock) method of order 4 with an embedded order 3, L-stable.
// Stage: W u_i = f(y + Σ_{j<i} a_ij u_j) + Σ_{j<i} c_ij u_j / h,  W = 1/(h γ) − J(y);  y_new = argument of stage 6 + u_6, error = u_6.
// Source: Hairer & Wanner, Solving Ordinary Differential Equations II, code RODAS, method 1 (coefficients are facts of that book).
// Validity: autonomous systems; smooth between events. Neglected: nothing; the order is a test.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dosimetry.Pbpk.Solve;

/// <summary>Accuracy and safety limits of an integration; absolute tolerance in the unit of the states.</summary>
public sealed record SolverTolerance(double Relative = 1e-6, double Absolute = 1e-10, int MaximumSteps = 200_000);

/// <summary>What an integration took.</summary>
public sealed record SolverStatistics(int Steps, int Rejected, int FactorNonZeros)
{
    /// <summary>Sum of two parts of one run.</summary>
    public static SolverStatistics operator +(SolverStatistics a, SolverStatistics b) =>
        new(a.Steps + b.Steps, a.Rejected + b.Rejected, Math.Max(a.FactorNonZeros, b.FactorNonZeros));
}

/// <summary>An integration that could not be finished: there is no result.</summary>
public sealed class SolverException(string message) : Exception(message);

/// <summary>Integrates one system over one interval without events. Reusable for further intervals of the same system; not thread-safe.</summary>
public sealed class Rodas4
{
    private const double Gamma = 0.25;
    private const double FirstStep = 1e-5;
    private static readonly double[][] A =
    [
        [],
        [1.544],
        [.9466785280815826, .2557011698983284],
        [3.314825187068521, 2.896124015972201, .9986419139977817],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -.6878860361058950],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -.6878860361058950, 1],
    ];
    private static readonly double[][] C =
    [
        [],
        [-5.6688],
        [-2.430093356833875, -.2063599157091915],
        [-.1073529058151375, -9.594562251023355, -20.47028614809616],
        [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160],
        [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
    ];

    private readonly IStiffSystem _system;
    private readonly SolverTolerance _tolerance;
    private readonly SparseLu _lu;
    private readonly double[] _jacobian, _derivative, _right, _trial;
    private readonly double[][] _u = new double[6][];

    /// <summary>Prepares a solver: the sparsity is analysed here, once.</summary>
    public Rodas4(IStiffSystem system, SolverTolerance tolerance)
    {
        (_system, _tolerance) = (system, tolerance);
        _lu = new SparseLu(system.Size, system.JacobianPattern);
        _jacobian = new double[system.JacobianPattern.Count];
        (_derivative, _right, _trial) = (new double[system.Size], new double[system.Size], new double[system.Size]);
        for (int i = 0; i < 6; i++) _u[i] = new double[system.Size];
    }

    /// <summary>
    /// Integrates from local time 0, stepping exactly onto every output time, and hands the state there to <paramref name="output"/>.
    /// <paramref name="y"/> is the initial state and, afterwards, the state at the last output time. Output times ascend and are ≥ 0.
    /// </summary>
    /// <exception cref="SolverException">The step became too small, or too many steps were needed.</exception>
    public SolverStatistics Integrate(double[] y, IReadOnlyList<double> outputTimes, Action<int, ReadOnlySpan<double>> output, CancellationToken cancel = default)
    {
        double t = 0, h = FirstStep;
        int steps = 0, rejected = 0, next = 0;
        while (next < outputTimes.Count && outputTimes[next] <= 0) output(next++, y);
        while (next < outputTimes.Count)
        {
            cancel.ThrowIfCancellationRequested();
            double step = Math.Min(h, outputTimes[next] - t);
            bool arrives = t + h >= outputTimes[next] * (1 - 1e-14);
            double error = Step(y, step);
            double factor = Math.Clamp(0.9 * Math.Pow(Math.Max(error, 1e-12), -0.25), 0.2, 6);
            if (error <= 1)
            {
                Array.Copy(_trial, y, y.Length);
                steps++;
                // A step shortened to land on an output time says little about the step the solution allows: keep the longer one.
                h = arrives ? Math.Max(h, step * factor) : step * factor;
                t = arrives ? outputTimes[next] : t + step;
                if (arrives) output(next++, y);
            }
            else { rejected++; h = step * factor; }
            if (h < 1e-14 * Math.Max(t, 1e-3) || steps + rejected > _tolerance.MaximumSteps)
                throw new SolverException(FormattableString.Invariant($"The integration stopped at {t:G4} min after {steps + rejected} steps (step {h:G2} min). No result exists."));
        }
        return new SolverStatistics(steps, rejected, _lu.NonZeros);
    }

    /// <summary>One trial step into <see cref="_trial"/>; returns the scaled error, infinite when the step could not be made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Step(double[] y, double h)
    {
        _system.Jacobian(y, _jacobian);
        if (!_lu.Factor(_jacobian, 1 / (h * Gamma))) return double.PositiveInfinity;
        for (int stage = 0; stage < 6; stage++)
        {
            Array.Copy(y, _trial, y.Length);
            for (int j = 0; j < stage; j++) AddScaled(_trial, A[stage][j], _u[j]);
            _system.Derivative(_trial, _derivative);
            Array.Copy(_derivative, _right, y.Length);
            for (int j = 0; j < stage; j++) AddScaled(_right, C[stage][j] / h, _u[j]);
            _lu.Solve(_right, _u[stage]);
        }
        AddScaled(_trial, 1, _u[5]);
        return ErrorNorm(y, _trial, _u[5]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(double[] target, double factor, double[] source)
    {
        int i = 0;
        var f = new Vector<double>(factor);
        for (; i <= target.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(target, i) + f * new Vector<double>(source, i)).CopyTo(target, i);
        for (; i < target.Length; i++) target[i] += factor * source[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double ErrorNorm(double[] y, double[] trial, double[] error)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double scale = _tolerance.Absolute + _tolerance.Relative * Math.Max(Math.Abs(y[i]), Math.Abs(trial[i]));
            double r = error[i] / scale;
            sum += r * r;
        }
        double norm = Math.Sqrt(sum / y.Length);
        return double.IsFinite(norm) ? norm : double.PositiveInfinity;
    }
}
