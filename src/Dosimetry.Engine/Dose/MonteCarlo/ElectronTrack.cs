using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: energy that an electron leaves voxel by voxel, in quanta.
/// Method: condensed history with a random hinge. The electron loses energy continuously along its path, at the rate of the voxel it is in; a
/// step ends at the next energy of the ladder, not at a border, and may cross many voxels. At a random share of the step's loss the path turns
/// by an angle with the first two moments of all elastic collisions of that loss in the medium of the turn. Energy is the clock, so that
/// a step through lung, tissue and air is the same step stretched by the density (Fano), and borders need no special care.
/// An electron whose remaining range does not reach the nearest face of its voxel leaves its energy there.
/// Source: random hinge, Fernández-Varea et al., Nucl Instrum Methods B 1993;73:447. Neglected: straggling of the energy loss, third and higher
/// angular moments of a step; bremsstrahlung is emitted with the decay.
/// </summary>
internal struct ElectronTrack<TF, TI, TT>
    where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
{
    public VoxelSpace<TF, TI> Space;
    public ElectronLadder<TF> Ladder;
    public TT Tally;

    /// <summary>An electron that sets out here in any direction; returns the energy that stays in this voxel because it cannot leave it.</summary>
    public long Release(ulong seed, ulong stream, ref Place from, float energy_keV, int weight, ref long escaped)
    {
        int step = Ladder.StepOf(energy_keV);
        if (Stays(ref from, step, energy_keV)) return weight * EnergyQuanta.Of(energy_keV);
        var random = new HistoryRandom(seed, stream);
        Heading u = Heading.Isotropic(ref random);
        Place at = from;
        Follow(ref random, ref at, ref u, step, energy_keV, weight, ref escaped);
        return 0;
    }

    /// <summary>Follows an electron to its end; what leaves the lattice is added to <paramref name="escaped"/>.</summary>
    public void Follow(ref HistoryRandom random, ref Place at, ref Heading u, int step, float e, int weight, ref long escaped)
    {
        long entered = EnergyQuanta.Of(e); // quanta with which it came into the voxel
        for (; step < Ladder.Count - 1 && !Stays(ref at, step, e); step++)
        {
            float end = Ladder.Energies[step + 1], share = Ladder.Share(step, e), hinge = end + (e - end) * random.Uniform();
            if (!Fly(ref at, ref u, step, ref e, hinge, weight, ref entered, ref escaped)) return;
            u.Turn(Deflection(Ladder.Row(at.Medium, step), share, ref random), ref random);
            if (!Fly(ref at, ref u, step, ref e, end, weight, ref entered, ref escaped)) return;
        }
        Tally.Add(at.Voxel, weight * entered);
    }

    /// <summary>True when the electron cannot leave its voxel.</summary>
    public bool Stays(ref Place at, int step, float energy_keV)
    {
        if (energy_keV <= Ladder.Energies[Ladder.Count - 1]) return true;
        float range = Ladder.Range(Ladder.Row(at.Medium, step), Ladder.Share(step, energy_keV));
        return range <= Space.ToNearestFace(ref at) * at.Density;
    }

    /// <summary>Flies straight until the energy is down to <paramref name="until_keV"/>, paying each voxel what is lost in it; false when it
    /// left the lattice.</summary>
    private bool Fly(ref Place at, ref Heading u, int step, ref float e, float until_keV, int weight, ref long entered, ref long escaped)
    {
        while (true)
        {
            float rate = Ladder.Table[Ladder.Row(at.Medium, step)] * at.Density, face = Space.ToFace(ref at, ref u, out int axis);
            float left = e - face * rate;
            if (left <= until_keV)
            {
                if (rate > 0) Space.Move(ref at, ref u, MathF.Min(face, (e - until_keV) / rate));
                e = until_keV;
                return true;
            }
            Space.Move(ref at, ref u, face);
            long quanta = EnergyQuanta.Of(left);
            Tally.Add(at.Voxel, weight * (entered - quanta));
            (e, entered) = (left, quanta);
            if (Space.Cross(ref at, ref u, axis)) continue;
            escaped += weight * entered;
            return false;
        }
    }

    /// <summary>cos θ with the first and second moment of the step's elastic collisions: the two-step distribution of m = (1 − cos θ)/2 of mixed
    /// simulation.</summary>
    private float Deflection(int row, float share, ref HistoryRandom random)
    {
        float cos1 = MathF.Exp(-share * Ladder.Table[row + 1]), cos2 = (1 + 2 * MathF.Exp(-share * Ladder.Table[row + 2])) / 3;
        float m1 = (1 - cos1) / 2, m2 = (1 - 2 * cos1 + cos2) / 4;
        float split = MathF.Min(1, MathF.Max(0, (2 * m1 - 3 * m2) / (1 - 2 * m1))), below = 1 - 2 * m1 + split, v = random.Uniform();
        float m = random.Uniform() < below ? v * split : split + v * (1 - split);
        return 1 - 2 * m;
    }
}
