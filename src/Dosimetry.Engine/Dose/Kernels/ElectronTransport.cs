using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: energy that an electron from the origin of an infinite homogeneous medium leaves in spherical shells, keV.
/// Method: the mixed scheme of Fernández-Varea and Salvat. Hard elastic collisions and knock-on electrons one by one; the soft elastic collisions
/// of a step bundled in one deflection at a random hinge with the exact first and second angular moment; the other losses by the collision and
/// radiative stopping power, left at a random point of each step. Lengths in g/cm²: one kernel serves every density.
/// Source: Nucl Instrum Methods B 1993;73:447 (scheme), ICRU 37 (stopping powers).
/// Validity: 10 keV to 3 MeV. Neglected: straggling of losses below W_c; what is lost to bremsstrahlung is emitted by <see cref="Bremsstrahlung"/>
/// at the origin; below 10 keV the rest is left on the spot (range under 3 µm of water).
/// </summary>
internal sealed class ElectronTransport
{
    /// <summary>Electrons below this energy stay where they are, keV.</summary>
    public const double Cutoff_keV = 10;
    private const double MaxLoss = 0.10;    // largest share of the energy lost in one step
    private const double Fineness = 0.10;   // mean deflection and energy loss between hard elastic collisions
    private const int Nodes = 400;

    private readonly Medium _medium;
    private readonly double _logFirst, _perLog;
    private readonly Node[] _nodes;

    /// <summary>What depends on energy: continuous losses (keV cm²/g), hard collisions per g/cm², soft transport coefficients, A and the
    /// hard limit.</summary>
    private readonly record struct Node(double Loss, double LocalShare, double Elastic, double Hard, double Soft1, double Soft2,
        double Screening, double Limit);

    public ElectronTransport(Medium medium, double maxEnergy_keV)
    {
        _medium = medium;
        _logFirst = Math.Log(Cutoff_keV * (1 - 2 * MaxLoss));
        _perLog = (Nodes - 1) / (Math.Log(Math.Max(maxEnergy_keV, 2 * Cutoff_keV) * 1.01) - _logFirst);
        _nodes = [.. Enumerable.Range(0, Nodes).Select(i => Tabulate(Math.Exp(_logFirst + i / _perLog)))];
    }

    /// <summary>Follows one electron and its knock-on electrons from the origin; adds weight × energy to the shells of
    /// <paramref name="tally"/>.</summary>
    public void Track(ref HistoryRandom random, double energy_keV, double weight, double[] tally)
    {
        double cos = 2 * random.UniformDouble() - 1, sin = Math.Sqrt(1 - cos * cos), phi = 2 * Math.PI * random.UniformDouble();
        Follow(ref random, new Vector3D(0, 0, 0), new Direction(sin * Math.Cos(phi), sin * Math.Sin(phi), cos), energy_keV, weight, tally);
    }

    private void Follow(ref HistoryRandom random, Vector3D from, Direction u, double e, double weight, double[] tally)
    {
        (double x, double y, double z) = (from.X, from.Y, from.Z);
        while (e > Cutoff_keV)
        {
            double log = (Math.Log(e) - _logFirst) * _perLog;
            double loss0 = Interpolate(log, out _);
            Node end = _nodes[Math.Max(0, (int)(log - MaxLoss * 1.06 * _perLog))]; // hard collisions are most frequent at the end of the step
            double longest = MaxLoss * e / loss0, free = -Math.Log(random.UniformDouble()) / end.Hard;
            double step = Math.Min(longest, free);
            double half = 0.5 * step * loss0 / e;
            double loss = Interpolate(log - half * (1 + 0.5 * half) * _perLog, out Node middle) * step; // ln(1 − h) to second order

            double hinge = step * random.UniformDouble(), place = step * random.UniformDouble(), before = Math.Min(place, hinge);
            (double px, double py, double pz) = (x + before * u.X, y + before * u.Y, z + before * u.Z);
            (x, y, z) = (x + hinge * u.X, y + hinge * u.Y, z + hinge * u.Z);
            u.Turn(SoftDeflection(middle, step, ref random), 2 * Math.PI * random.UniformDouble());
            double after = Math.Max(0, place - hinge);
            Leave(tally, px + after * u.X, py + after * u.Y, pz + after * u.Z, weight * loss * middle.LocalShare);
            (x, y, z) = (x + (step - hinge) * u.X, y + (step - hinge) * u.Y, z + (step - hinge) * u.Z);
            e -= loss;

            if (free > longest) continue;
            Interpolate((Math.Log(e) - _logFirst) * _perLog, out Node here);
            double kind = random.UniformDouble() * end.Hard;
            if (kind < here.Elastic) HardDeflection(here, ref u, ref random);
            else if (kind < here.Hard && e > 2 * KnockOn.LimitAt(e))
            {
                double passed = KnockOn.Sample(e, ref random);
                Direction other = u;
                other.Turn(KnockOn.Cosine(e, passed), 2 * Math.PI * random.UniformDouble());
                Follow(ref random, new Vector3D(x, y, z), other, passed, weight, tally);
                e -= passed;
            }
        }
        Leave(tally, x, y, z, weight * e);
    }

    private static void Leave(double[] tally, double x, double y, double z, double energy_keV)
    {
        int shell = RadialShells.Index(Math.Sqrt(x * x + y * y + z * z));
        if (shell < tally.Length) tally[shell] += energy_keV;
    }

    /// <summary>cos θ with the given first and second moment: the two-step distribution of the deflection m used in mixed simulation.</summary>
    private static double SoftDeflection(in Node n, double step, ref HistoryRandom random)
    {
        double cos1 = Math.Exp(-step * n.Soft1), cos2 = (1 + 2 * Math.Exp(-step * n.Soft2)) / 3;
        double m1 = (1 - cos1) / 2, m2 = (1 - 2 * cos1 + cos2) / 4;
        double split = (2 * m1 - 3 * m2) / (1 - 2 * m1), share = 1 - 2 * m1 + split, v = random.UniformDouble();
        double m = random.UniformDouble() < share ? v * split : split + v * (1 - split);
        return 1 - 2 * m;
    }

    /// <summary>A deflection m between the hard limit and 1, from the screened Rutherford law.</summary>
    private static void HardDeflection(in Node n, ref Direction u, ref HistoryRandom random)
    {
        double near = 1 / (n.Screening + n.Limit), far = 1 / (n.Screening + 1);
        double m = 1 / (near + (far - near) * random.UniformDouble()) - n.Screening;
        u.Turn(1 - 2 * m, 2 * Math.PI * random.UniformDouble());
    }

    /// <summary>The node of an energy, given as its place on the logarithmic grid, and the continuous loss interpolated.</summary>
    private double Interpolate(double at, out Node node)
    {
        int index = Math.Clamp((int)at, 0, Nodes - 2);
        node = _nodes[index];
        return node.Loss + (at - index) * (_nodes[index + 1].Loss - node.Loss);
    }

    private Node Tabulate(double e)
    {
        double middle = e * Math.Exp(0.5 / _perLog); // a node stands for the interval above it
        var elastic = new ElasticScattering(_medium, middle);
        var knockOn = new KnockOn(_medium, middle);
        double loss = _medium.Electrons.Total(e) * 1000 - new KnockOn(_medium, e).StoppingPower(), radiative = _medium.Electrons.Radiative[e] * 1000;
        double all = elastic.Beyond(0), first = elastic.Transport(1).First;
        double hard = Math.Min(all, Math.Max(first, loss / e) / Fineness); // hard elastic collisions per g/cm²
        double limit = hard < all ? elastic.DeflectionAt(hard) : 0;
        (double soft1, double soft2) = elastic.Transport(limit);
        return new Node(loss, 1 - radiative / loss, hard, hard + knockOn.Rate(), soft1, soft2, elastic.Screening, limit);
    }
}
