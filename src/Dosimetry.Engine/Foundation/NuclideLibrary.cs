using System.Collections.Concurrent;
using System.Text.Json;

namespace Dosimetry.Engine.Foundation;

/// <summary>
/// The nuclides of a folder of JSON records (<c>data/physics/nuclides</c>): a nuclide is data, not code, and the folder can be replaced.
/// A record is refused when its emissions do not add up to the energies it declares.
/// </summary>
public sealed class NuclideLibrary
{
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, NuclideData> _read = new();

    /// <summary>Opens a folder.</summary>
    /// <exception cref="DirectoryNotFoundException">No such folder.</exception>
    public NuclideLibrary(string folder)
    {
        _folder = folder;
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"The folder of nuclide data is not there: {folder}.");
        Names = [.. Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every nuclide of the folder.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>One nuclide by its ICRP name.</summary>
    /// <exception cref="RefusedException">Unknown, unreadable, or its energies do not add up.</exception>
    public NuclideData this[string name] => _read.GetOrAdd(name, Read);

    private NuclideData Read(string name)
    {
        if (!Names.Contains(name))
            throw new RefusedException("NUCLIDE.UNKNOWN", $"The nuclide '{name}' is not in the data. Known: {string.Join(", ", Names)}.");
        string path = Path.Combine(_folder, name + ".json");
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return NuclideRecord.Read(name, json.RootElement, path);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RefusedException("NUCLIDE.UNREADABLE", $"The record of {name} cannot be read: {e.Message}", path);
        }
    }
}
