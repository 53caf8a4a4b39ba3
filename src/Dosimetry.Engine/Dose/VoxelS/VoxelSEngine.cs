using System.Diagnostics;
using System.Globalization;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.VoxelS;

/// <summary>
/// Quantity: absorbed dose per voxel, Gy. Equation: D(r) = (ρ₀/ρ(r)) Σ Ã(r′) S_e(r − r′) + Σ Ã(r′) S_p^m(r − r′): electrons by energy per
/// volume over the
/// local density, photons as kerma in the local medium m, which is not divided by the density. Kernels for the actual voxel in soft tissue of
/// 1 g/cm³, from our own transport.
/// Source: MIRD pamphlet 17 (voxel S values) with the split of electrons and photons. Validity: soft tissue with lung, bone and air in it.
/// In gas (below 0.05 g/cm³) the electron part is that of tissue at the same place (Bragg–Gray), not energy over a vanishing mass.
/// Neglected: the change of electron ranges and photon paths with density, and the body's surface (the photon part is that of an endless medium,
/// up to a fifth too high near the skin, where it is a tenth of the dose).
/// </summary>
public sealed class VoxelSEngine(PointKernels kernels) : IDoseEngine
{
    /// <summary>The medium of the kernels.</summary>
    public const string KernelMedium = "soft_tissue_4comp";
    private const double KernelDensity = 1.0;
    private const float Cavity_g_per_cm3 = 0.05f; // below: a gas that electrons cross, not matter that stops them
    private const double OwnKernelSpread = 0.03; // a medium whose f(r) varies by more gets its own photon convolution

    /// <inheritdoc/>
    public string Name => "voxel-s";
    /// <inheritdoc/>
    public string Summary => "Voxel S values for the actual voxel, electrons by local density, photons as kerma across the body. Approximate at lung, bone and skin.";

    /// <inheritdoc/>
    public DoseValidity Check(DoseInput input)
    {
        List<Finding> findings = DoseInputCheck.Findings(input, kernels.Library);
        DoseInputCheck.RightAngles(input, findings);
        findings.Add(new(Severity.Info, "DOSE.BODY_EDGE",
            "The photon part is that of an endless medium: near the body's surface it is up to a fifth too high (about 2 % of the dose there)."));
        return new DoseValidity(findings.TrueForAll(f => f.Severity != Severity.Error), findings);
    }

    /// <inheritdoc/>
    public DoseEstimate Estimate(DoseInput input, DoseOptions options, IVoxelDevice device)
    {
        double padded = 8.0 * input.Tia.Grid.Count; // at most twice the size along each axis
        return new(3 + padded * 2e-7, (long)(padded * 16));
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
        var set = new VoxelSKernels(point, library.Medium(KernelMedium), KernelDensity, grid, threads, cancel);

        progress?.Report(new DoseProgress(0.2, "electrons"));
        float[] electrons = device.Convolve(input.Tia.Values, n, set.Electrons, cancel);
        double onGrid_keV = EnergyOf(electrons, grid);
        DivideByDensity(electrons, input.Density.Values);
        double electronEnergy = EnergyToDose.Energy_keV_MBqs(electrons, input.Density);

        float[] dose = electrons;
        AddPhotons(dose, input, set, device, n, progress, cancel);
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

    /// <summary>The photon part, medium by medium: one convolution for all media whose f(r) is as good as constant, one more for each other.</summary>
    private void AddPhotons(float[] dose, DoseInput input, VoxelSKernels set, IVoxelDevice device, VoxelCounts n,
        IProgress<DoseProgress>? progress, CancellationToken cancel)
    {
        int[] present = [.. input.Medium.Where((_, v) => input.Density.Values[v] > 0).Distinct().Select(m => (int)m).Order()];
        var ratios = present.ToDictionary(m => m, m => set.Ratio(kernels.Library.Medium(input.Media[m])));
        double[] one = [.. Enumerable.Repeat(1.0, RadialShells.Count)];
        int[] own = [.. present.Where(m => ratios[m].Spread > OwnKernelSpread)];
        progress?.Report(new DoseProgress(0.3, "photons"));
        if (own.Length < present.Length)
        {
            float[] kerma = device.Convolve(input.Tia.Values, n, set.Photons(one), cancel);
            Add(dose, kerma, input, m => own.Contains(m) ? 0 : ratios[m].Mean);
        }
        for (int i = 0; i < own.Length; i++)
        {
            progress?.Report(new DoseProgress(0.4 + 0.6 * i / own.Length, $"photons in {input.Media[own[i]]}"));
            float[] kerma = device.Convolve(input.Tia.Values, n, set.Photons(ratios[own[i]].Ratio), cancel);
            Add(dose, kerma, input, m => m == own[i] ? 1 : 0);
        }
    }

    private static void Add(float[] dose, float[] kerma, DoseInput input, Func<int, double> factorOf)
    {
        float[] factor = [.. Enumerable.Range(0, input.Media.Count).Select(m => input.Medium.Contains((byte)m) ? (float)factorOf(m) : 0)];
        for (int v = 0; v < dose.Length; v++)
            if (input.Density.Values[v] > 0) dose[v] += factor[input.Medium[v]] * kerma[v];
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
        ["photonKernelReach_mm"] = VoxelSKernels.PhotonReach_mm.ToString(CultureInfo.InvariantCulture),
        ["betaSpectrum"] = "ICRP table, linear, energies scaled to the nominal mean",
    };
}
