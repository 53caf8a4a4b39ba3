using Dosimetry.Engine.Compute;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// The Monte Carlo kernel: one thread follows a handful of tasks, each of decays in one voxel. The decay's place is uniform in the voxel; β, lines of electrons
/// and photons are emitted independently. Behind the voxels the tally holds two more numbers: quanta emitted and quanta that left the lattice.
/// </summary>
internal struct DecayKernel<TF, TI, TT> : IKernel
    where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
{
    private const int Beta = 0, Electron = 1, Photon = 2; // kinds of streams
    private const int StreamBits = 10;                     // per decay: 64 streams of four kinds, in up to four parts
    private const int Parts = 4;

    public ElectronTrack<TF, TI, TT> Electrons;
    public PhotonTrack<TF, TI, TT> Photons;
    public EmissionLines<TF> ElectronLines, PhotonLines;
    public TF BetaEnergies;
    public float BetaYield, Local_keV;
    public int PhotonWeight, Voxels;
    public EvenSequence Even;
    public ulong Seed, FirstDecay;
    /// <summary>Voxel of each task, and its first decay within the batch; one more for the end.</summary>
    public TI TaskVoxel, TaskStart;
    /// <summary>First task of each thread's work; one more for the end.</summary>
    public TI WorkStart;
    public TT Tally;

    /// <inheritdoc/>
    public void Run(int index)
    {
        long emitted = 0, escaped = 0;
        int last = WorkStart[index + 1];
        for (int task = WorkStart[index]; task < last; task++) Follow(TaskVoxel[task], TaskStart[task], TaskStart[task + 1], ref emitted, ref escaped);
        Tally.Add(Voxels, emitted);
        Tally.Add(Voxels + 1, escaped);
    }

    private void Follow(int voxel, int first, int end, ref long emitted, ref long escaped)
    {
        Place place = Electrons.Space.Corner(voxel);
        long kept = (end - first) * EnergyQuanta.Of(Local_keV);
        emitted += kept;
        for (int n = first; n < end; n++)
        {
            place.X = Even.XAt((uint)n) * Electrons.Space.EdgeX;
            place.Y = Even.YAt((uint)n) * Electrons.Space.EdgeY;
            place.Z = Even.ZAt((uint)n) * Electrons.Space.EdgeZ;
            ulong stream = (FirstDecay + (ulong)n) << StreamBits;
            EmitBetas(n, stream, ref place, ref emitted, ref kept, ref escaped);
            EmitElectrons(n, stream, ref place, ref emitted, ref kept, ref escaped);
            EmitPhotons(n, stream, ref place, ref emitted, ref escaped);
        }
        Tally.Add(voxel, kept);
    }

    private void EmitBetas(int n, ulong stream, ref Place place, ref long emitted, ref long kept, ref long escaped)
    {
        float u = Even.EnergyAt((uint)n);
        if (u >= BetaYield) return;
        float at = u / BetaYield * EmissionTables.BetaPieces;
        int i = (int)MathF.Min(at, EmissionTables.BetaPieces - 1); // the quotient may round to 1
        float energy_keV = BetaEnergies[i] + (at - i) * (BetaEnergies[i + 1] - BetaEnergies[i]);
        emitted += EnergyQuanta.Of(energy_keV);
        kept += Electrons.Release(Seed, stream + Beta, ref place, energy_keV, ref escaped);
    }

    private void EmitElectrons(int n, ulong stream, ref Place place, ref long emitted, ref long kept, ref long escaped)
    {
        float total = ElectronLines.Total, u = Even.ElectronAt((uint)n);
        for (int slice = 0; slice + u < total; slice++)
        {
            float energy_keV = ElectronLines.Energy(slice + u);
            emitted += EnergyQuanta.Of(energy_keV);
            kept += Electrons.Release(Seed, stream + (ulong)(4 * slice + Electron), ref place, energy_keV, ref escaped);
        }
    }

    private void EmitPhotons(int n, ulong stream, ref Place place, ref long emitted, ref long escaped)
    {
        float total = PhotonLines.Total, u = Even.PhotonAt((uint)n);
        for (int slice = 0; slice + u < total; slice++)
        {
            float energy_keV = PhotonLines.Energy(slice + u);
            emitted += PhotonWeight * EnergyQuanta.Of(energy_keV);
            int parts = energy_keV > Photons.Packets.Limit_keV ? Parts : 1; // photons followed one by one scatter more: in parts of the weight
            for (int part = 0; part < parts; part++)
                Photons.Follow(Seed, stream + (ulong)(256 * part + 4 * slice + Photon), ref place, energy_keV, PhotonWeight / parts, ref escaped);
        }
    }
}
