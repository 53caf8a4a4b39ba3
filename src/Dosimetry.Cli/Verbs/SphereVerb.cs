using System.CommandLine;
using System.Globalization;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry sphere</c>: self dose of a uniformly active sphere.</summary>
internal static class SphereVerb
{
    public static Command Create()
    {
        NuclideChoice nuclide = new();
        Option<string> medium = PhysicsOptions.Medium();
        Option<double?> density = PhysicsOptions.Density();
        Option<double?> mass = new("--mass-g") { Description = "Mass in g." },
            radius = new("--radius-mm") { Description = "Radius in mm, instead of the mass." };
        Option<ulong> seed = PhysicsOptions.Seed();
        Option<int> threads = PhysicsOptions.Threads();
        Command command = new("sphere", "S value of a sphere for its own activity, in an endless medium of its own kind.")
            { medium, density, mass, radius, seed, threads };
        foreach (Option option in nuclide.All) command.Options.Add(option);
        return command.Does((parsed, cancel) =>
        {
            (double? m, double? r) = (parsed.GetValue(mass), parsed.GetValue(radius));
            if (m is null == r is null || !((m ?? r) is > 0 and < 1e7)) throw new WrongArgumentsException("Give either --mass-g or --radius-mm, a number above 0.");
            PhysicsLibrary library = nuclide.Open(parsed);
            Medium matter = library.Medium(parsed.GetValue(medium)!);
            double rho = PhysicsOptions.Sensible(parsed.GetValue(density) ?? matter.Density_g_per_cm3);
            PointKernel point = PhysicsOptions.Kernels(library, parsed.GetValue(seed))
                .Get(nuclide.Name(parsed), matter.Name, parsed.GetValue(threads), cancel);
            NuclideData data = library.Nuclides[point.Nuclide];
            SphereDose dose = SphereDose.Compute(point, data, r ?? SphereDose.Radius_mm_of(m!.Value, rho), rho);
            return Result(dose, data, matter.Name, rho);
        });
    }

    private static VerbResult Result(SphereDose dose, NuclideData nuclide, string medium, double density) => new(
        new Dictionary<string, object> // keys as the contract spells them: S is a symbol and stays a capital
        {
            ["nuclide"] = nuclide.Name, ["medium"] = medium, ["density_g_per_cm3"] = density, ["radius_mm"] = dose.Radius_mm, ["mass_g"] = dose.Mass_g,
            ["S_Gy_per_MBq_s"] = dose.S_Gy_per_MBq_s, ["S_mGy_per_MBq_h"] = dose.S_Gy_per_MBq_s * 3.6e6,
            ["electronFraction"] = dose.ElectronFraction, ["photonFraction"] = dose.PhotonFraction, ["decayData"] = nuclide.Source,
            ["daughters"] = NuclideChoice.Daughters(nuclide),
        },
        [string.Create(CultureInfo.InvariantCulture,
            $"{nuclide.Name}, {medium} sphere of {dose.Mass_g:G5} g, radius {dose.Radius_mm:G5} mm: S = {dose.S_Gy_per_MBq_s:G5} Gy/(MBq s); absorbed: electrons {dose.ElectronFraction:F4}, photons {dose.PhotonFraction:F4}")]);
}
