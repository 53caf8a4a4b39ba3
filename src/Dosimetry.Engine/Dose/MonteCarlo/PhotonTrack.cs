using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: energy that a photon leaves voxel by voxel, in quanta.
/// Method: above <see cref="PhotonPackets{TF,TI,TT}.Limit_keV"/> flights through the densest matter of the lattice, collisions accepted with the voxel's share
/// of it (Woodcock 1965); then photoelectric absorption, Compton off bound electrons, Rayleigh, pair production (one annihilation photon with twice the weight).
/// Electrons set free are followed. Below, the photon goes on as a packet. Fluorescence X rays stay on the spot. Validity: 1 keV to 3 MeV.
/// </summary>
internal struct PhotonTrack<TF, TI, TT>
    where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
{
    private const float Rest_keV = 510.99895f, Cutoff_keV = 1;

    public VoxelSpace<TF> Space;
    public PhotonScattering<TF> Scattering;
    public ElectronTrack<TF, TI, TT> Electrons;
    public PhotonPackets<TF, TI, TT> Packets;
    public TF Coefficients, Majorant;
    public int Nodes;
    public float PerLog;
    public TT Tally;

    /// <summary>Follows one photon with the random numbers of <paramref name="stream"/> to its end.</summary>
    public void Follow(ulong seed, ulong stream, ref Place from, float energy_keV, int weight, ref long escaped)
    {
        var random = new HistoryRandom(seed, stream);
        Heading u = Heading.Isotropic(ref random);
        Place at = from;
        float e = energy_keV;
        while (e > Packets.Limit_keV)
        {
            float place = MathF.Min(MathF.Max(0, MathF.Log(e / Cutoff_keV) * PerLog), Nodes - 1.001f);
            int node = (int)place;
            if (!Fly(ref random, ref at, ref u, node, place - node, out float kind, out int row))
            {
                escaped += weight * EnergyQuanta.Of(e);
                return;
            }
            float share = place - node, incoherent = At(row + 1, share), coherent = At(row + 2, share), pair = At(row + 3, share);
            if (kind < incoherent) e = Compton(ref random, ref at, ref u, e, weight, ref escaped);
            else if (kind < incoherent + coherent) u.Turn(Scattering.Rayleigh(at.Medium, e, ref random), ref random);
            else if (kind < incoherent + coherent + pair)
            {
                long all = EnergyQuanta.Of(e), photons = EnergyQuanta.Of(Rest_keV);
                Tally.Add(at.Voxel, weight * (all - 2 * photons));
                (e, weight, u) = (Rest_keV, 2 * weight, Heading.Isotropic(ref random));
            }
            else
            {
                Free(ref random, ref at, Heading.Isotropic(ref random), e, weight, EnergyQuanta.Of(e), ref escaped);
                return;
            }
        }
        Packets.Follow(ref random, ref at, ref u, e, weight * EnergyQuanta.Of(e), ref escaped);
    }

    /// <summary>Flies to the next collision; false when the photon left the lattice. <paramref name="kind"/> is uniform between 0 and the
    /// coefficient of the place; <paramref name="row"/> is that medium's row of coefficients.</summary>
    private bool Fly(ref HistoryRandom random, ref Place at, ref Heading u, int node, float share, out float kind, out int row)
    {
        float most = Majorant[node] + share * (Majorant[node + 1] - Majorant[node]);
        float x = at.I * Space.EdgeX + at.X, y = at.J * Space.EdgeY + at.Y, z = at.K * Space.EdgeZ + at.Z;
        (kind, row) = (0, 0);
        while (true)
        {
            float free = -MathF.Log(random.Uniform()) / most;
            (x, y, z) = (x + free * u.X, y + free * u.Y, z + free * u.Z);
            (at.I, at.J, at.K) = ((int)MathF.Floor(x / Space.EdgeX), (int)MathF.Floor(y / Space.EdgeY), (int)MathF.Floor(z / Space.EdgeZ));
            if (!Space.Look(ref at)) return false;
            row = (at.Medium * Nodes + node) * PhotonTables.Fields;
            float here = At(row, share) * at.Density, drawn = random.Uniform() * most;
            if (drawn >= here) continue;
            kind = drawn / at.Density;
            (at.X, at.Y, at.Z) = (x - at.I * Space.EdgeX, y - at.J * Space.EdgeY, z - at.K * Space.EdgeZ);
            return true;
        }
    }

    /// <summary>Scatters, sets the electron free, and returns the photon's energy.</summary>
    private float Compton(ref HistoryRandom random, ref Place at, ref Heading u, float e, int weight, ref long escaped)
    {
        float after = e / Scattering.Compton(at.Medium, e, ref random, out float cosTheta), passed = e - after;
        Heading old = u;
        u.Turn(cosTheta, ref random);
        float x = e * old.X - after * u.X, y = e * old.Y - after * u.Y, z = e * old.Z - after * u.Z; // momentum is conserved
        float scale = 1 / MathF.Sqrt(MathF.Max(1e-12f, x * x + y * y + z * z));
        long quanta = EnergyQuanta.Of(e) - EnergyQuanta.Of(after);
        Free(ref random, ref at, new Heading(x * scale, y * scale, z * scale), passed, weight, quanta, ref escaped);
        return after;
    }

    /// <summary>An electron set free here; quanta that its rounded energy does not hold stay here.</summary>
    private void Free(ref HistoryRandom random, ref Place at, Heading u, float energy_keV, int weight, long quanta, ref long escaped)
    {
        if (Electrons.StaysFrom(ref at, energy_keV))
        {
            Tally.Add(at.Voxel, weight * quanta);
            return;
        }
        Electrons.Go(ref random, ref at, u, energy_keV, weight, ref escaped);
        Tally.Add(at.Voxel, weight * (quanta - EnergyQuanta.Of(energy_keV)));
    }

    private float At(int field, float share) => Coefficients[field] + share * (Coefficients[field + PhotonTables.Fields] - Coefficients[field]);
}
