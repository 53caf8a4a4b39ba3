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
        int threads, CancellationToken cancel) => Octant(kernel, voxel_mm, density_g_per_cm3, (radius, radius, radius), threads, cancel);

    /// <summary>The S values of one octant out to a radius for each axis.</summary>
    /// <exception cref="RefusedException">The table would not fit into memory (<c>KERNEL.TOO_LARGE</c>).</exception>
    public static IReadOnlyList<VoxelSValue> Octant(PointKernel kernel, Vector3D voxel_mm, double density_g_per_cm3, (int X, int Y, int Z) radius,
        int threads, CancellationToken cancel)
    {
        RefuseTooLarge(radius);
        var integral = new VoxelIntegral(voxel_mm, density_g_per_cm3);
        double s = VoxelKernel.SValue_mGy_per_MBqs(voxel_mm, density_g_per_cm3);
        VoxelKernel electron = Run([.. kernel.Electron_keV.Zip(kernel.Bremsstrahlung_keV, (a, b) => a + b)], kernel.Local_keV);
        VoxelKernel photon = Run(kernel.Photon_keV, 0);
        VoxelKernel[] parts = [.. Enumerable.Range(0, Groups).Select(g => Run(Group(kernel, g), kernel.Local_keV))];
        var values = new List<VoxelSValue>();
        for (int i = 0; i <= radius.X; i++)
            for (int j = 0; j <= radius.Y; j++)
                for (int k = 0; k <= radius.Z; k++)
                {
                    double e = electron[i, j, k] * s, p = photon[i, j, k] * s;
                    values.Add(new(i, j, k, e + p, e, p, RelSigma([.. parts.Select(v => v[i, j, k])])));
                }
        return values;

        VoxelKernel Run(double[] shells, double local) => integral.Run(shells, local, radius, threads, cancel);
    }

    /// <summary>Offsets along each axis beyond which less than 1 − <paramref name="fraction"/> of all energy is left, electrons and photons together.</summary>
    /// <exception cref="RefusedException">So much is not left within the point kernel's reach of 1 m of water (<c>KERNEL.FRACTION</c>).</exception>
    public static (int X, int Y, int Z) RadiusFor(PointKernel kernel, Vector3D voxel_mm, double density_g_per_cm3, double fraction)
    {
        double all = kernel.ChargedEnergy_keV + kernel.EmittedPhoton_keV, inside = kernel.Local_keV;
        int shell = 0;
        for (; shell < RadialShells.Count && inside < fraction * all; shell++)
            inside += kernel.Electron_keV[shell] + kernel.Bremsstrahlung_keV[shell] + kernel.Photon_keV[shell];
        if (!(fraction > 0 && fraction < 1) || inside < fraction * all)
            throw new RefusedException("KERNEL.FRACTION", FormattableString.Invariant(
                $"A fraction of {fraction:G6} is not left within 1 m of water; {inside / all:G6} is. Ask for less, above 0."));
        double reach_mm = RadialShells.Outer(shell - 1) * 10 / density_g_per_cm3;
        return ((int)Math.Ceiling(reach_mm / voxel_mm.X), (int)Math.Ceiling(reach_mm / voxel_mm.Y), (int)Math.Ceiling(reach_mm / voxel_mm.Z));
    }

    /// <summary>Share of all energy per decay that lies within a table's offsets.</summary>
    public static double EnergyInside(PointKernel kernel, IEnumerable<VoxelSValue> octant, Vector3D voxel_mm, double density_g_per_cm3)
    {
        double keV = octant.Sum(v => v.S * (v.I > 0 ? 2 : 1) * (v.J > 0 ? 2 : 1) * (v.K > 0 ? 2 : 1)) / VoxelKernel.SValue_mGy_per_MBqs(voxel_mm, density_g_per_cm3);
        return keV / (kernel.ChargedEnergy_keV + kernel.EmittedPhoton_keV);
    }

    /// <summary>Every offset is held once for each repetition, twice for the parts, and as a row.</summary>
    private static void RefuseTooLarge((int X, int Y, int Z) radius)
    {
        double bytes = (radius.X + 3.0) * (radius.Y + 3.0) * (radius.Z + 3.0) * ((Groups + 4) * sizeof(double) + 56);
        long most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        if (bytes > most) throw new RefusedException("KERNEL.TOO_LARGE", FormattableString.Invariant(
            $"A kernel of {radius.X} × {radius.Y} × {radius.Z} offsets needs {bytes / 1e9:G3} GB; half of this machine's memory is {most / 1e9:G3} GB. Ask for a smaller radius or fraction, or larger voxels."));
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
