using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Samples Compton scattering off bound electrons (Klein–Nishina by Kahn 1954, accepted with S(x)/S(∞)) and Rayleigh scattering (F² from its integral,
/// accepted with (1 + cos²θ)/2), in single precision and over views. Neglected: Doppler broadening.
/// </summary>
internal struct PhotonScattering<TF> where TF : struct, IView<float>
{
    private const float Rest_keV = 510.99895f, InverseAngstrom_per_keV = 1 / 12.39842f;
    public TF Binding, X2, FormIntegral;

    /// <summary>E/E′ of a Compton scattering, and cos θ.</summary>
    public float Compton(int medium, float energy_keV, ref HistoryRandom random, out float cosTheta)
    {
        float k = energy_keV / Rest_keV, ratio;
        do
        {
            ratio = KleinNishina(k, ref random);
            cosTheta = 1 - (ratio - 1) / k;
        }
        while (random.Uniform() > Bound(medium, energy_keV, cosTheta));
        return ratio;
    }

    /// <summary>The same for a packet of energy: the angles' distribution times E′/E.</summary>
    public float EnergyCompton(int medium, float energy_keV, ref HistoryRandom random, out float cosTheta)
    {
        float k = energy_keV / Rest_keV, ratio;
        do
        {
            ratio = KleinNishina(k, ref random);
            cosTheta = 1 - (ratio - 1) / k;
        }
        while (random.Uniform() * ratio > Bound(medium, energy_keV, cosTheta));
        return ratio;
    }

    /// <summary>cos θ of a Rayleigh scattering.</summary>
    public float Rayleigh(int medium, float energy_keV, ref HistoryRandom random)
    {
        float largest = energy_keV * InverseAngstrom_per_keV, limit2 = largest * largest, all = IntegralTo(medium, limit2), cosTheta;
        do cosTheta = MathF.Max(-1, 1 - 2 * Square(medium, all * random.Uniform()) / limit2);
        while (random.Uniform() > (1 + cosTheta * cosTheta) / 2);
        return cosTheta;
    }

    private static float KleinNishina(float k, ref HistoryRandom random)
    {
        float a = 1 + 2 * k, p = a / (a + 8);
        while (true)
        {
            float r1 = random.Uniform(), r2 = random.Uniform(), r3 = random.Uniform();
            if (r1 <= p)
            {
                float x = 1 + 2 * k * r2;
                if (r3 <= 4 * (1 / x - 1 / (x * x))) return x;
            }
            else
            {
                float x = a / (1 + 2 * k * r2), cos = 1 - (x - 1) / k;
                if (r3 <= 0.5f * (cos * cos + 1 / x)) return x;
            }
        }
    }

    private float Bound(int medium, float energy_keV, float cosTheta)
    {
        float x = energy_keV * InverseAngstrom_per_keV * MathF.Sqrt(MathF.Max(0, (1 - cosTheta) / 2)), at = x * PhotonTables.BindingPerX;
        if (at >= PhotonTables.BindingPoints - 1) return 1;
        int i = (int)at, n = medium * PhotonTables.BindingPoints + i;
        return Binding[n] + (at - i) * (Binding[n + 1] - Binding[n]);
    }

    private float IntegralTo(int medium, float x2)
    {
        int i = 0, n = medium * PhotonTables.FormPoints;
        for (int step = 128; step > 0; step /= 2)
            if (i + step < PhotonTables.FormPoints - 1 && X2[i + step] <= x2) i += step;
        return FormIntegral[n + i] + (x2 - X2[i]) / (X2[i + 1] - X2[i]) * (FormIntegral[n + i + 1] - FormIntegral[n + i]);
    }

    private float Square(int medium, float integral)
    {
        int i = 0, n = medium * PhotonTables.FormPoints;
        for (int step = 128; step > 0; step /= 2)
            if (i + step < PhotonTables.FormPoints - 1 && FormIntegral[n + i + step] <= integral) i += step;
        float width = FormIntegral[n + i + 1] - FormIntegral[n + i];
        return width > 0 ? X2[i] + (integral - FormIntegral[n + i]) / width * (X2[i + 1] - X2[i]) : X2[i];
    }
}
