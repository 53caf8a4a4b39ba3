using System.Globalization;
using System.Text.RegularExpressions;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// The <c>ICRPdata</c> folder of the Geant4 advanced example ICRP110_HumanPhantoms: <c>MaleData.dat</c> (or <c>FemaleData.dat</c>) begins
/// with the number of
/// slices, columns and rows and the voxel size in mm, then lists materials and the slice files; <c>ICRP110_g4dat/AM/*.g4dat</c> hold
/// three numbers
/// and then one organ number per voxel; <c>AM_organs.dat</c> is ICRP's organ table (number, name, tissue, density).
/// </summary>
internal static partial class IcrpGeant4Folder
{
    /// <summary>
    /// The folder that holds MaleData.dat or FemaleData.dat, at the path or in ICRPdata below it; null when there is none.
    /// </summary>
    public static string? Find(string path) => ((string[])[path,
        Path.Combine(path, "ICRPdata")]).FirstOrDefault(p => File.Exists(Path.Combine(p, "MaleData.dat"))
        || File.Exists(Path.Combine(p, "FemaleData.dat")));

    /// <summary>Reads labels and organ table (the male when both are there).</summary>
    public static IcrpAnatomy.Source Read(string folder)
    {
        bool male = File.Exists(Path.Combine(folder, "MaleData.dat"));
        string header = Path.Combine(folder, male ? "MaleData.dat" : "FemaleData.dat"), sex = male ? "AM" : "AF";
        string[] words = File.ReadAllText(header).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        double[] size = [.. words.Take(6).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
        (int nz, int nx, int ny) = ((int)size[0], (int)size[1], (int)size[2]);
        string[] slices = [.. words.Where(w => w.EndsWith(".g4dat", StringComparison.Ordinal))];
        if (slices.Length != nz) throw new RefusedException("PHANTOM.GEANT4",
            $"{Path.GetFileName(header)} announces {nz} slices and lists {slices.Length}.", header);
        ushort[] labels = new ushort[nx * ny * nz];
        for (int k = 0; k < nz; k++) ReadSlice(Path.Combine(folder, "ICRP110_g4dat", sex, slices[k]), labels.AsSpan(k * nx * ny, nx * ny));
        Affine affine = Affine.Diagonal(new(-size[3], -size[4], size[5]), new(0.5 * (nx - 1) * size[3], 0.5 * (ny - 1) * size[4], 0));
        return new(male ? "adult male (Geant4)" : "adult female (Geant4)", new Grid(nx, ny, nz, affine), labels, ReadOrgans(folder, sex));
    }

    private static void ReadSlice(string file, Span<ushort> labels)
    {
        string[] words = File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != labels.Length + 3) throw new RefusedException("PHANTOM.GEANT4",
            $"{Path.GetFileName(file)} holds {words.Length - 3} organ numbers; {labels.Length} are needed.", file);
        for (int n = 0; n < labels.Length; n++) labels[n] = ushort.Parse(words[n + 3], CultureInfo.InvariantCulture);
    }

    private static IReadOnlyList<IcrpAnatomy.Organ> ReadOrgans(string folder, string sex)
    {
        string file = Directory.EnumerateFiles(folder, $"{sex}_organs.dat", SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new RefusedException("PHANTOM.GEANT4", $"{sex}_organs.dat (ICRP's organ table) is missing below {folder}.", folder);
        return [.. File.ReadLines(file).Select(l => Row().Match(l)).Where(m => m.Success).Select(m => new IcrpAnatomy.Organ(
            ushort.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture), m.Groups[2].Value.Trim(),
                double.Parse(m.Groups[3].ValueSpan, CultureInfo.InvariantCulture)))];
    }

    [GeneratedRegex(@"^\s*(\d+)\s+([A-Za-z].*?)\s+\d+\s+(\d+\.\d+)\s*$")]
    private static partial Regex Row();
}
