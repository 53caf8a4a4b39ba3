using System.Diagnostics;
using System.Globalization;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.VoxelS;

/// <summary>
/// Quantity: absorbed dose per voxel, Gy. Equation: D(r) = (ρ₀/ρ(r)) Σ Ã(r′) S_e(r − r′) + D_p(r): electrons by energy per volume over the local density,
/// photons as kerma in the local medium (<see cref="PhotonPart"/>), which is not divided by the density: convolution with the photon kernel, less the scatter
/// that a finite body lacks, times the ratio of energy absorption behind bone. Kernels for the actual voxel in soft tissue of 1 g/cm³, from our own transport.
/// Source: MIRD pamphlet 17 (voxel S values) with the split of electrons and photons. Validity: soft tissue with lung, bone and air in it.
/// In gas (below 0.05 g/cm³) the electron part is that of tissue at the same place (Bragg–Gray), not energy over a vanishing mass.
/// Neglected: the change of electron ranges with density, of unscattered photons' paths with bone and lung.
/// </summary>
public sealed class VoxelSEngine(PointKernels kernels) : IDoseEngine
{
    /// <summary>The medium of the kernels.</summary>
    public const string KernelMedium = "soft_tissue_4comp";
    private const double KernelDensity = 1.0;
    private const float Cavity_g_per_cm3 = 0.05f; // below: a gas that electrons cross, not matter that stops them

    /// <inheritdoc/>
    public string Name => "voxel-s";
    /// <inheritdoc/>
    public string Summary => "Voxel S values for the actual voxel, electrons by local density, photons as kerma across the body with its surface. Approximate at lung and bone.";

    /// <inheritdoc/>
    public DoseValidity Check(DoseInput input)
    {
        List<Finding> findings = DoseInputCheck.Findings(input, kernels.Library);
        DoseInputCheck.RightAngles(input, findings);
        findings.Add(new(Severity.Info, "DOSE.BODY_EDGE",
            "Scattered photons that a finite body lacks are taken off by a one-group model: the photon part near the skin is right within about a tenth of itself."));
        return new DoseValidity(findings.TrueForAll(f => f.Severity != Severity.Error), findings);
    }

    /// <inheritdoc/>
    public DoseEstimate Estimate(DoseInput input, DoseOptions options, IVoxelDevice device)
    {
        Grid g = input.Tia.Grid;
        Vector3D v = g.Spacing_mm;
        double padded = Padded(g.Nx, v.X) * Padded(g.Ny, v.Y) * Padded(g.Nz, v.Z);
        return new(0.5 + padded * 6e-8, (long)(g.Count * 12.0 + g.Nx * (double)g.Ny * Padded(g.Nz, v.Z) * 4)); // dose, kerma, a copy; the rows of the spectrum

        static double Padded(int voxels, double edge_mm) => voxels + Math.Min(voxels, VoxelSKernels.PhotonReach_mm / edge_mm);
    }

    /// <inheritdoc/>
    public DoseResult Compute(DoseInput input, DoseOptions options, IVoxelDevice device, IProgress<DoseProgress>? progress, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        var findings = new List<Finding>(DoseInputCheck.Require(Check(input)));
        Grid grid = input.Tia.Grid;
        VoxelCounts n = new(grid.Nx, grid.Ny, grid.Nz);
        PhysicsLibrary library = kernels.Library;
        NuclideData nuclide = library.Nuclides[input.Nuclide];

        progress?.Report(new DoseProgress(0, "kernels"));
        PointKernel point = kernels.Get(input.Nuclide, KernelMedium, options.Threads, cancel);
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        var set = new VoxelSKernels(point, KernelDensity, grid, threads, cancel);

        progress?.Report(new DoseProgress(0.2, "electrons"));
        float[] electrons = device.Convolve(input.Tia.Values, n, set.Electrons, cancel);
        double onGrid_keV = EnergyOf(electrons, grid);
        DivideByDensity(electrons, input.Density.Values);
        double electronEnergy = EnergyToDose.Energy_keV_MBqs(electrons, input.Density);

        float[] dose = electrons;
        progress?.Report(new DoseProgress(0.3, "photons"));
        float[] kerma = device.Convolve(input.Tia.Values, n, set.Photons(), cancel);
        progress?.Report(new DoseProgress(0.8, "scatter at the body's surface and around bone"));
        var scatter = new ScatterField(input, point, library.Medium(KernelMedium), KernelDensity, device, threads, cancel);
        new PhotonPart(input, library, point, library.Medium(KernelMedium), scatter).AddTo(dose, kerma, threads, cancel);
        CutRounding(dose);

        double tia = input.Tia.Sum(), emitted = tia * (nuclide.ChargedEnergy_keV + nuclide.PhotonEnergy_keV);
        double absorbed = EnergyToDose.Energy_keV_MBqs(dose, input.Density);
        double left = tia * set.ElectronEnergy_keV - electronEnergy; // beyond the grid or in voxels without matter
        double balance = emitted > 0 ? (electronEnergy + left + tia * (nuclide.ChargedEnergy_keV - point.ChargedEnergy_keV)
            + tia * nuclide.PhotonEnergy_keV) / emitted : 1;
        Warn(findings, onGrid_keV, tia * set.ElectronEnergy_keV);
        progress?.Report(new DoseProgress(1, "dose"));
        return new DoseResult(new(grid, dose), null, Name, device.Name, nuclide.Source, balance, emitted > 0 ? absorbed / emitted : 0, null,
            Stopwatch.GetElapsedTime(start).TotalSeconds, Settings(set), findings);
    }

    /// <summary>
    /// A convolution by FFT leaves a floor of at most 1e-5 of its largest value, of either sign, where nothing arrives; the division by density raises it by up
    /// to 1/0.05. Less than nothing is no dose: within that floor it becomes zero, a larger negative value is a fault and gives no result.
    /// </summary>
    private static void CutRounding(float[] dose)
    {
        float floor = (float)(-1e-5 / Cavity_g_per_cm3) * dose.Max();
        for (int v = 0; v < dose.Length; v++)
        {
            if (dose[v] < floor) throw new InvalidOperationException($"The convolution left a negative dose of {dose[v]:G3} Gy, beyond its rounding: there is no result.");
            dose[v] = Math.Max(0, dose[v]);
        }
    }

    /// <summary>Energy per volume becomes dose. In gas the dose is that of the tissue around it for the same electron fluence (Bragg and
    /// Gray).</summary>
    private static void DivideByDensity(float[] dose, float[] density)
    {
        for (int v = 0; v < dose.Length; v++)
            if (density[v] >= Cavity_g_per_cm3) dose[v] *= (float)KernelDensity / density[v];
            else if (density[v] == 0) dose[v] = 0;
    }

    /// <summary>Energy of a dose map at the kernel's density, keV per decay times MBq·s.</summary>
    private static double EnergyOf(float[] dose, Grid grid)
    {
        double sum = 0;
        foreach (float d in dose) sum += d;
        return sum * KernelDensity * grid.VoxelVolume_ml / EnergyToDose.Gy_g_per_keV_MBqs;
    }

    private static void Warn(List<Finding> findings, double onGrid_keV, double emitted_keV)
    {
        if (onGrid_keV < 0.99 * emitted_keV)
            findings.Add(new(Severity.Warning, "DOSE.LEAVES_GRID", string.Create(CultureInfo.InvariantCulture,
                $"{100 * (1 - onGrid_keV / emitted_keV):F1} % of the electron energy leaves the grid: activity lies at its border. Enlarge the field of view.")));
    }

    private static Dictionary<string, string> Settings(VoxelSKernels set) => new()
    {
        ["kernelMedium"] = KernelMedium,
        ["kernelDensity_g_per_cm3"] = KernelDensity.ToString(CultureInfo.InvariantCulture),
        ["electronKernelRadius_voxels"] = set.Electrons.MaxRadius.ToString(CultureInfo.InvariantCulture),
        ["surface"] = "missing scatter taken off, one group, transport approximation",
        ["photonKernelReach_mm"] = VoxelSKernels.PhotonReach_mm.ToString(CultureInfo.InvariantCulture),
        ["betaSpectrum"] = "ICRP table, linear, energies scaled to the nominal mean",
    };
}
