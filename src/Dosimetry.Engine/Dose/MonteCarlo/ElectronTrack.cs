using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: energy that an electron leaves voxel by voxel, in quanta.
/// Method: condensed history with a random hinge. The electron loses energy continuously along its path, at the rate of the voxel it is in; a
/// step ends at the next energy of the ladder, not at a border, and may cross many voxels. At a random share of the step's loss the path turns
/// by an angle with the first two moments of all elastic collisions of that loss in the medium of the turn. Energy is the clock, so that
/// a step through lung, tissue and air is the same step stretched by the density (Fano), and borders need no special care.
/// Knock-on electrons above W_c of an electron of the decay are set free one by one, which makes its energy loss straggle; they and the electrons
/// that photons free lose energy continuously. An electron whose path left does not reach the nearest face of its voxel leaves its energy there.
/// Source: random hinge, Fernández-Varea et al., Nucl Instrum Methods B 1993;73:447. Neglected: straggling of losses below W_c, third and higher
/// angular moments of a step; bremsstrahlung is emitted with the decay.
/// </summary>
internal struct ElectronTrack<TF, TI, TT>
    where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
{
    private const int KnockOnsApart = 0, AllContinuous = 1;
    /// <summary>Share of the CSDA range that an electron gets away from where it is. Of the energy that crosses the faces of voxels, electrons that
    /// start farther than this from the face carry 0.01 % (100 keV: 0.016 %, 498 keV: 0.009 %; EGSnrc's point kernels in water).</summary>
    private const float Reach = 0.9f;
    private const float Inside = 0.9999f; // room for rounding

    public VoxelSpace<TF> Space;
    public ElectronLadder<TF> Ladder;
    public TT Tally;

    /// <summary>An electron of the decay sets out here in any direction; returns the energy that stays in this voxel because it cannot leave it.</summary>
    public long Release(ulong seed, ulong stream, ref Place from, float energy_keV, ref long escaped)
    {
        if (energy_keV <= Ladder.Cutoff_keV) return EnergyQuanta.Of(energy_keV);
        int step = Ladder.StepOf(energy_keV);
        if (Stays(KnockOnsApart, ref from, step, energy_keV, out _, out _)) return EnergyQuanta.Of(energy_keV);
        var random = new HistoryRandom(seed, stream);
        Heading u = Heading.Isotropic(ref random);
        Place at = from;
        Follow(ref random, ref at, ref u, step, energy_keV, ref escaped);
        return 0;
    }

    /// <summary>True when an electron set free here cannot leave the voxel.</summary>
    public bool StaysFrom(ref Place from, float energy_keV) =>
        energy_keV <= Ladder.Cutoff_keV || Stays(AllContinuous, ref from, Ladder.StepOf(energy_keV), energy_keV, out _, out _);

    /// <summary>Follows an electron set free in a collision here, all its losses continuous.</summary>
    public void Go(ref HistoryRandom random, ref Place from, Heading u, float energy_keV, int weight, ref long escaped)
    {
        int step = Ladder.StepOf(energy_keV);
        Place at = from;
        long entered = EnergyQuanta.Of(energy_keV);
        for (float e = energy_keV; step < Ladder.Count - 1 && !Stays(AllContinuous, ref at, step, e, out float share, out float near); step++)
        {
            float end = Ladder.Energies[step + 1];
            if (!Step(AllContinuous, ref random, ref at, ref u, step, share, near, ref e, end, weight, ref entered, ref escaped)) return;
        }
        Tally.Add(at.Voxel, weight * entered);
    }

    /// <summary>Follows an electron with its knock-on electrons; what leaves the lattice is added to <paramref name="escaped"/>.</summary>
    private void Follow(ref HistoryRandom random, ref Place at, ref Heading u, int step, float e, ref long escaped)
    {
        long entered = EnergyQuanta.Of(e); // quanta with which it came into the voxel
        float free = -MathF.Log(random.Uniform()); // knock-ons to wait for until the next one
        while (step < Ladder.Count - 1 && !Stays(KnockOnsApart, ref at, step, e, out float share, out float near))
        {
            float hits = share * Ladder.Table[Ladder.Row(KnockOnsApart, at.Medium, step) + ElectronSteps.KnockOns];
            float end = Ladder.Energies[step + 1];
            if (free >= hits)
            {
                free -= hits;
                if (!Step(KnockOnsApart, ref random, ref at, ref u, step, share, near, ref e, end, 1, ref entered, ref escaped)) return;
                step++;
                continue;
            }
            float part = free / hits, until = e - (e - end) * part;
            if (!Step(KnockOnsApart, ref random, ref at, ref u, step, share * part, near, ref e, until, 1, ref entered, ref escaped)) return;
            if (e > 2 * KnockOn.LimitAt(e)) SetFree(ref random, ref at, ref u, ref e, ref entered, ref escaped);
            step = Ladder.StepOf(e);
            free = -MathF.Log(random.Uniform());
        }
        Tally.Add(at.Voxel, entered);
    }

    /// <summary>A knock-on electron: it stays, to be paid with the voxel's share, or goes with its own quanta.</summary>
    private void SetFree(ref HistoryRandom random, ref Place at, ref Heading u, ref float e, ref long entered, ref long escaped)
    {
        float passed = (float)KnockOn.Sample(e, ref random);
        if (!StaysFrom(ref at, passed))
        {
            Heading other = u;
            other.Turn((float)KnockOn.Cosine(e, passed), ref random);
            Go(ref random, ref at, other, passed, 1, ref escaped);
            entered -= EnergyQuanta.Of(passed);
        }
        e -= passed;
    }

    /// <summary>True when the electron cannot leave its voxel; the share of the step that lies below its energy, and the distance to the nearest face.</summary>
    private bool Stays(int set, ref Place at, int step, float energy_keV, out float share, out float near)
    {
        int row = Ladder.Row(set, at.Medium, step);
        share = Ladder.Share(row, step, energy_keV);
        near = Space.ToNearestFace(ref at);
        return energy_keV <= Ladder.Cutoff_keV || Reach * Ladder.Range(row, share) <= near * at.Density;
    }

    /// <summary>A step, or <paramref name="share"/> of one, down to an energy, with no face nearer than <paramref name="near"/>; false when the electron
    /// left the lattice.</summary>
    private bool Step(int set, ref HistoryRandom random, ref Place at, ref Heading u, int step, float share, float near, ref float e, float until_keV,
        int weight, ref long entered, ref long escaped)
    {
        float lost = e - until_keV, first = lost * random.Uniform();
        int row = Ladder.Row(set, at.Medium, step);
        float path = Ladder.Table[row + ElectronSteps.Path] * at.PerDensity; // per keV
        if (lost * path < Inside * near) // most steps: no face to look for
        {
            VoxelSpace<TF>.Shift(ref at, ref u, first * path);
            u.Turn(Ladder.Deflection(row, share, ref random), ref random);
            VoxelSpace<TF>.Shift(ref at, ref u, (lost - first) * path);
            e = until_keV;
            return true;
        }
        if (!Fly(set, ref at, ref u, step, ref e, e - first, weight, ref entered, ref escaped)) return false;
        u.Turn(Ladder.Deflection(Ladder.Row(set, at.Medium, step), share, ref random), ref random);
        return Fly(set, ref at, ref u, step, ref e, until_keV, weight, ref entered, ref escaped);
    }

    /// <summary>Flies straight until the energy is down to <paramref name="until_keV"/>, paying each voxel what is lost in it; false when it
    /// left the lattice.</summary>
    private bool Fly(int set, ref Place at, ref Heading u, int step, ref float e, float until_keV, int weight, ref long entered, ref long escaped)
    {
        while (true)
        {
            float path = Ladder.Table[Ladder.Row(set, at.Medium, step) + ElectronSteps.Path] * at.PerDensity, length = (e - until_keV) * path;
            float face = Space.ToFace(ref at, ref u, out int axis);
            if (length <= face)
            {
                Space.Move(ref at, ref u, length);
                e = until_keV;
                return true;
            }
            Space.Move(ref at, ref u, face);
            e = MathF.Max(until_keV, e - face / path);
            long quanta = EnergyQuanta.Of(e);
            Tally.Add(at.Voxel, weight * (entered - quanta));
            entered = quanta;
            if (Space.Cross(ref at, ref u, axis)) continue;
            escaped += weight * entered;
            return false;
        }
    }
}
