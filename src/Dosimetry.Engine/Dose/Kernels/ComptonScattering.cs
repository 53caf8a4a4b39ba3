using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Samples a Compton scattering off bound electrons: Klein–Nishina by Kahn's rejection (1954), then accepted with S(x)/S(∞).
/// Neglected: Doppler broadening of the scattered energy.
/// </summary>
internal static class ComptonScattering
{
    /// <summary>Energy after the scattering (keV) and cos θ.</summary>
    public static (double Energy_keV, double CosTheta) Sample(PhotonData data, double energy_keV, ref HistoryRandom random)
    {
        double k = energy_keV / ElasticScattering.RestEnergy_keV;
        while (true)
        {
            double ratio = KleinNishinaRatio(k, ref random), cos = 1 - (ratio - 1) / k;
            if (random.UniformDouble() <= data.Binding(energy_keV, cos)) return (energy_keV / ratio, cos);
        }
    }

    /// <summary>E/E′ by Klein and Nishina; <paramref name="k"/> = E/mc².</summary>
    private static double KleinNishinaRatio(double k, ref HistoryRandom random)
    {
        double a = 1 + 2 * k, p = a / (a + 8);
        while (true)
        {
            double r1 = random.UniformDouble(), r2 = random.UniformDouble(), r3 = random.UniformDouble();
            if (r1 <= p)
            {
                double x = 1 + 2 * k * r2;
                if (r3 <= 4 * (1 / x - 1 / (x * x))) return x;
            }
            else
            {
                double x = a / (1 + 2 * k * r2), cos = 1 - (x - 1) / k;
                if (r3 <= 0.5 * (cos * cos + 1 / x)) return x;
            }
        }
    }
}
