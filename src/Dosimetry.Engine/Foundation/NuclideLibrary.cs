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
    private readonly NuclideOptions _options;
    private readonly Lazy<DdepYields> _ddep;
    private readonly ConcurrentDictionary<string, NuclideData> _records = new(), _chains = new();

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">Where the records lie.</param>
    /// <param name="options">Daughters and source of the data; null: daughters by branch, ICRP 107.</param>
    /// <exception cref="DirectoryNotFoundException">No such folder.</exception>
    public NuclideLibrary(string folder, NuclideOptions? options = null)
    {
        (_folder, _options, _ddep) = (folder, options ?? new(), new(() => new DdepYields(folder)));
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"The folder of nuclide data is not there: {folder}.");
        Names = [.. Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every nuclide of the folder.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Daughters and source of the data.</summary>
    public NuclideOptions Options => _options;

    /// <summary>One nuclide by its ICRP name, with its daughters as <see cref="Options"/> say.</summary>
    /// <exception cref="RefusedException">Unknown, unreadable, or its energies do not add up.</exception>
    public NuclideData this[string name] => _chains.GetOrAdd(name, n => NuclideChain.Join(Record(n), _options.Daughters, d => Names.Contains(d) ? Record(d) : null));

    /// <summary>The files a nuclide is made from, below the folder: its own, its daughters', and the table of the other source where that is used.</summary>
    public IReadOnlyList<string> FilesOf(string name) =>
        [.. new[] { name }.Concat(this[name].Included.Select(d => d.Nuclide)).Select(n => n + ".json"), .. _options.Data == DecayDataSource.Ddep ? [DdepYields.File] : Array.Empty<string>()];

    private NuclideData Record(string name) => _records.GetOrAdd(name, n => _options.Data == DecayDataSource.Ddep ? _ddep.Value.Apply(Read(n)) : Read(n));

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
