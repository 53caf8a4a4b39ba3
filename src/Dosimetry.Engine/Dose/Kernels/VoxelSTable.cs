using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>One voxel S value, mGy per MBq·s: all, the part of the electrons (with their bremsstrahlung, alphas too) and the part of the
/// emitted photons.</summary>
public readonly record struct VoxelSValue(int I, int J, int K, double S, double Electron, double Photon, double RelSigma);

/// <summary>
/// Quantity: voxel S values, mGy per MBq·s, of an endless medium. Equation: S = energy per decay / (ρ V).
/// RelSigma is the statistical standard uncertainty over the batches of the point kernel; it holds nothing else.
/// </summary>
public static class VoxelSTable
{
    private const int Groups = 8; // batches are gathered into so many repetitions of the geometry

    /// <summary>The S values of one octant out to <paramref name="radius"/> voxels.</summary>
    public static IReadOnlyList<VoxelSValue> Octant(PointKernel kernel, Vector3D voxel_mm, double density_g_per_cm3, int radius,
        int threads, CancellationToken cancel)
    {
        var integral = new VoxelIntegral(voxel_mm, density_g_per_cm3);
        double s = VoxelKernel.SValue_mGy_per_MBqs(voxel_mm, density_g_per_cm3);
        VoxelKernel electron = Run([.. kernel.Electron_keV.Zip(kernel.Bremsstrahlung_keV, (a, b) => a + b)], kernel.Local_keV);
        VoxelKernel photon = Run(kernel.Photon_keV, 0);
        VoxelKernel[] parts = [.. Enumerable.Range(0, Groups).Select(g => Run(Group(kernel, g), kernel.Local_keV))];
        var values = new List<VoxelSValue>();
        for (int i = 0; i <= radius; i++)
            for (int j = 0; j <= radius; j++)
                for (int k = 0; k <= radius; k++)
                {
                    double e = electron[i, j, k] * s, p = photon[i, j, k] * s;
                    values.Add(new(i, j, k, e + p, e, p, RelSigma([.. parts.Select(v => v[i, j, k])])));
                }
        return values;

        VoxelKernel Run(double[] shells, double local) => integral.Run(shells, local, (radius, radius, radius), threads, cancel);
    }

    private static double[] Group(PointKernel kernel, int group)
    {
        int size = kernel.ElectronBatches_keV.Length / Groups;
        double[] sum = new double[RadialShells.Count];
        for (int b = group * size; b < (group + 1) * size; b++)
            for (int k = 0; k < sum.Length; k++) sum[k] += (kernel.ElectronBatches_keV[b][k] + kernel.PhotonBatches_keV[b][k]) / size;
        return sum;
    }

    private static double RelSigma(double[] parts)
    {
        double mean = parts.Average(), variance = parts.Sum(p => (p - mean) * (p - mean)) / (parts.Length - 1);
        return mean > 0 ? Math.Sqrt(variance / parts.Length) / mean : 0;
    }
}
