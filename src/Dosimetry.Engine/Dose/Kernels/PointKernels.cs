using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Point kernels on demand, kept in memory and, with a folder, on disk under the hash of everything they depend on: nuclide record, the medium's
/// tables, histories, seed and the method's version. A changed table therefore never meets an old kernel.
/// </summary>
/// <param name="library">Physics data.</param>
/// <param name="folder">Where kernels are kept between runs; null: nowhere.</param>
/// <param name="settings">Histories and seed; null: the default.</param>
public sealed class PointKernels(PhysicsLibrary library, string? folder = null, PointKernelSettings? settings = null)
{
    private static readonly JsonSerializerOptions Compact = new(EngineJson.Options) { WriteIndented = false };
    private readonly ConcurrentDictionary<string, PointKernel> _kept = new();

    /// <summary>Physics data.</summary>
    public PhysicsLibrary Library => library;

    /// <summary>The kernel of a nuclide in a medium; takes a few seconds the first time.</summary>
    /// <exception cref="RefusedException">Unknown nuclide or medium.</exception>
    public PointKernel Get(string nuclide, string medium, int threads = 0, CancellationToken cancel = default)
    {
        PointKernelSettings chosen = settings ?? new PointKernelSettings();
        string key = Key(nuclide, medium, chosen);
        if (_kept.TryGetValue(key, out PointKernel? kept)) return kept;
        string? path = folder is null ? null : Path.Combine(folder, $"{nuclide}-{medium}-{key[..16]}.json");
        PointKernel kernel = Read(path)
            ?? Written(path, PointKernelTransport.Run(library.Nuclides[nuclide], library.Medium(medium), chosen,
                threads > 0 ? threads : Environment.ProcessorCount, cancel));
        return _kept.GetOrAdd(key, kernel);
    }

    private string Key(string nuclide, string medium, PointKernelSettings chosen)
    {
        _ = library.Medium(medium); // refuse unknown names before their files are asked for
        string[] nuclides = [.. library.Nuclides.FilesOf(nuclide).Select(f => $"nuclides/{f}")];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{PointKernelSettings.Version} {chosen.ElectronHistories} {chosen.PhotonHistories} {chosen.Seed} {library.Nuclides.Options}"));
        foreach (string file in (string[])[.. nuclides, $"photons/{medium}.csv", $"electrons/{medium}.csv",
            $"electrons/from_1keV/{medium}.csv",
            "electrons/water.csv", "materials.csv", "materials_icrp.json", "elements/xraylib_scattering_functions.csv"])
        {
            string path = Path.Combine(library.Folder, file);
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            if (File.Exists(path)) hash.AppendData(File.ReadAllBytes(path));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Null when there is none, or it was cut off or damaged: it is then made anew.</summary>
    private static PointKernel? Read(string? path)
    {
        if (path is null || !File.Exists(path)) return null;
        try { return JsonSerializer.Deserialize<PointKernel>(File.ReadAllBytes(path), Compact); }
        catch (JsonException) { return null; }
    }

    private static PointKernel Written(string? path, PointKernel kernel)
    {
        if (path is null) return kernel;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string half = $"{path}.{Environment.ProcessId}.part"; // a reader never sees half a kernel
            File.WriteAllBytes(half, JsonSerializer.SerializeToUtf8Bytes(kernel, Compact));
            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            { return kernel; } // a folder that cannot be written costs time, not results
        return kernel;
    }
}
