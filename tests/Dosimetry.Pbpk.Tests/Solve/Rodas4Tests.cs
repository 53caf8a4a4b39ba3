using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Tests.Solve;

public sealed class Rodas4Tests
{
    /// <summary>Robertson's chemical kinetics at t = 40 s; reference values of Hairer &amp; Wanner's test set.</summary>
    [Fact]
    public void Robertson_problem_is_solved()
    {
        double[] y = [1, 0, 0];
        new Rodas4(new Robertson(), new SolverTolerance(1e-9, 1e-14)).Integrate(y, [40], (_, _) => { });
        Assert.Equal(0.7158270688, y[0], 1e-8);
        Assert.Equal(9.185534765e-6, y[1], 1e-13);
        Assert.Equal(0.2841637457, y[2], 1e-8);
    }

    /// <summary>The error falls with the fourth power of the step: y' = −y² has the solution 1/(1 + t).</summary>
    [Fact]
    public void Tighter_tolerance_gives_the_order_of_the_method()
    {
        (double Error, int Steps) loose = Solve(1e-5), tight = Solve(1e-9);
        double order = Math.Log(loose.Error / tight.Error) / Math.Log((double)tight.Steps / loose.Steps);
        Assert.InRange(order, 3.3, 5.2); // the controller holds the third-order estimate constant, so the slope scatters about 4
    }

    [Fact]
    public void Output_times_are_met_exactly_and_in_order()
    {
        List<(int, double)> seen = [];
        double[] y = [1];
        new Rodas4(new Decay(), new SolverTolerance(1e-8)).Integrate(y, [0, 0.5, 2], (k, state) => seen.Add((k, state[0])));
        Assert.Equal([0, 1, 2], seen.Select(s => s.Item1));
        Assert.Equal(1, seen[0].Item2);
        Assert.Equal(1 / 1.5, seen[1].Item2, 1e-7);
        Assert.Equal(1 / 3.0, seen[2].Item2, 1e-7);
    }

    [Fact]
    public void A_solution_that_blows_up_gives_no_numbers() =>
        Assert.Throws<SolverException>(() => new Rodas4(new BlowUp(), new SolverTolerance(1e-6)).Integrate([1.0], [2], (_, _) => { }));

    [Fact]
    public void Sparse_factorisation_solves_random_systems()
    {
        Prop.ForAll(Gen.Choose(0, 100000).ToArbitrary(), seed =>
        {
            (int size, (int, int)[] pattern, double[] jacobian, double[] b) = RandomSystem(seed);
            SparseLu lu = new(size, pattern);
            Assert.True(lu.Factor(jacobian, 10));
            double[] x = new double[size];
            lu.Solve(b, x);
            double[] residual = [.. b.Select((v, i) => v - 10 * x[i])];
            for (int e = 0; e < pattern.Length; e++) residual[pattern[e].Item1] += jacobian[e] * x[pattern[e].Item2];
            return residual.All(r => Math.Abs(r) < 1e-10);
        }).QuickCheckThrowOnFailure();
    }

    private static (int, (int, int)[], double[], double[]) RandomSystem(int seed)
    {
        uint state = (uint)seed * 2654435761u + 1;
        double Next() { state = state * 1664525u + 1013904223u; return state / 4294967296.0; }
        int size = 2 + (int)(Next() * 20);
        (int, int)[] pattern = [.. Enumerable.Range(0, 3 * size).Select(_ => ((int)(Next() * size), (int)(Next() * size))).Distinct()];
        return (size, pattern, [.. pattern.Select(_ => Next() - 0.5)], [.. Enumerable.Range(0, size).Select(_ => Next())]);
    }

    private static (double Error, int Steps) Solve(double tolerance)
    {
        double[] y = [1];
        SolverStatistics s = new Rodas4(new Decay(), new SolverTolerance(tolerance, tolerance)).Integrate(y, [10], (_, _) => { });
        return (Math.Abs(y[0] - 1 / 11.0), s.Steps);
    }

    private sealed class Decay : IStiffSystem
    {
        public int Size => 1;
        public IReadOnlyList<(int Row, int Column)> JacobianPattern => [(0, 0)];
        public void Derivative(ReadOnlySpan<double> y, Span<double> dydt) => dydt[0] = -y[0] * y[0];
        public void Jacobian(ReadOnlySpan<double> y, Span<double> values) => values[0] = -2 * y[0];
    }

    private sealed class BlowUp : IStiffSystem
    {
        public int Size => 1;
        public IReadOnlyList<(int Row, int Column)> JacobianPattern => [(0, 0)];
        public void Derivative(ReadOnlySpan<double> y, Span<double> dydt) => dydt[0] = y[0] * y[0];
        public void Jacobian(ReadOnlySpan<double> y, Span<double> values) => values[0] = 2 * y[0];
    }

    private sealed class Robertson : IStiffSystem
    {
        public int Size => 3;
        public IReadOnlyList<(int Row, int Column)> JacobianPattern => [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 1)];

        public void Derivative(ReadOnlySpan<double> y, Span<double> dydt)
        {
            dydt[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
            dydt[2] = 3e7 * y[1] * y[1];
            dydt[1] = -dydt[0] - dydt[2];
        }

        public void Jacobian(ReadOnlySpan<double> y, Span<double> values)
        {
            (values[0], values[1], values[2]) = (-0.04, 1e4 * y[2], 1e4 * y[1]);
            (values[3], values[4], values[5]) = (0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1]);
            values[6] = 6e7 * y[1];
        }
    }
}
