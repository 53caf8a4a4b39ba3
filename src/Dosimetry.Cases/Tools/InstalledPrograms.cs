namespace Dosimetry.Cases.Tools;

/// <summary>Looks programs up along PATH.</summary>
internal static class InstalledPrograms
{
    /// <summary>Full path, or null where it is not installed.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
