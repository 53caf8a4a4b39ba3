using System.Globalization;
using System.IO.Compression;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// Reads Interfile 3.3 images: a text header (.h33, .hdr, .hv) with <c>key := value</c> lines and a raw file of unsigned 16-bit little-
/// endian numbers.
/// Only what voxel phantoms use; everything else is refused by name. Source of the keys: Cradduck et al. 1989, Todd-Pokropek et al. 1992.
/// </summary>
internal static class Interfile
{
    /// <summary>Sizes, spacing in mm and numbers of one image, x fastest, as stored.</summary>
    internal sealed record Image(string Name, int Nx, int Ny, int Nz, Vector3D Spacing_mm, ushort[] Values);

    /// <summary>All images of a folder or a zip.</summary>
    public static IReadOnlyList<Image> ReadAll(string path)
    {
        Dictionary<string, byte[]> files = Directory.Exists(path) ? FromFolder(path) : FromZip(path);
        return [.. files.Where(f => IsHeader(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => Read(f.Key, f.Value, files))];
    }

    /// <summary>True for the name of an Interfile header.</summary>
    public static bool IsHeader(string name) => Path.GetExtension(name).ToLowerInvariant() is ".h33" or ".hdr" or ".hv";

    private static Dictionary<string, byte[]> FromFolder(string path) => new DirectoryInfo(path).EnumerateFiles()
        .Where(f => f.Length < LargestFile).ToDictionary(f => f.Name, f => File.ReadAllBytes(f.FullName));

    private static Dictionary<string, byte[]> FromZip(string path)
    {
        Dictionary<string, byte[]> files = [];
        using ZipArchive zip = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in zip.Entries.Where(e => e.Name.Length > 0 && e.Length < LargestFile))
        {
            using Stream stream = entry.Open();
            byte[] bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            files[entry.Name] = bytes;
        }
        return files;
    }

    /// <summary>512 × 512 × 1000 voxels of two bytes: larger is no voxel phantom.</summary>
    private const long LargestFile = 2L * 512 * 512 * 1000;

    private static Image Read(string name, byte[] header, Dictionary<string, byte[]> files)
    {
        Dictionary<string, string> keys = Keys(System.Text.Encoding.ASCII.GetString(header));
        string Text(string key) => keys.TryGetValue(key, out string? value)
            ? value : throw new RefusedException("PHANTOM.INTERFILE", $"The Interfile header {name} has no \"{key}\".", name);
        double Number(string key) => double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value > 0
            ? value : throw new RefusedException("PHANTOM.INTERFILE",
                $"\"{key}\" of {name} is \"{Text(key)}\"; a number above zero is needed.", name);
        if (Text("number format") != "unsigned integer" || Text("number of bytes per pixel") != "2"
            || Text("imagedata byte order") != "LITTLEENDIAN")
            throw new RefusedException("PHANTOM.INTERFILE", $"{name} is not unsigned 16-bit little-endian; only that is read.", name);
        (int nx, int ny, int nz) = ((int)Number("matrix size [1]"), (int)Number("matrix size [2]"), (int)Number("number of slices"));
        string data = Path.GetFileName(Text("name of data file"));
        if (!files.TryGetValue(data, out byte[]? bytes) || bytes.Length != 2L * nx * ny * nz)
            throw new RefusedException("PHANTOM.INTERFILE", $"{name} announces {nx} × {ny} × {nz} numbers in {data}, which is missing or of another length.", name);
        ushort[] values = new ushort[nx * ny * nz];
        for (int n = 0; n < values.Length; n++) values[n] = (ushort)(bytes[2 * n] | bytes[2 * n + 1] << 8);
        return new(name, nx, ny, nz, new(Number("scaling factor (mm/pixel) [1]"), Number("scaling factor (mm/pixel) [2]"),
            Number("slice thickness (pixels)")), values);
    }

    private static Dictionary<string, string> Keys(string text) => text.Split('\n')
        .Select(line => line.Split(":=", 2)).Where(pair => pair.Length == 2)
        .GroupBy(pair => pair[0].Trim().TrimStart('!').ToLowerInvariant()).ToDictionary(g => g.Key, g => g.First()[1].Trim());
}
