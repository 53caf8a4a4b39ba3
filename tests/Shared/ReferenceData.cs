namespace Dosimetry.TestSupport;

/// <summary>
/// Reference files made by others, which are not part of this repository: the folder named by DOSIMETRY_REFERENCE, else
/// ../shared/reference beside the repository. Null where it is absent; the test then says so by <see cref="Skipped"/> and returns.
/// </summary>
public static class ReferenceData
{
    /// <summary>The folder, or null.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>A file or folder below it, or null when it is not there.</summary>
    public static string? Path(params string[] parts)
    {
        if (Folder is null) return null;
        string path = System.IO.Path.Combine([Folder, .. parts]);
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>Says by name which test could not run and why.</summary>
    public static void Skipped(string test, string reason) => Console.WriteLine($"SKIPPED {test}: {reason}");

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("DOSIMETRY_REFERENCE") is { Length: > 0 } stated) return Directory.Exists(stated) ? stated
            : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DosimetryPlanner.sln")))
                return System.IO.Path.Combine(folder.FullName, "..", "shared", "reference") is var beside && Directory.Exists(beside)
                    ? System.IO.Path.GetFullPath(beside) : null;
        return null;
    }
}
