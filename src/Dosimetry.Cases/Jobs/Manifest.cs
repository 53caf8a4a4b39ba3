using System.Security.Cryptography;
using System.Text;
using Dosimetry.Cases.Store;

namespace Dosimetry.Cases.Jobs;

/// <summary>SHA-256 of every file below a folder by its relative name with forward slashes.</summary>
internal static class Manifest
{
    /// <summary>Hashes a folder.</summary>
    public static IReadOnlyDictionary<string, string> Of(string folder) => new SortedDictionary<string, string>(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path).Replace('\\', '/'), FileVault.Sha256Of), StringComparer.Ordinal);

    /// <summary>One hash for all: over the sorted names and hashes.</summary>
    public static string Sha256(IEnumerable<KeyValuePair<string, string>> files, string prefix = "")
    {
        StringBuilder text = new(prefix);
        foreach ((string name, string hash) in files.OrderBy(f => f.Key, StringComparer.Ordinal)) text.Append('\n').Append(hash).Append(' ').Append(name);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The first file that is missing or has another hash, or null.</summary>
    public static string? FirstDamaged(string folder, IReadOnlyDictionary<string, string> files) => files
        .Where(f => !File.Exists(Path.Combine(folder, f.Key)) || FileVault.Sha256Of(Path.Combine(folder, f.Key)) != f.Value)
        .Select(f => f.Key).FirstOrDefault();
}
