using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: photon interaction coefficients per medium on a logarithmic grid of energy, per mm at 1 g/cm³, and the functions that bind Compton and
/// Rayleigh scattering to atoms. Source: <see cref="PhotonTable"/>, <see cref="Medium"/>. Validity: 1 keV to 3 MeV.
/// </summary>
internal sealed class PhotonTables
{
    /// <summary>Coefficients per energy and medium: total, incoherent, coherent, pair.</summary>
    public const int Fields = 4;
    /// <summary>Coefficients of packets per energy and medium: μ_tr, μ − μ_tr, coherent.</summary>
    public const int PacketFields = 3;
    /// <summary>Points of S(x)/S(∞), <see cref="BindingPerX"/> to 1/Å.</summary>
    public const int BindingPoints = 1024;
    /// <summary>Points of S(x) per 1/Å: to 20 /Å, beyond which all electrons scatter as if free.</summary>
    public const float BindingPerX = 51.2f;
    /// <summary>Points of the form factor's integral.</summary>
    public const int FormPoints = 241;
    private const int Nodes = 768;

    public PhotonTables(IReadOnlyList<Medium> media, double[] densest_g_per_cm3, double maxEnergy_keV)
    {
        PerLog = (float)((Nodes - 1) / Math.Log(Math.Max(maxEnergy_keV, 20) * 1.001 / PhotonData.Cutoff_keV));
        double[] e = [.. Enumerable.Range(0, Nodes).Select(i => PhotonData.Cutoff_keV * Math.Exp(i / (double)PerLog))];
        Coefficients = [.. media.SelectMany(m => e.SelectMany(x => Row(m.Photons, x)))];
        Majorant = [.. Enumerable.Range(0, Nodes).Select(n => Enumerable.Range(0, media.Count)
            .Max(m => (float)densest_g_per_cm3[m] * Coefficients[(m * Nodes + n) * Fields]) * 1.0001f)]; // rounding of the interpolation may not pass it
        Binding = [.. media.SelectMany(BindingOf)];
        Packets = [.. media.SelectMany((m, n) => e.SelectMany(energy => PacketRow(m.Photons, energy, TransferredShare(n, energy))))];
        double[] x = [0, .. Enumerable.Range(0, FormPoints - 1).Select(i => 0.003 * Math.Pow(10, i / 48.0))];
        X2 = [.. x.Select(v => (float)(v * v))];
        FormIntegral = [.. media.SelectMany(m => Integrate(x, m.FormFactorSquared))];
    }

    public int Count => Nodes;
    public float PerLog { get; }
    public float[] Coefficients { get; }
    /// <summary>Largest coefficient of any voxel at each energy, per mm.</summary>
    public float[] Majorant { get; }
    /// <summary>Rows of <see cref="PacketFields"/> numbers, per mm at 1 g/cm³.</summary>
    public float[] Packets { get; }
    public float[] Binding { get; }
    public float[] X2 { get; }
    /// <summary>∫ F² dx² up to each of <see cref="X2"/>, per medium.</summary>
    public float[] FormIntegral { get; }

    private static float[] Row(PhotonTable p, double e) =>
        [(float)(p.Total(e) / 10), (float)(p.Incoherent[e] / 10), (float)(p.Coherent[e] / 10), (float)(p.Pair[e] / 10)];

    private static float[] PacketRow(PhotonTable p, double e, double transferred)
    {
        double all = p.Total(e), transfer = all - p.Coherent[e] - (1 - transferred) * p.Incoherent[e]; // pairs (none below 1 MeV) count as transferred
        return [(float)(transfer / 10), (float)((all - transfer) / 10), (float)(p.Coherent[e] / 10)];
    }

    /// <summary>Mean share of its energy that a photon passes on in a Compton scattering off bound electrons: ⟨1 − E′/E⟩ over Klein–Nishina times S(x).</summary>
    private double TransferredShare(int medium, double energy_keV)
    {
        const int Angles = 128;
        double k = energy_keV / 510.99895, all = 0, transferred = 0;
        for (int n = 0; n < Angles; n++)
        {
            double cos = -1 + 2 * (n + 0.5) / Angles, p = 1 / (1 + k * (1 - cos));
            double at = Math.Min(BindingPoints - 1.001, energy_keV / 12.39842 * Math.Sqrt((1 - cos) / 2) * BindingPerX);
            int i = (int)at, b = medium * BindingPoints + i;
            double weight = p * p * (p + 1 / p - 1 + cos * cos) * (Binding[b] + (at - i) * (Binding[b + 1] - Binding[b]));
            (all, transferred) = (all + weight, transferred + weight * (1 - p));
        }
        return transferred / all;
    }

    private static IEnumerable<float> BindingOf(Medium medium)
    {
        double free = medium.ScatteringFunction[200];
        return Enumerable.Range(0, BindingPoints).Select(i => (float)Math.Min(1, medium.ScatteringFunction[i / (double)BindingPerX] / free));
    }

    private static float[] Integrate(double[] x, LogTable formFactorSquared)
    {
        float[] sums = new float[x.Length];
        double sum = 0;
        for (int i = 1; i < x.Length; i++)
        {
            sum += (x[i] * x[i] - x[i - 1] * x[i - 1]) * (formFactorSquared[x[i]] + formFactorSquared[x[i - 1]]) / 2;
            sums[i] = (float)sum;
        }
        return sums;
    }
}
