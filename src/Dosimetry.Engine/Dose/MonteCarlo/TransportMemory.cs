using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>The tables of a run in an executor's memory, and the kernel that sees them.</summary>
internal sealed class TransportMemory<TF, TI, TT> : IDisposable
    where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
{
    private readonly IKernelHost<TF, TI, TT> _host;
    private readonly List<IDisposable> _held = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public TransportMemory(IKernelHost<TF, TI, TT> host, DoseInput input, PhysicsLibrary library, MonteCarloSettings settings)
    {
        _host = host;
        Medium[] media = [.. input.Media.Select(library.Medium)];
        var emissions = new EmissionTables(library.Nuclides[input.Nuclide], MostActive(input, media), settings.PhotonWeight);
        VoxelSpace<TF> space = Space(input);
        double top_keV = Math.Max(emissions.TopElectron_keV, emissions.TopPhoton_keV); // a photoelectron has the photon's energy
        var electrons = new ElectronTrack<TF, TI, TT> { Space = space, Ladder = Ladder(media, top_keV, settings.StepLoss) };
        Kernel = new DecayKernel<TF, TI, TT>
        {
            Electrons = electrons, Photons = Photons(new PhotonTables(media, Densest(input), emissions.TopPhoton_keV), space, electrons, (float)Math.Max(PhotonData.Cutoff_keV, settings.PacketLimit_keV)),
            ElectronLines = Lines(emissions.ElectronYields, emissions.ElectronEnergies),
            PhotonLines = Lines(emissions.PhotonYields, emissions.PhotonEnergies),
            BetaEnergies = Floats(emissions.Beta), BetaYield = emissions.BetaYield, Local_keV = emissions.Local_keV,
            PhotonWeight = settings.PhotonWeight, Voxels = input.Tia.Grid.Count,
        };
    }

    /// <summary>The kernel, but for what changes from batch to batch.</summary>
    public DecayKernel<TF, TI, TT> Kernel { get; }

    /// <summary>Hash of everything the kernel reads: matter, tables, emissions. A changed number anywhere in the data changes it.</summary>
    public byte[] Fingerprint => _hash.GetCurrentHash();

    public void Dispose()
    {
        _hash.Dispose();
        foreach (IDisposable buffer in _held) buffer.Dispose();
    }

    private VoxelSpace<TF> Space(DoseInput input)
    {
        Grid grid = input.Tia.Grid;
        Vector3D edge = grid.Spacing_mm;
        return new VoxelSpace<TF>
        {
            Nx = grid.Nx, Ny = grid.Ny, Nz = grid.Nz, EdgeX = (float)edge.X, EdgeY = (float)edge.Y, EdgeZ = (float)edge.Z,
            Matter = Floats(Matter(input)),
        };
    }

    private static float[] Matter(DoseInput input)
    {
        float[] matter = new float[2 * input.Medium.Length];
        for (int v = 0; v < input.Medium.Length; v++) (matter[2 * v], matter[2 * v + 1]) = (input.Density.Values[v], input.Medium[v]);
        return matter;
    }

    private ElectronLadder<TF> Ladder(Medium[] media, double top_keV, double loss)
    {
        float[] ladder = ElectronSteps.Ladder(top_keV, loss);
        return new ElectronLadder<TF>
        {
            Energies = Floats(ladder), Table = Floats(ElectronSteps.Table(media, ladder)), Count = ladder.Length, Media = media.Length,
            StepByEnergy = Floats(ElectronSteps.StepsByEnergy(ladder, ElectronLadder<TF>.Bins)), BinsPerKeV = ElectronLadder<TF>.Bins / ladder[0],
            Cutoff_keV = ladder[^1],
        };
    }

    private PhotonTrack<TF, TI, TT> Photons(PhotonTables tables, VoxelSpace<TF> space, ElectronTrack<TF, TI, TT> electrons, float limit_keV)
    {
        PhotonScattering<TF> scattering = new() { Binding = Floats(tables.Binding), X2 = Floats(tables.X2), FormIntegral = Floats(tables.FormIntegral) };
        PhotonPackets<TF, TI, TT> packets = new()
        {
            Limit_keV = limit_keV, Space = space, Scattering = scattering, Coefficients = Floats(tables.Packets), Nodes = tables.Count, PerLog = tables.PerLog,
        };
        return new()
        {
            Space = space, Scattering = scattering, Packets = packets, Electrons = electrons, Nodes = tables.Count, PerLog = tables.PerLog,
            Coefficients = Floats(tables.Coefficients), Majorant = Floats(tables.Majorant),
        };
    }

    private EmissionLines<TF> Lines(float[] yields, float[] energies) =>
        new() { Yields = Floats(yields), Energies = Floats(energies), Count = yields.Length - 1 };

    /// <summary>The medium of the largest activity: the one whose bremsstrahlung is emitted.</summary>
    private static Medium MostActive(DoseInput input, Medium[] media)
    {
        double[] activity = new double[media.Length];
        for (int v = 0; v < input.Medium.Length; v++) activity[input.Medium[v]] += input.Tia.Values[v];
        return media[Array.IndexOf(activity, activity.Max())];
    }

    private static double[] Densest(DoseInput input)
    {
        double[] densest = new double[input.Media.Count];
        for (int v = 0; v < input.Medium.Length; v++)
            densest[input.Medium[v]] = Math.Max(densest[input.Medium[v]], input.Density.Values[v]);
        return densest;
    }

    private TF Floats(float[] data)
    {
        _hash.AppendData(MemoryMarshal.AsBytes(data.AsSpan()));
        return Held(_host.Floats(data)).View;
    }

    private TBuffer Held<TBuffer>(TBuffer buffer) where TBuffer : IDisposable
    {
        _held.Add(buffer);
        return buffer;
    }
}
