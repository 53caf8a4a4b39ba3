using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.VoxelS;

/// <summary>
/// The convolution kernels of one run: electrons to their full range, photons (emitted and bremsstrahlung) out to <see cref="PhotonReach_mm"/> or
/// to the far end of the volume. Weights in Gy per MBq·s at the kernel's density.
/// </summary>
internal sealed class VoxelSKernels
{
    /// <summary>Reach of the photon kernel: across a body. Cut at 32 mm, the background would be 7 % low.</summary>
    public const double PhotonReach_mm = 200;
    private const double ElectronTail = 1e-6; // share of the charged energy that may lie beyond the electron kernel

    private readonly PointKernel _point;
    private readonly double _density, _gyPerKeV;
    private readonly VoxelIntegral _integral;
    private readonly (int X, int Y, int Z) _photonRadius;
    private readonly int _threads;
    private readonly CancellationToken _cancel;

    public VoxelSKernels(PointKernel point, double density_g_per_cm3, Grid grid, int threads, CancellationToken cancel)
    {
        (_point, _density, _threads, _cancel) = (point, density_g_per_cm3, threads, cancel);
        Vector3D v = grid.Spacing_mm;
        _integral = new VoxelIntegral(v, density_g_per_cm3);
        _gyPerKeV = VoxelKernel.SValue_mGy_per_MBqs(v, density_g_per_cm3) / 1000;
        _photonRadius = Radius(PhotonReach_mm, v, grid);
        VoxelKernel electrons = _integral.Run(point.Electron_keV, point.Local_keV, Radius(ElectronReach_mm(), v, grid), threads, cancel);
        Electrons = electrons.Weights(_gyPerKeV);
        ElectronEnergy_keV = electrons.Total_keV();
    }

    /// <summary>Electron part.</summary>
    public ConvolutionKernel Electrons { get; }
    /// <summary>Charged energy in the electron kernel, keV per decay.</summary>
    public double ElectronEnergy_keV { get; }

    /// <summary>Photon part: kerma in the kernel's medium.</summary>
    public ConvolutionKernel Photons() =>
        _integral.Run([.. _point.Photon_keV.Zip(_point.Bremsstrahlung_keV, (p, b) => p + b)], 0, _photonRadius, _threads, _cancel).Weights(_gyPerKeV);

    private double ElectronReach_mm()
    {
        double beyond = 0, allowed = ElectronTail * _point.ChargedEnergy_keV;
        int k = RadialShells.Count - 1;
        while (k > 0 && (beyond += _point.Electron_keV[k]) <= allowed) k--;
        return RadialShells.Outer(k) * 10 / _density;
    }

    private static (int, int, int) Radius(double reach_mm, Vector3D v, Grid grid)
    {
        return (Along(v.X, grid.Nx), Along(v.Y, grid.Ny), Along(v.Z, grid.Nz));

        int Along(double edge_mm, int voxels) => Math.Min((int)Math.Ceiling(reach_mm / edge_mm), voxels - 1); // farther pairs do not exist
    }
}
