using System.Runtime.InteropServices;
using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Store;

/// <summary>
/// Files that survive a power cut: written under another name, forced to disk, renamed, and the folder forced to disk. After that a row may say "stored".
/// </summary>
public static class Durable
{
    private const int ReadOnly = 0;

    /// <summary>Replaces a text file at once: a reader sees the old or the new content, never a part.</summary>
    public static void WriteText(string path, string text)
    {
        string temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        Rename(temporary, path);
    }

    /// <summary>Replaces a JSON document at once.</summary>
    public static void WriteJson<T>(string path, T value) => WriteText(path, JsonSerializer.Serialize(value, EngineJson.Options));

    /// <summary>Reads a JSON document; null when the file is absent.</summary>
    /// <exception cref="JsonException">The file is torn or of another form.</exception>
    public static T? ReadJson<T>(string path) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), EngineJson.Options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Renames a finished file over an older one and forces the folder to disk.</summary>
    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>Moves a whole folder on the same disk and forces both parents to disk.</summary>
    public static void MoveFolder(string from, string to)
    {
        Directory.Move(from, to);
        FlushFolder(Path.GetDirectoryName(to)!);
        FlushFolder(Path.GetDirectoryName(from)!);
    }

    /// <summary>Forces a file's content to disk.</summary>
    public static void FlushFile(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Forces a folder's list of names to disk. Systems without this notion (Windows) do it with the file.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        int handle = OpenNative(path, ReadOnly);
        if (handle < 0) throw new IOException($"Cannot open the folder {path} to force it to disk (error {Marshal.GetLastPInvokeError()}).");
        int failed = FlushNative(handle);
        int error = Marshal.GetLastPInvokeError();
        _ = CloseNative(handle);
        if (failed != 0) throw new IOException($"The disk did not take the folder {path} (error {error}).");
    }

    /// <summary>Gives a file a second name without copying its bytes; copies where the file system cannot. Neither name is ever written to again.</summary>
    public static void LinkOrCopy(string from, string to)
    {
        if (OperatingSystem.IsWindows() || LinkNative(from, to) != 0) File.Copy(from, to);
    }

    // The base library opens no folders; these calls of the C library do.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenNative([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FlushNative(int handle);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int LinkNative([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int CloseNative(int handle);
}
