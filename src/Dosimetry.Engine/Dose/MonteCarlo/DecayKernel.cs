using Dosimetry.Engine.Compute;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// The Monte Carlo kernel: one thread follows the decays of one task, all of one voxel. The decay's place is uniform in the voxel; β, lines of electrons
/// and photons are emitted independently. Behind the voxels the tally holds two more numbers: quanta emitted and quanta that left the lattice.
/// </summary>
internal struct DecayKernel<TF, TI, TT> : IKernel
    where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
{
    private const int Beta = 0, Electron = 1, Photon = 2; // kinds of streams
    private const int StreamBits = 8;                      // per decay: 64 streams of four kinds

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
    public TT Tally;

    /// <inheritdoc/>
    public void Run(int index)
    {
        int first = TaskStart[index], end = TaskStart[index + 1];
        Place place = Electrons.Space.Corner(TaskVoxel[index]);
        long local = EnergyQuanta.Of(Local_keV), emitted = (end - first) * local, kept = emitted, escaped = 0;
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
        Tally.Add(place.Voxel, kept);
        Tally.Add(Voxels, emitted);
        Tally.Add(Voxels + 1, escaped);
    }

    private void EmitBetas(int n, ulong stream, ref Place place, ref long emitted, ref long kept, ref long escaped)
    {
        float u = Even.EnergyAt((uint)n);
        if (u >= BetaYield) return;
        float at = u / BetaYield * EmissionTables.BetaPieces;
        int i = (int)at;
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
            Photons.Follow(Seed, stream + (ulong)(4 * slice + Photon), ref place, energy_keV, PhotonWeight, ref escaped);
        }
    }
}
