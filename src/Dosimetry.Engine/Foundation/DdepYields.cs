using System.Globalization;

namespace Dosimetry.Engine.Foundation;

/// <summary>
/// Decay data with the values of DDEP (LNE-LNHB, BIPM Monographie-5) where its table <c>ddep_crosscheck.csv</c> has them: half-life, gamma yields, and the
/// beta yield with its mean energy. X rays, conversion and Auger electrons, alphas, positrons and the shape of the beta spectrum stay those of ICRP 107.
/// A gamma line is the same when the energies are within 0.7 keV. Validity: the 22 nuclides of the table.
/// </summary>
internal sealed class DdepYields
{
    /// <summary>Name of the table in the folder of the nuclides.</summary>
    public const string File = "ddep_crosscheck.csv";
    private const double SameLine_keV = 0.7, AllowedShift = 0.03; // of all energy per decay; the 22 nuclides move by at most 2.5 %
    private readonly ILookup<string, (string Kind, double Energy_keV, double Value, double Mean_keV)> _rows;
    private readonly string _path;

    public DdepYields(string folder)
    {
        _path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(_path)) throw new RefusedException("NUCLIDE.NO_DDEP", "The nuclide folder has no DDEP table; use ICRP 107.", _path);
        var csv = new CsvTable(_path);
        (string[] nuclide, string[] kind) = (csv.Words("nuclide"), csv.Words("kind"));
        (double[] energy, double[] value, double[] mean) = (csv.Numbers("energy_keV"), csv.Numbers("value"), csv.Numbers("mean_keV"));
        _rows = Enumerable.Range(0, csv.Count).ToLookup(i => nuclide[i], i => (kind[i], energy[i], value[i], mean[i]));
    }

    /// <summary>The record with DDEP values.</summary>
    /// <exception cref="RefusedException">The table has no such nuclide, or its energies are far from the record's.</exception>
    public NuclideData Apply(NuclideData icrp)
    {
        if (!_rows.Contains(icrp.Name))
            throw new RefusedException("NUCLIDE.NO_DDEP", $"There are no DDEP data for {icrp.Name}. There are for: {string.Join(", ", _rows.Select(r => r.Key))}.", _path);
        var rows = _rows[icrp.Name].ToArray();
        NuclideData ddep = icrp with
        {
            HalfLife = Duration.FromSeconds(rows.First(r => r.Kind == "half_life_s").Value), Source = "DDEP",
            Photons = Photons(icrp.Photons, [.. rows.Where(r => r.Kind == "gamma").Select(r => new EmissionLine(r.Energy_keV, r.Value / 100))]),
            Betas = Betas(icrp.Betas, [.. rows.Where(r => r.Kind is "beta-" or "beta+").Select(r => (r.Value / 100, r.Mean_keV))]),
        };
        return Sensible(icrp, ddep);
    }

    /// <summary>Same lines get the new yield, new lines are added.</summary>
    private static List<EmissionLine> Photons(IReadOnlyList<EmissionLine> icrp, EmissionLine[] ddep)
    {
        List<EmissionLine> lines = [.. icrp];
        var taken = new HashSet<int>();
        foreach (EmissionLine line in ddep.OrderByDescending(l => l.Yield))
        {
            int near = Enumerable.Range(0, icrp.Count).Where(i => !taken.Contains(i) && Math.Abs(icrp[i].Energy_keV - line.Energy_keV) < SameLine_keV)
                .OrderBy(i => Math.Abs(icrp[i].Energy_keV - line.Energy_keV)).FirstOrDefault(-1);
            if (near < 0) lines.Add(line);
            else (_, lines[near]) = (taken.Add(near), line);
        }
        return lines;
    }

    /// <summary>The same shape with the new yield and mean; unchanged where the table lacks mean energies (positrons).</summary>
    private static BetaSpectrum? Betas(BetaSpectrum? icrp, (double Yield, double Mean_keV)[] ddep) =>
        icrp is null || ddep.Length == 0 || ddep.Any(b => b.Mean_keV <= 0) ? icrp
            : icrp.WithSums(ddep.Sum(b => b.Yield), ddep.Sum(b => b.Yield * b.Mean_keV) / ddep.Sum(b => b.Yield));

    private NuclideData Sensible(NuclideData icrp, NuclideData ddep)
    {
        double before = icrp.ChargedEnergy_keV + icrp.PhotonEnergy_keV, after = ddep.ChargedEnergy_keV + ddep.PhotonEnergy_keV;
        if (Math.Abs(after - before) <= AllowedShift * before) return ddep;
        throw new RefusedException("NUCLIDE.ENERGIES", string.Create(CultureInfo.InvariantCulture,
            $"The DDEP values of {icrp.Name} do not add up: {after:G6} keV per decay with them, {before:G6} keV by ICRP 107. Replace the table by an intact one."), _path);
    }
}
