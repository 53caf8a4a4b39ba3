using System.Security.Cryptography;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Store;

/// <summary>
/// Bytes under the name of their SHA-256. The same bytes are stored once, other bytes can never take their place, and every read is checked.
/// </summary>
public static class FileVault
{
    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static string Sha256Of(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>True for 64 lower-case hex digits: the only names a vault holds.</summary>
    public static bool IsSha256(string? text) => text is { Length: 64 } && !text.AsSpan().ContainsAnyExcept("0123456789abcdef");

    /// <summary>True when bytes of this hash are stored.</summary>
    public static bool Holds(string vaultFolder, string sha256) => File.Exists(PathOf(vaultFolder, sha256));

    /// <summary>
    /// Takes files in under their hashes, which are already on disk under another name; the folder is forced to disk once, at the end. Bytes that are there
    /// already stay, and their second copy goes. After this a row may say "stored".
    /// </summary>
    public static void Take(IEnumerable<(string Source, string Sha256)> files, string vaultFolder)
    {
        DataRoot.CreateFolder(vaultFolder);
        foreach ((string source, string sha256) in files)
        {
            string target = PathOf(vaultFolder, sha256);
            if (File.Exists(target)) File.Delete(source);
            else File.Move(source, target);
        }
        Durable.FlushFolder(vaultFolder);
    }

    /// <summary>Reads a stored file whole and checks it.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED: the bytes are not those that were stored.</exception>
    public static byte[] Read(string vaultFolder, string sha256)
    {
        byte[] bytes = File.ReadAllBytes(PathOf(vaultFolder, sha256));
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 ? bytes : throw Changed(sha256);
    }

    /// <summary>Checks a stored file without keeping it in memory and hands out its path.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED.</exception>
    public static string Verified(string vaultFolder, string sha256)
    {
        string path = PathOf(vaultFolder, sha256);
        return Sha256Of(path) == sha256 ? path : throw Changed(sha256);
    }

    private static string PathOf(string vaultFolder, string sha256) => IsSha256(sha256)
        ? Path.Combine(vaultFolder, sha256)
        : throw new RefusedException("STORE.BAD_ID", "This is not the hash of a stored file.");

    private static RefusedException Changed(string sha256) => new("STORE.FILE_CHANGED",
        $"The stored file {sha256[..12]}… does not have its hash any more: the disk or a person changed it. Restore it from a backup.");
}
