using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>The equations of <see cref="TumourResponse"/>: exponentials of the dose rate, then X, D, N_v, N_d; time in h.</summary>
internal sealed class TumourResponseSystem(ResponseParameters tumour, double[] decays_per_h) : IStiffSystem
{
    private readonly double _growth_per_h = Math.Log(2) / (24 * tumour.DoublingTime_d);
    private readonly double _repair_per_h = Math.Log(2) / tumour.RepairHalfLife_h;
    private readonly double _beta = tumour.Alpha_per_Gy / tumour.AlphaBeta_Gy;

    public int Unrepaired => decays_per_h.Length;
    public int Dose => Unrepaired + 1;
    public int Viable => Unrepaired + 2;
    public int Dead => Unrepaired + 3;
    public int Size => Unrepaired + 4;

    public IReadOnlyList<(int Row, int Column)> JacobianPattern { get; } = Pattern(decays_per_h.Length);

    public void Derivative(ReadOnlySpan<double> y, Span<double> dydt)
    {
        double rate = Rate(y), killed = Kill_per_h(rate, y[Unrepaired]) * y[Viable];
        for (int i = 0; i < decays_per_h.Length; i++) dydt[i] = -decays_per_h[i] * y[i];
        dydt[Unrepaired] = rate - _repair_per_h * y[Unrepaired];
        dydt[Dose] = rate;
        dydt[Viable] = _growth_per_h * y[Viable] - killed;
        dydt[Dead] = killed - tumour.Clearance_per_h * y[Dead];
    }

    public void Jacobian(ReadOnlySpan<double> y, Span<double> values)
    {
        double rate = Rate(y), kill = Kill_per_h(rate, y[Unrepaired]), byRate = (tumour.Alpha_per_Gy + 2 * _beta * y[Unrepaired]) * y[Viable];
        int k = 0;
        for (int i = 0; i < decays_per_h.Length; i++)
        {
            values[k++] = -decays_per_h[i];
            values[k++] = 1;        // X by the rate
            values[k++] = 1;        // D by the rate
            values[k++] = -byRate;  // N_v by the rate
            values[k++] = byRate;   // N_d by the rate
        }
        double byUnrepaired = 2 * _beta * rate * y[Viable];
        values[k++] = -_repair_per_h;
        values[k++] = -byUnrepaired;
        values[k++] = byUnrepaired;
        values[k++] = _growth_per_h - kill;
        values[k++] = kill;
        values[k] = -tumour.Clearance_per_h;
    }

    private double Kill_per_h(double rate, double unrepaired) => (tumour.Alpha_per_Gy + 2 * _beta * unrepaired) * rate;

    private double Rate(ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < decays_per_h.Length; i++) sum += y[i];
        return sum;
    }

    private static (int, int)[] Pattern(int n) =>
    [
        .. Enumerable.Range(0, n).SelectMany(i => new[] { (i, i), (n, i), (n + 1, i), (n + 2, i), (n + 3, i) }),
        (n, n), (n + 2, n), (n + 3, n), (n + 2, n + 2), (n + 3, n + 2), (n + 3, n + 3),
    ];
}
