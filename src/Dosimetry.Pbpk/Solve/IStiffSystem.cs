namespace Dosimetry.Pbpk.Solve;

/// <summary>
/// An autonomous system y' = f(y) with an analytic Jacobian of fixed sparsity. Implementations are immutable: the same instance may be
/// integrated by several solvers at once.
/// </summary>
public interface IStiffSystem
{
    /// <summary>Number of states.</summary>
    int Size { get; }
    /// <summary>Writes f(y).</summary>
    void Derivative(ReadOnlySpan<double> y, Span<double> dydt);
    /// <summary>Places (row, column) of the Jacobian that can differ from zero, each once.</summary>
    IReadOnlyList<(int Row, int Column)> JacobianPattern { get; }
    /// <summary>Writes ∂f_row/∂y_column in the order of <see cref="JacobianPattern"/>.</summary>
    void Jacobian(ReadOnlySpan<double> y, Span<double> values);
}
