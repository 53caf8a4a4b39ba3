namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>Energy per volume (keV/mm³) of a point kernel at a distance, straight in log-log between the middles of its shells, 0 beyond
/// them.</summary>
internal sealed class ShellDensity
{
    private readonly double[] _logRadius2, _logDensity;
    private readonly double _first, _perLog;

    public ShellDensity(double[] shells_keV, double mmPerMass)
    {
        _logRadius2 = new double[shells_keV.Length];
        _logDensity = new double[shells_keV.Length];
        for (int k = 0; k < shells_keV.Length; k++)
        {
            double a = RadialShells.Outer(k - 1) * mmPerMass, b = RadialShells.Outer(k) * mmPerMass;
            _logRadius2[k] = 2 * Math.Log((a + b) / 2);
            // the mean over an even spread in r of 1/(4π r²) is taken at the middle: exact to the square of the 6 % shell width
            _logDensity[k] = shells_keV[k] > 0 ? Math.Log(shells_keV[k] / ((b - a) * Math.PI * (a + b) * (a + b))) : -1e4;
        }
        _first = _logRadius2[1];
        _perLog = (shells_keV.Length - 2) / (_logRadius2[^1] - _first); // from shell 1 on the shells are evenly spaced in log r
    }

    public double At(double radius2)
    {
        double at = 1 + (Math.Log(radius2) - _first) * _perLog;
        if (at >= _logDensity.Length - 1) return 0;
        int k = Math.Max(0, (int)at);
        double f = at - k;
        return Math.Exp(_logDensity[k] + f * (_logDensity[k + 1] - _logDensity[k]));
    }
}
