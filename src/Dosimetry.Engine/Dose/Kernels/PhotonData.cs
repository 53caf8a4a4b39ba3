using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Photon interaction data of a medium on a fine logarithmic grid of energy, ready for transport. Unit: cm²/g and keV.
/// Energy transfer: μ_tr/ρ · E = photoelectric · E + Compton · T̄ + pair · (E − 1022), with T̄ the mean energy of the Compton electron off
/// bound electrons
/// (Klein–Nishina × S(x)). Fluorescence X rays count as left on the spot.
/// </summary>
internal sealed class PhotonData
{
    /// <summary>Photons below this energy are absorbed where they are, keV.</summary>
    public const double Cutoff_keV = 1;
    private const int Nodes = 600;
    private const double Rest = ElasticScattering.RestEnergy_keV, InverseAngstrom_per_keV = 1 / 12.39842;

    private readonly double _perLog;
    private readonly double[] _total, _coherent, _incoherent, _pair, _transfer;
    private readonly double[] _x2, _formFactorIntegral, _scattering;
    private readonly double _scatteringLimit, _scatteringPerX;

    public PhotonData(Medium medium, double maxEnergy_keV)
    {
        _perLog = (Nodes - 1) / Math.Log(Math.Max(maxEnergy_keV, 10) * 1.001 / Cutoff_keV);
        double[] e = [.. Enumerable.Range(0, Nodes).Select(i => Cutoff_keV * Math.Exp(i / _perLog))];
        (_total, _coherent) = (Fill(medium.Photons.Total), Fill(x => medium.Photons.Coherent[x]));
        (_incoherent, _pair) = (Fill(x => medium.Photons.Incoherent[x]), Fill(x => medium.Photons.Pair[x]));

        double[] x = [0, .. Enumerable.Range(0, 240).Select(i => 0.003 * Math.Pow(10, i / 48.0))];
        _x2 = [.. x.Select(v => v * v)];
        _formFactorIntegral = Integrate(_x2, [.. x.Select(v => medium.FormFactorSquared[v])]);
        (_scatteringPerX, _scatteringLimit) = (1 / 0.02, medium.ScatteringFunction[200]);
        _scattering = [.. Enumerable.Range(0, 2001).Select(i => Math.Min(1, medium.ScatteringFunction[i / _scatteringPerX] / _scatteringLimit))];
        _transfer = Fill(k => medium.Photons.Photoelectric[k] * k + medium.Photons.Incoherent[k] * MeanComptonElectron_keV(k)
            + medium.Photons.Pair[k] * Math.Max(0, k - 2 * Rest));

        double[] Fill(Func<double, double> f) => [.. e.Select(f)];
    }

    /// <summary>Coefficients at one energy: total, energy transfer (keV cm²/g), and the shares of the kinds of interaction.</summary>
    public readonly record struct Coefficients(double Total, double Transfer, double Coherent, double Incoherent, double Pair);

    public Coefficients At(double energy_keV)
    {
        double at = Math.Clamp(Math.Log(energy_keV / Cutoff_keV) * _perLog, 0, Nodes - 1.001);
        int i = (int)at;
        double f = at - i;
        return new(Mix(_total), Mix(_transfer), Mix(_coherent), Mix(_incoherent), Mix(_pair));

        double Mix(double[] t) => t[i] + f * (t[i + 1] - t[i]);
    }

    /// <summary>S(x)/S(∞) for a scattering by cos θ at energy E.</summary>
    public double Binding(double energy_keV, double cosTheta)
    {
        double at = MomentumTransfer(energy_keV, cosTheta) * _scatteringPerX;
        if (at >= _scattering.Length - 1) return 1;
        int i = (int)at;
        return _scattering[i] + (at - i) * (_scattering[i + 1] - _scattering[i]);
    }

    /// <summary>cos θ of a Rayleigh scattering before the factor (1 + cos²θ)/2: from ∫ F² dx².</summary>
    public double RayleighCosine(double energy_keV, double u)
    {
        double largest = energy_keV * InverseAngstrom_per_keV, limit2 = largest * largest;
        double x2 = Interpolate(_formFactorIntegral, _x2, u * Interpolate(_x2, _formFactorIntegral, limit2));
        return Math.Max(-1, 1 - 2 * x2 / limit2);
    }

    private static double MomentumTransfer(double energy_keV, double cosTheta) =>
        energy_keV * InverseAngstrom_per_keV * Math.Sqrt(Math.Max(0, (1 - cosTheta) / 2));

    private double MeanComptonElectron_keV(double energy_keV)
    {
        const int Angles = 200;
        double k = energy_keV / Rest, sum = 0, moment = 0;
        for (int i = 0; i < Angles; i++)
        {
            double c = -1 + (i + 0.5) * 2 / Angles, ratio = 1 / (1 + k * (1 - c));
            double weight = ratio * ratio * (ratio + 1 / ratio - 1 + c * c) * Binding(energy_keV, c);
            (sum, moment) = (sum + weight, moment + weight * (1 - ratio));
        }
        return sum > 0 ? energy_keV * moment / sum : 0;
    }

    private static double[] Integrate(double[] x, double[] y)
    {
        double[] sum = new double[x.Length];
        for (int i = 1; i < x.Length; i++) sum[i] = sum[i - 1] + (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        return sum;
    }

    private static double Interpolate(double[] x, double[] y, double at)
    {
        int i = Array.BinarySearch(x, at);
        if (i >= 0) return y[i];
        i = Math.Clamp(~i - 1, 0, x.Length - 2);
        return x[i + 1] > x[i] ? y[i] + (y[i + 1] - y[i]) * Math.Min(1, (at - x[i]) / (x[i + 1] - x[i])) : y[i];
    }
}
