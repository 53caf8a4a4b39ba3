using System.Globalization;
using System.Text.Json;

namespace Dosimetry.Engine.Foundation;

/// <summary>Reads one nuclide record (energies in MeV) and proves its sums.</summary>
internal static class NuclideRecord
{
    // The records repeat the printed sums of ICRP 107 to five digits; recomputed sums agree within 0.2 keV or 0.5 % for all of them.
    private const double AllowedShare = 0.005, Allowed_keV = 0.2;

    public static NuclideData Read(string name, JsonElement root, string path)
    {
        EmissionLine[] betas = [.. Lines(root, "beta_minus_mean"), .. Lines(root, "beta_plus_mean")];
        var nuclide = new NuclideData(
            name, Duration.FromSeconds(root.GetProperty("half_life_s").GetDouble()), Evaluation(root),
            [.. root.GetProperty("daughters").EnumerateArray().Select(d =>
                new Daughter(d.GetProperty("nuclide").GetString()!, d.GetProperty("branch").GetDouble()))],
            Lines(root, "alpha"), root.GetProperty("alpha_recoil_energy_MeV_per_decay").GetDouble() * 1000,
            [.. Lines(root, "gamma"), .. Lines(root, "xray"), .. Lines(root, "annihilation")],
            [.. Lines(root, "internal_conversion"), .. Lines(root, "auger_ck")],
            betas.Length == 0 ? null : Spectrum(root, betas));
        Prove(nuclide, root.GetProperty("ndx_check_MeV"), path);
        return nuclide;
    }

    private static string Evaluation(JsonElement root)
    {
        string source = root.GetProperty("source").GetString()!;
        return source.Contains("107", StringComparison.Ordinal) ? "ICRP-107" : source.Contains("DDEP", StringComparison.Ordinal) ? "DDEP" : source;
    }

    private static EmissionLine[] Lines(JsonElement root, string key) =>
        [.. root.GetProperty(key).EnumerateArray().Select(l => new EmissionLine(l[0].GetDouble() * 1000, l[1].GetDouble()))];

    private static BetaSpectrum Spectrum(JsonElement root, EmissionLine[] betas)
    {
        JsonElement[] points = [.. root.GetProperty("beta_spectrum").EnumerateArray()];
        double yield = betas.Sum(b => b.Yield);
        return new BetaSpectrum([.. points.Select(p => p[0].GetDouble() * 1000)], [.. points.Select(p => p[1].GetDouble() / 1000)], yield,
            betas.Sum(b => b.Power_keV) / yield);
    }

    private static void Prove(NuclideData nuclide, JsonElement declared, string path)
    {
        Compare("alpha and recoil", nuclide.AlphaEnergy_keV, declared.GetProperty("alpha_incl_recoil").GetDouble() * 1000);
        Compare("electron", nuclide.ElectronEnergy_keV, declared.GetProperty("electron").GetDouble() * 1000);
        Compare("photon", nuclide.PhotonEnergy_keV, declared.GetProperty("photon").GetDouble() * 1000);
        if (nuclide.Betas is { } beta)
        {
            Compare("beta yield (in %)", beta.LinearYield * 100, beta.Yield * 100);
            if (!(Math.Abs(beta.LinearMeanEnergy_keV / beta.MeanEnergy_keV - 1) < 0.01))
                throw Refusal("mean beta energy", beta.LinearMeanEnergy_keV, beta.MeanEnergy_keV);
        }

        void Compare(string what, double sum, double stated)
        {
            if (!(Math.Abs(sum - stated) <= Math.Max(Allowed_keV, AllowedShare * stated))) throw Refusal(what, sum, stated);
        }

        RefusedException Refusal(string what, double sum, double stated) => new("NUCLIDE.ENERGIES", string.Create(CultureInfo.InvariantCulture,
            $"The record of {nuclide.Name} does not add up: {what} energy is {sum:G6} keV per decay by its lines, {stated:G6} by its own sum. Replace the file by an intact one."), path);
    }
}
