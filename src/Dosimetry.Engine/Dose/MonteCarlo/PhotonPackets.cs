using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: energy that photons leave voxel by voxel, in quanta, as kerma along their tracks.
/// Method: packets of energy instead of photons. With ψ the energy carried per path, the transport equation reads Ω·∇ψ + μ ψ = ∫ ψ(E′) (E/E′) μ_s(E′→E) dE′:
/// a packet loses energy continuously at the rate μ_tr = μ_photo + f_tr μ_Compton, and scatters at the rate μ − μ_tr with the angles of Compton scattering
/// weighted with E/E′; at a scattering its photon energy changes, its content does not. So every voxel on the way gets its mean energy transfer, where
/// a photon followed alone would leave much in few voxels, and absorbed + escaped = emitted stays exact.
/// Source: energy packets after Lucy, Astron Astrophys 1999;344:282. Validity: photons whose electrons have ranges small against a voxel (400 keV:
/// Compton electrons of 0.24 MeV at most, 0.6 mm in water); binding as in <see cref="PhotonScattering{TF}"/>. Neglected: range of the electrons, fluorescence; the last 1/256 of a packet's
/// energy stays where it is.
/// </summary>
internal struct PhotonPackets<TF, TI, TT>
    where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
{
    private const float Cutoff_keV = 1;
    private const int LeastShare = 256;

    /// <summary>Photons of more energy are followed one by one with their electrons.</summary>
    public float Limit_keV;
    public VoxelSpace<TF> Space;
    public PhotonScattering<TF> Scattering;
    /// <summary>Per medium and energy: μ_tr, μ − μ_tr and its coherent part, per mm at 1 g/cm³.</summary>
    public TF Coefficients;
    public int Nodes;
    public float PerLog;
    public TT Tally;

    /// <summary>Follows a packet to its end.</summary>
    public void Follow(ref HistoryRandom random, ref Place at, ref Heading u, float energy_keV, long quanta, ref long escaped)
    {
        long least = quanta / LeastShare;
        float e = energy_keV;
        while (quanta > least && e > Cutoff_keV)
        {
            float place = MathF.Min(MathF.Log(e / Cutoff_keV) * PerLog, Nodes - 1.001f);
            int node = (int)place;
            float share = place - node;
            if (!Fly(ref random, ref at, ref u, node, share, ref quanta))
            {
                escaped += quanta;
                return;
            }
            int row = (at.Medium * Nodes + node) * PhotonTables.PacketFields;
            float cosTheta;
            if (random.Uniform() * At(row + 1, share) < At(row + 2, share)) cosTheta = Scattering.Rayleigh(at.Medium, e, ref random);
            else e /= Scattering.EnergyCompton(at.Medium, e, ref random, out cosTheta);
            u.Turn(cosTheta, ref random);
        }
        Tally.Add(at.Voxel, quanta);
    }

    /// <summary>Flies to the next scattering, leaving energy in every voxel on the way; false when the packet left the lattice.</summary>
    private bool Fly(ref HistoryRandom random, ref Place at, ref Heading u, int node, float share, ref long quanta)
    {
        float depth = -MathF.Log(random.Uniform()); // to the scattering
        float perX = 1 / MathF.Max(MathF.Abs(u.X), 1e-9f), perY = 1 / MathF.Max(MathF.Abs(u.Y), 1e-9f), perZ = 1 / MathF.Max(MathF.Abs(u.Z), 1e-9f);
        float toX = (u.X > 0 ? Space.EdgeX - at.X : at.X) * perX; // path to the next face of each pair
        float toY = (u.Y > 0 ? Space.EdgeY - at.Y : at.Y) * perY;
        float toZ = (u.Z > 0 ? Space.EdgeZ - at.Z : at.Z) * perZ;
        int medium = -1;
        float transfer = 0, scatter = 0;
        while (true)
        {
            if (at.Medium != medium)
            {
                medium = at.Medium;
                int row = (medium * Nodes + node) * PhotonTables.PacketFields;
                (transfer, scatter) = (At(row, share), At(row + 1, share));
            }
            float face = MathF.Min(toX, MathF.Min(toY, toZ)), perLength = scatter * at.Density, passed = perLength * face;
            if (passed >= depth)
            {
                float length = depth / perLength;
                Absorb(ref at, transfer * at.Density * length, ref quanta);
                Stop(ref at, ref u, toX - length, toY - length, toZ - length);
                return true;
            }
            Absorb(ref at, transfer * at.Density * face, ref quanta);
            depth -= passed;
            (toX, toY, toZ) = (toX - face, toY - face, toZ - face);
            if (toX <= 0) (at.I, toX) = (at.I + (u.X > 0 ? 1 : -1), Space.EdgeX * perX);
            else if (toY <= 0) (at.J, toY) = (at.J + (u.Y > 0 ? 1 : -1), Space.EdgeY * perY);
            else (at.K, toZ) = (at.K + (u.Z > 0 ? 1 : -1), Space.EdgeZ * perZ);
            if (!Space.Look(ref at)) return false;
        }
    }

    /// <summary>The place that lies these paths before the faces.</summary>
    private void Stop(ref Place at, ref Heading u, float toX, float toY, float toZ)
    {
        at.X = Before(u.X, toX, Space.EdgeX);
        at.Y = Before(u.Y, toY, Space.EdgeY);
        at.Z = Before(u.Z, toZ, Space.EdgeZ);
    }

    private static float Before(float cosine, float path, float edge)
    {
        float left = MathF.Min(edge, MathF.Max(0, path * MathF.Abs(cosine)));
        return cosine > 0 ? edge - left : left;
    }

    /// <summary>Leaves the share 1 − e^(−x) of the packet.</summary>
    private void Absorb(ref Place at, float x, ref long quanta)
    {
        float share = x < 0.2f ? x * (1 - x * (0.5f - x * (1f / 6 - x * (1f / 24)))) : 1 - MathF.Exp(-x);
        long left = (long)(quanta * share);
        quanta -= left;
        Tally.Add(at.Voxel, left);
    }

    private float At(int field, float share) => Coefficients[field] + share * (Coefficients[field + PhotonTables.PacketFields] - Coefficients[field]);
}
