namespace Dosimetry.Engine.Dose.Physics;

/// <summary>
/// A positive function of a positive argument, straight in log-log between its points (a power law), linear where a value or an argument is zero,
/// and continued as the end pieces' power law outside.
/// </summary>
public sealed class LogTable
{
    private readonly double[] _x, _y;

    /// <summary>From points with ascending <paramref name="x"/>.</summary>
    public LogTable(IReadOnlyList<double> x, IReadOnlyList<double> y) => (_x, _y) = ([.. x], [.. y]);

    /// <summary>Value at <paramref name="x"/>.</summary>
    public double this[double x]
    {
        get
        {
            if (x <= 0) return _y[0]; // a power law has no value there
            int i = Array.BinarySearch(_x, x);
            if (i >= 0) return _y[i];
            i = Math.Clamp(~i - 1, 0, _x.Length - 2);
            if (_x[i] > 0 && _y[i] > 0 && _y[i + 1] > 0)
                return _y[i] * Math.Exp(Math.Log(_y[i + 1] / _y[i]) * Math.Log(x / _x[i]) / Math.Log(_x[i + 1] / _x[i]));
            return _y[i] + (_y[i + 1] - _y[i]) * Math.Clamp((x - _x[i]) / (_x[i + 1] - _x[i]), 0, 1);
        }
    }

    /// <summary>Largest argument of the table.</summary>
    public double Last => _x[^1];
    /// <summary>Smallest argument of the table.</summary>
    public double First => _x[0];
}
