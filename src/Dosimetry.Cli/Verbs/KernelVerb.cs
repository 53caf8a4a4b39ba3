using System.CommandLine;
using System.Globalization;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry kernel</c>: voxel S values for any nuclide, medium, density and voxel.</summary>
internal static class KernelVerb
{
    public static Command Create()
    {
        NuclideChoice nuclide = new();
        Option<string> medium = PhysicsOptions.Medium();
        Option<double?> density = PhysicsOptions.Density();
        Option<string> voxel = new("--voxel-mm") { Description = "Edge in mm, or three edges x,y,z.", Required = true };
        Option<int?> radius = new("--radius") { Description = "Largest offset in voxels; default 6." };
        Option<double?> fraction = new("--fraction") { Description = "Instead of a radius: as far out as this share of all energy needs, e.g. 0.99." };
        Option<string> outFile = new("--out") { Description = "CSV file to write.", Required = true };
        Option<ulong> seed = PhysicsOptions.Seed();
        Option<int> threads = PhysicsOptions.Threads();
        Command command = new("kernel", "Voxel S values (mGy per MBq·s) for any nuclide, medium and voxel, by our own transport.")
            { medium, density, voxel, radius, fraction, outFile, seed, threads };
        foreach (Option option in nuclide.All) command.Options.Add(option);
        return command.Does((parsed, cancel) =>
        {
            (double x, double y, double z) = PhysicsOptions.Edges(parsed.GetValue(voxel)!);
            (int? wanted, double? share) = (parsed.GetValue(radius), parsed.GetValue(fraction));
            if (wanted is < 0 || wanted is not null && share is not null) throw new WrongArgumentsException("Give --radius, 0 or more voxels, or --fraction.");
            PhysicsLibrary library = nuclide.Open(parsed);
            Medium matter = library.Medium(parsed.GetValue(medium)!);
            double rho = PhysicsOptions.Sensible(parsed.GetValue(density) ?? matter.Density_g_per_cm3);
            int workers = parsed.GetValue(threads) > 0 ? parsed.GetValue(threads) : Environment.ProcessorCount;
            PointKernel point = PhysicsOptions.Kernels(library, parsed.GetValue(seed)).Get(nuclide.Name(parsed), matter.Name, workers, cancel);
            int same = wanted ?? 6;
            (int X, int Y, int Z) r = share is { } f ? VoxelSTable.RadiusFor(point, new(x, y, z), rho, f) : (same, same, same);
            IReadOnlyList<VoxelSValue> octant = VoxelSTable.Octant(point, new(x, y, z), rho, r, workers, cancel);
            NuclideData data = library.Nuclides[point.Nuclide];
            string[] about = About(data, matter.Name, rho, (x, y, z));
            Write(parsed.GetValue(outFile)!, about, octant, x == y && y == z);
            return Result(parsed.GetValue(outFile)!, data, point, matter.Name, rho, (x, y, z), r, octant, about);
        });
    }

    private static VerbResult Result(string path, NuclideData nuclide, PointKernel point, string medium, double density,
        (double X, double Y, double Z) v, (int X, int Y, int Z) r, IReadOnlyList<VoxelSValue> octant, string[] about) => new(
        new
        {
            Nuclide = nuclide.Name, Medium = medium, Density_g_per_cm3 = density, Voxel_mm = (double[])[v.X, v.Y, v.Z], Radius = Math.Max(r.X, Math.Max(r.Y, r.Z)), Radii = (int[])[r.X, r.Y, r.Z],
                Csv = path, DecayData = nuclide.Source, Daughters = NuclideChoice.Daughters(nuclide),
            Self_S_mGy_per_MBq_s = octant[0].S, octant[0].RelSigma, EnergyInside = VoxelSTable.EnergyInside(point, octant, new(v.X, v.Y, v.Z), density), ChargedEnergy_keV = nuclide.ChargedEnergy_keV, PhotonEnergy_keV = nuclide.PhotonEnergy_keV,
            EnergyClosure = (point.ChargedEnergy_keV + point.EmittedPhoton_keV) / (nuclide.ChargedEnergy_keV + nuclide.PhotonEnergy_keV),
        },
        [.. about, string.Create(CultureInfo.InvariantCulture,
            $"S(0,0,0) = {octant[0].S:G5} mGy/(MBq s) ± {100 * octant[0].RelSigma:F2} % (statistical); {r.X} x {r.Y} x {r.Z} offsets hold {100 * VoxelSTable.EnergyInside(point, octant, new(v.X, v.Y, v.Z), density):F2} % of the energy; written to {path}")]);

    private static string[] About(NuclideData nuclide, string medium, double density, (double X, double Y, double Z) v) =>
    [
        string.Create(CultureInfo.InvariantCulture,
            $"voxel S values, mGy per MBq s; {nuclide.Name} ({nuclide.Source}) in {medium}, {density:G6} g/cm3, endless; voxel {v.X:G6} x {v.Y:G6} x {v.Z:G6} mm"),
        "electron: betas, conversion and Auger electrons, alphas, with their bremsstrahlung; photon: emitted photons above 1 keV; relSigma: statistical only",
    ];

    private static void Write(string path, string[] about, IReadOnlyList<VoxelSValue> octant, bool cubic)
    {
        using var file = new StreamWriter(path);
        foreach (string line in about) file.WriteLine("# " + line);
        file.WriteLine("i,j,k,S_mGy_per_MBq_s,electron,photon,relSigma");
        foreach (VoxelSValue v in cubic ? octant.Where(v => v.I >= v.J && v.J >= v.K) : octant.SelectMany(MirrorImages))
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{v.I},{v.J},{v.K},{v.S:E6},{v.Electron:E6},{v.Photon:E6},{v.RelSigma:E2}"));
    }

    private static IEnumerable<VoxelSValue> MirrorImages(VoxelSValue v) =>
        from i in Signed(v.I) from j in Signed(v.J) from k in Signed(v.K) select v with { I = i, J = j, K = k };

    private static int[] Signed(int i) => i == 0 ? [0] : [-i, i];
}
