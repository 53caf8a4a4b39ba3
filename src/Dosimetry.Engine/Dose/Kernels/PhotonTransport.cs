using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: energy that photons from the origin of an infinite homogeneous medium transfer in spherical shells, keV per decay.
/// Equation: kerma by track length, K = Σ length · μ_tr E; the first flight is not sampled but integrated, E_k = (μ_tr E/μ)(e^(−μ r₁) − e^(−μ r₂)).
/// Then photoelectric absorption, bound Compton and Rayleigh scattering, and pair production (one annihilation photon with weight 2) until the
/// photon is absorbed, below 1 keV or farther than <see cref="RadialShells.Reach"/>.
/// Validity: 1 keV to 3 MeV. Neglected: the range of secondary electrons (under 0.5 mm below 400 keV), fluorescence X rays, their bremsstrahlung.
/// </summary>
internal sealed class PhotonTransport(Medium medium, double maxEnergy_keV)
{
    private readonly PhotonData _data = new(medium, maxEnergy_keV);

    /// <summary>The uncollided photons of a line of <paramref name="yield"/> photons per decay.</summary>
    public void FirstFlight(double energy_keV, double yield, PhotonTally tally)
    {
        PhotonData.Coefficients c = _data.At(energy_keV);
        int bin = PhotonTally.Bin(energy_keV);
        for (int k = 0; k < RadialShells.Count; k++)
        {
            double inner = Math.Exp(-c.Total * RadialShells.Outer(k - 1)), outer = Math.Exp(-c.Total * RadialShells.Outer(k));
            if (inner <= 0) return;
            tally.Add(k, bin, yield * (inner - outer) / c.Total, energy_keV, c.Transfer);
        }
    }

    /// <summary>Follows one photon from its first collision on.</summary>
    public void Track(ref HistoryRandom random, double energy_keV, double weight, PhotonTally tally)
    {
        double x = 0, y = 0, z = 0, e = energy_keV;
        Direction u = Isotropic(ref random);
        for (bool first = true; ; first = false)
        {
            PhotonData.Coefficients c = _data.At(e);
            double free = -Math.Log(random.UniformDouble()) / c.Total;
            if (!first) Score(tally, x, y, z, u, free, weight, e, c.Transfer);
            (x, y, z) = (x + free * u.X, y + free * u.Y, z + free * u.Z);
            if (x * x + y * y + z * z > RadialShells.Reach * RadialShells.Reach) return;
            if (!Collide(c, ref e, ref u, ref weight, ref random)) return;
        }
    }

    private static Direction Isotropic(ref HistoryRandom random)
    {
        double cos = 2 * random.UniformDouble() - 1, sin = Math.Sqrt(1 - cos * cos), phi = 2 * Math.PI * random.UniformDouble();
        return new Direction(sin * Math.Cos(phi), sin * Math.Sin(phi), cos);
    }

    /// <summary>False when the photon has ended.</summary>
    private bool Collide(in PhotonData.Coefficients c, ref double e, ref Direction u, ref double weight, ref HistoryRandom random)
    {
        double kind = random.UniformDouble() * c.Total;
        if ((kind -= c.Incoherent) < 0)
        {
            (e, double cos) = ComptonScattering.Sample(_data, e, ref random);
            u.Turn(cos, 2 * Math.PI * random.UniformDouble());
            return e > PhotonData.Cutoff_keV;
        }
        if ((kind -= c.Coherent) < 0)
        {
            double cos;
            do cos = _data.RayleighCosine(e, random.UniformDouble());
            while (random.UniformDouble() > (1 + cos * cos) / 2);
            u.Turn(cos, 2 * Math.PI * random.UniformDouble());
            return true;
        }
        if ((kind - c.Pair) >= 0) return false; // photoelectric
        (e, u, weight) = (ElasticScattering.RestEnergy_keV, Isotropic(ref random), 2 * weight);
        return true;
    }

    /// <summary>Lengths of a straight flight in the shells it crosses: with h the closest approach, r² = h² + t².</summary>
    private static void Score(PhotonTally tally, double x, double y, double z, in Direction u, double length, double weight, double e, double transfer)
    {
        double t0 = x * u.X + y * u.Y + z * u.Z, h2 = Math.Max(0, x * x + y * y + z * z - t0 * t0), t1 = t0 + length;
        int bin = PhotonTally.Bin(e);
        if (t0 < 0) Outward(tally, Math.Max(0, -t1), -t0, h2, bin, weight, e, transfer);
        if (t1 > 0) Outward(tally, Math.Max(0, t0), t1, h2, bin, weight, e, transfer);
    }

    private static void Outward(PhotonTally tally, double from, double to, double h2, int bin, double weight, double e, double transfer)
    {
        int k = RadialShells.Index(Math.Sqrt(h2 + from * from));
        for (; from < to && k < RadialShells.Count; k++)
        {
            double edge = RadialShells.Outer(k), end = Math.Min(to, Math.Sqrt(Math.Max(0, edge * edge - h2)));
            if (end > from) tally.Add(k, bin, weight * (end - from), e, transfer);
            from = Math.Max(from, end);
        }
    }
}
