using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Energy (keV per decay) that decays spread evenly over voxel (0,0,0) leave in the voxel at offset (i, j, k): one octant, the rest by mirror symmetry.
/// </summary>
public sealed class VoxelKernel
{
    private readonly double[] _octant;

    internal VoxelKernel(int rx, int ry, int rz, double[] octant) => (Rx, Ry, Rz, _octant) = (rx, ry, rz, octant);

    /// <summary>Largest offset along x.</summary>
    public int Rx { get; }
    /// <summary>Largest offset along y.</summary>
    public int Ry { get; }
    /// <summary>Largest offset along z.</summary>
    public int Rz { get; }

    /// <summary>Energy at an offset, keV per decay; 0 beyond the kernel.</summary>
    public double this[int i, int j, int k]
    {
        get
        {
            (i, j, k) = (Math.Abs(i), Math.Abs(j), Math.Abs(k));
            return i > Rx || j > Ry || k > Rz ? 0 : _octant[i + (Rx + 1) * (j + (Ry + 1) * k)];
        }
    }

    /// <summary>Energy over all offsets, keV per decay.</summary>
    public double Total_keV()
    {
        double sum = 0;
        for (int k = 0; k <= Rz; k++)
            for (int j = 0; j <= Ry; j++)
                for (int i = 0; i <= Rx; i++)
                    sum += this[i, j, k] * (i > 0 ? 2 : 1) * (j > 0 ? 2 : 1) * (k > 0 ? 2 : 1);
        return sum;
    }

    /// <summary>The weights of a convolution: energy times <paramref name="factor"/>.</summary>
    public ConvolutionKernel Weights(double factor) => ConvolutionKernel.Even(Rx, Ry, Rz, Array.ConvertAll(_octant, e => (float)(e * factor)));

    /// <summary>S value (mGy per MBq·s) for 1 keV per decay in a voxel of this size and density.</summary>
    public static double SValue_mGy_per_MBqs(Vector3D voxel_mm, double density_g_per_cm3) =>
        EnergyToDose.Gy_g_per_keV_MBqs * 1e3 / (voxel_mm.X * voxel_mm.Y * voxel_mm.Z / 1000 * density_g_per_cm3);
}
