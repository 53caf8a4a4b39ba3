using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// Opens an anatomy from a path: Interfile pair (folder or zip), ICRP 110 label volume with organ table, or Geant4's ICRPdata folder.
/// </summary>
public static class AnatomyReader
{
    /// <summary>Reads what is at the path; <paramref name="seed"/> decides the lesions where the anatomy has none and <paramref name="addLesions"/> is set.</summary>
    /// <exception cref="RefusedException"><c>PHANTOM.ANATOMY_UNKNOWN</c>: nothing readable there; the text names the three
    /// layouts.</exception>
    public static Anatomy Read(string path, ulong seed, bool addLesions = true)
    {
        if (IcrpGeant4Folder.Find(path) is { } folder) return IcrpAnatomy.Build(IcrpGeant4Folder.Read(folder), addLesions ? seed : null);
        if (IcrpAnatomy.FindPair(path) is { } pair) return IcrpAnatomy.Build(IcrpAnatomy.ReadPair(pair.Labels, pair.Organs), addLesions ? seed : null);
        if (InterfileAt(path) is { } place && Interfile.ReadAll(place) is { Count: > 0 } images
            && LuPatientAnatomy.Fits(images)) return LuPatientAnatomy.Read(images);
        throw new RefusedException("PHANTOM.ANATOMY_UNKNOWN",
            $"No anatomy found at {path}. Give a folder or zip with an Interfile pair (…attn.h33 and …src.h33), a folder with a label volume (.nii.gz) and its organ table " +
            "(.csv: label,organ,tissue,density_g_per_cm3), or the ICRPdata folder of Geant4 (MaleData.dat, ICRP110_g4dat).", path);
    }

    private static string? InterfileAt(string path)
    {
        if (File.Exists(path)) return Path.GetExtension(path).Equals(".zip",
            StringComparison.OrdinalIgnoreCase) ? path : Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(path)) return null;
        if (Directory.EnumerateFiles(path).Any(Interfile.IsHeader)) return path;
        return Directory.EnumerateFiles(path, "*.zip").Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
