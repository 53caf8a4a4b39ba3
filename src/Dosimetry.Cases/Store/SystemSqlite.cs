using System.Runtime.InteropServices;

namespace Dosimetry.Cases.Store;

/// <summary>SQLite on the library of the operating system (<c>libsqlite3.so.0</c>), so that security updates come with the system.</summary>
internal static class SystemSqlite
{
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Once per process, before the first connection.</summary>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        var provider = new SQLitePCL.SQLite3Provider_e_sqlite3();
        NativeLibrary.SetDllImportResolver(provider.GetType().Assembly, (name, _, _) =>
            name == "e_sqlite3" && OperatingSystem.IsLinux() ? NativeLibrary.Load("libsqlite3.so.0") : 0);
        SQLitePCL.raw.SetProvider(provider);
        return true;
    }
}
