using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.VoxelS;

/// <summary>
/// Quantity: photon part of the dose, Gy: kerma in the voxel's own medium. Equation: D_p = f_u(t) (K − S) + f_s(t) (S − L), K the convolution with the whole
/// photon kernel, S its scattered part, L what a finite body lacks of it, f_u and f_s the kerma ratios of unscattered and scattered photons
/// behind t cm of bone. Nothing is divided by the density. Source: see <see cref="ScatterField"/> and <see cref="KermaRatio"/>.
/// Neglected: attenuation of unscattered photons by bone on their way and its lack in lung.
/// </summary>
internal sealed class PhotonPart(DoseInput input, PhysicsLibrary library, PointKernel point, Medium own, ScatterField field)
{
    private const double BoneLike = 1.1;       // μ_en over the kernel medium's, from which on a medium shields
    private const double ShieldEnergy_keV = 60; // where thicknesses of different bone are made equal: middle of the scattered spectrum

    /// <summary>Adds the photon part to a dose map.</summary>
    public void AddTo(float[] dose, float[] kerma, int threads, CancellationToken cancel)
    {
        Medium[] media = [.. input.Media.Select(library.Medium)];
        bool[] present = Present();
        Medium shield = media.Where((_, m) => present[m]).DefaultIfEmpty(own).MaxBy(Excess)!;
        KermaRatio?[] ratios = [.. media.Select((m, i) => present[i] ? new KermaRatio(point, own, m, shield, VoxelSKernels.PhotonReach_mm / 10) : null)];
        float[]? thickness = Thickness(media, shield, cancel);
        Grid grid = input.Tia.Grid;
        Workers.For(grid.Ny * grid.Nz, threads, cancel, row => Row(dose, kerma, ratios, thickness, row));
    }

    private double Excess(Medium medium) =>
        (medium.Photons.EnergyAbsorption[ShieldEnergy_keV] - own.Photons.EnergyAbsorption[ShieldEnergy_keV]) * medium.Density_g_per_cm3;

    /// <summary>Every bone-like voxel counts with its density and its absorption relative to the strongest one's; null without bone.</summary>
    private float[]? Thickness(Medium[] media, Medium shield, CancellationToken cancel)
    {
        double own60 = own.Photons.EnergyAbsorption[ShieldEnergy_keV];
        float[] perDensity = [.. media.Select(m => m.Photons.EnergyAbsorption[ShieldEnergy_keV] > BoneLike * own60
            ? (float)(Excess(m) / m.Density_g_per_cm3 / Excess(shield)) : 0)];
        if (Array.TrueForAll(perDensity, p => p == 0)) return null;
        (byte[] medium, float[] density) = (input.Medium, input.Density.Values);
        return field.Thickness_cm(v => perDensity[medium[v]] * density[v], cancel);
    }

    private void Row(float[] dose, float[] kerma, KermaRatio?[] ratios, float[]? thickness, int row)
    {
        Grid grid = input.Tia.Grid;
        using Scratch work = Scratch.Rent(Math.Max(grid.Nx, field.Blocks.Counts.X));
        Span<float> scattered = work[0][..grid.Nx], missing = work[1][..grid.Nx], shield = work[2][..grid.Nx];
        (int j, int k) = (row % grid.Ny, row / grid.Ny);
        field.Blocks.Row(field.Endless, j, k, scattered, work[3]);
        field.Blocks.Row(field.Missing, j, k, missing, work[3]);
        if (thickness is not null) field.Blocks.Row(thickness, j, k, shield, work[3]);
        else shield.Clear();
        (float[] density, byte[] medium) = (input.Density.Values, input.Medium);
        for (int i = 0, v = row * grid.Nx; i < grid.Nx; i++, v++)
        {
            if (density[v] <= 0) continue;
            float s = Math.Clamp(scattered[i], 0, Math.Max(0, kerma[v]));
            (float unscatteredRatio, float scatteredRatio) = ratios[medium[v]]!.At(shield[i]);
            dose[v] += unscatteredRatio * (kerma[v] - s) + scatteredRatio * Math.Max(0, s - missing[i]);
        }
    }

    private bool[] Present()
    {
        bool[] present = new bool[input.Media.Count];
        for (int v = 0; v < input.Medium.Length; v++)
            if (input.Density.Values[v] > 0) present[input.Medium[v]] = true;
        return present;
    }
}
