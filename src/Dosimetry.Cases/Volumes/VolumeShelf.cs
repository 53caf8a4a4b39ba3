using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cases.Volumes;

/// <summary>A stored image of a case: its NIfTI file and a name that changes when the bytes do.</summary>
public sealed record ShelfItem(string CaseId, string Path, string Stamp);

/// <summary>
/// Images of a case for slices, projections and region growing. Copies in cubes lie in the case's folder <c>cache</c>, are made when first asked for, and go
/// with the case.
/// </summary>
public sealed class VolumeShelf(CaseResults results, DataRoot root)
{
    /// <summary>Prefixes of a source: an imported series by its id, a file of a result by <c>RESULT/NAME</c>.</summary>
    public const string ImagePrefix = "image:", ResultPrefix = "result:";

    private readonly ConcurrentDictionary<string, object> _making = new();

    /// <summary>The image of a source, or null when the case has none.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED.</exception>
    public ShelfItem? Find(string caseId, string source)
    {
        if (source.StartsWith(ImagePrefix, StringComparison.Ordinal) && results.Import(caseId) is { } import)
        {
            ImportedSeries? series = import.Study.Series.FirstOrDefault(s => s.Id == source[ImagePrefix.Length..]);
            return series is null ? null : new ShelfItem(caseId, Path.Combine(import.Folder, series.File), Stamp($"{source} {import.At.UtcTicks}"));
        }
        string[] parts = source.StartsWith(ResultPrefix, StringComparison.Ordinal) ? source[ResultPrefix.Length..].Split('/', 2) : [];
        if (parts.Length != 2 || results.Find(caseId, parts[0]) is not { } result || results.VerifiedFile(result, parts[1]) is not { } path) return null;
        return new ShelfItem(caseId, path, Stamp($"{source} {result.Files[parts[1]]}"));
    }

    /// <summary>The image in cubes; the caller disposes it.</summary>
    /// <exception cref="RefusedException">The stored file is damaged, or the disk is full.</exception>
    public BrickVolume Open(ShelfItem item) => BrickVolume.Open(Made(item, ".bricks", path =>
    {
        root.RequireSpace(new FileInfo(item.Path).Length * 4);
        BrickVolume.Write(item.Path, path);
    }));

    /// <summary>A file made of an image once; <paramref name="make"/> writes it under the path it is given.</summary>
    public string Made(ShelfItem item, string ending, Action<string> make)
    {
        string path = Path.Combine(root.CaseCache(item.CaseId), item.Stamp + ending);
        lock (_making.GetOrAdd(path, _ => new object())) // two requests at once: one makes, the other waits
        {
            if (File.Exists(path)) return path;
            DataRoot.CreateFolder(Path.GetDirectoryName(path)!);
            make(path);
        }
        return path;
    }

    private static string Stamp(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
