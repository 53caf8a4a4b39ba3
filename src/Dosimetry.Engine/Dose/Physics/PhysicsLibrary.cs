using System.Collections.Concurrent;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Physics;

/// <summary>
/// Everything the dose engines know about matter and nuclides, read from one folder (<c>data/physics</c> beside the program, or a copy that a
/// site has changed). Passed explicitly; safe to share between threads.
/// </summary>
public sealed class PhysicsLibrary
{
    private readonly MediumReader _reader;
    private readonly ConcurrentDictionary<string, Medium> _media = new();

    /// <summary>Opens a folder laid out like <c>data/physics</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="nuclides">Daughters and source of decay data; null: daughters by branch, ICRP 107.</param>
    /// <exception cref="DirectoryNotFoundException">No such folder.</exception>
    public PhysicsLibrary(string folder, NuclideOptions? nuclides = null)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"The folder of physics data is not there: {folder}.");
        Folder = folder;
        Nuclides = new NuclideLibrary(Path.Combine(folder, "nuclides"), nuclides);
        MediumNames = [.. Directory.EnumerateFiles(Path.Combine(folder, "photons"), "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Where(n => n != "form_factors").Order(StringComparer.Ordinal)];
        _reader = new MediumReader(folder);
    }

    /// <summary>The folder beside the program.</summary>
    public static PhysicsLibrary OpenDefault(NuclideOptions? nuclides = null) => new(Path.Combine(AppContext.BaseDirectory, "data", "physics"), nuclides);

    /// <summary>Where the data lie.</summary>
    public string Folder { get; }
    /// <summary>The nuclides.</summary>
    public NuclideLibrary Nuclides { get; }
    /// <summary>Names of the media.</summary>
    public IReadOnlyList<string> MediumNames { get; }

    /// <summary>A medium by name.</summary>
    /// <exception cref="RefusedException">Unknown; the text lists the known ones.</exception>
    public Medium Medium(string name) => MediumNames.Contains(name)
        ? _media.GetOrAdd(name, _reader.Read)
        : throw new RefusedException("MEDIUM.UNKNOWN", $"The medium '{name}' is not in the data. Known: {string.Join(", ", MediumNames)}.");
}
