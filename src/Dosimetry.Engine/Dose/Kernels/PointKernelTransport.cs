using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Makes a point kernel by our own transport: every emission of the nuclide, electrons by <see cref="ElectronTransport"/>, photons by
/// <see cref="PhotonTransport"/>. Histories are shared among emissions by their energy; bitwise the same for any number of threads.
/// </summary>
internal static class PointKernelTransport
{
    public static PointKernel Run(NuclideData nuclide, Medium medium, PointKernelSettings settings, int threads, CancellationToken cancel)
    {
        EmissionLine[] lines = [.. nuclide.Electrons.Where(l => l.Energy_keV > ElectronTransport.Cutoff_keV)];
        double maxElectron = Math.Max(nuclide.Betas?.MaxEnergy_keV ?? 0, lines.Select(l => l.Energy_keV).DefaultIfEmpty(0).Max());
        EmissionLine[] photons = [.. nuclide.Photons.Where(l => l.Energy_keV > PhotonData.Cutoff_keV)];
        EmissionLine[] braking = [.. Bremsstrahlung.Photons(medium, e => StartsAbove(nuclide, e), maxElectron)];
        double local = nuclide.AlphaEnergy_keV + nuclide.Electrons.Sum(l => l.Power_keV) - lines.Sum(l => l.Power_keV)
            + nuclide.Photons.Where(l => l.Energy_keV <= PhotonData.Cutoff_keV).Sum(l => l.Power_keV);

        double[][] electrons = Electrons(nuclide, lines, medium, maxElectron, settings, threads, cancel);
        (PhotonTally gamma, PhotonTally[] gammas) = Photons(photons, medium, settings.PhotonHistories, settings.Seed, threads, cancel);
        (PhotonTally brake, PhotonTally[] brakings) = Photons(braking, medium, settings.PhotonHistories / 4, settings.Seed + 1, threads, cancel);
        double[] scattered = Sum([.. gammas.Concat(brakings).Select(t => t.EnergyFluence)]);
        return new PointKernel(nuclide.Name, medium.Name, local, Sum(electrons), Sum([brake.Transfer, .. brakings.Select(t => t.Transfer)]),
            Sum([gamma.Transfer, .. gammas.Select(t => t.Transfer)]), Sum([scattered, gamma.EnergyFluence, brake.EnergyFluence]),
            Sum([.. gammas.Concat(brakings).Select(t => t.Transfer)]), scattered,
            [.. electrons.Select(Whole)], [.. gammas.Select(t => Sum([gamma.Transfer, Whole(t.Transfer)]))], photons.Sum(l => l.Power_keV) + braking.Sum(l => l.Power_keV));
    }

    private static double StartsAbove(NuclideData nuclide, double energy_keV)
    {
        double count = nuclide.Electrons.Where(l => l.Energy_keV > energy_keV).Sum(l => l.Yield);
        return nuclide.Betas is { } beta ? count + beta.Yield * beta.ShareAbove(energy_keV) : count;
    }

    private static double[][] Electrons(NuclideData nuclide, EmissionLine[] lines, Medium medium, double maxEnergy,
        PointKernelSettings settings, int threads, CancellationToken cancel)
    {
        var transport = new ElectronTransport(medium, maxEnergy);
        double[][] batches = [.. Enumerable.Range(0, PointKernelSettings.Batches).Select(_ => new double[RadialShells.Count])];
        int perBatch = settings.ElectronHistories / PointKernelSettings.Batches;
        double betaPower = nuclide.Betas?.EnergyPerDecay_keV ?? 0, power = betaPower + lines.Sum(l => l.Power_keV);
        if (power <= 0) return batches;
        Workers.For(batches.Length, threads, cancel, b =>
        {
            ulong history = (ulong)b * (ulong)(perBatch + lines.Length + 1) * 2; // stream numbers of a batch do not reach the next
            if (nuclide.Betas is { } beta)
                Group(Histories(betaPower), beta.Yield, u => beta.Sample(u));
            foreach (EmissionLine line in lines) Group(Histories(line.Power_keV), line.Yield, _ => line.Energy_keV);

            int Histories(double part) => Math.Max(1, (int)(perBatch * part / power));

            void Group(int count, double yield, Func<double, double> energy)
            {
                for (int n = 0; n < count; n++)
                {
                    var random = new HistoryRandom(settings.Seed, history++);
                    double e = energy((n + random.UniformDouble()) / count); // stratified over the spectrum
                    transport.Track(ref random, e, yield / count / PointKernelSettings.Batches, batches[b]);
                }
            }
        });
        return batches;
    }

    /// <summary>What photons leave before their first collision, which is exact, and by batch what they leave afterwards.</summary>
    private static (PhotonTally First, PhotonTally[] Scattered) Photons(EmissionLine[] lines, Medium medium, int histories, ulong seed, int threads, CancellationToken cancel)
    {
        PhotonTally[] tallies = [.. Enumerable.Range(0, PointKernelSettings.Batches).Select(_ => new PhotonTally())];
        double power = lines.Sum(l => l.Power_keV);
        var first = new PhotonTally();
        if (power <= 0) return (first, tallies);
        var transport = new PhotonTransport(medium, lines.Max(l => l.Energy_keV));
        foreach (EmissionLine line in lines) transport.FirstFlight(line.Energy_keV, line.Yield, first);
        int perBatch = histories / PointKernelSettings.Batches;
        Workers.For(tallies.Length, threads, cancel, b =>
        {
            ulong history = (1UL << 40) + (ulong)b * (ulong)(perBatch + lines.Length) * 2;
            foreach (EmissionLine line in lines)
            {
                int count = Math.Max(1, (int)(perBatch * line.Power_keV / power));
                for (int n = 0; n < count; n++)
                {
                    var random = new HistoryRandom(seed, history++);
                    transport.Track(ref random, line.Energy_keV, line.Yield / count / PointKernelSettings.Batches, tallies[b]);
                }
            }
        });
        return (first, tallies);
    }

    private static double[] Sum(double[][] batches)
    {
        double[] sum = new double[batches[0].Length];
        foreach (double[] batch in batches)
            for (int k = 0; k < sum.Length; k++) sum[k] += batch[k];
        return sum;
    }

    /// <summary>A batch as if it were all of the histories.</summary>
    private static double[] Whole(double[] batch) => [.. batch.Select(v => v * PointKernelSettings.Batches)];
}
