using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Dosimetry.Architecture.Tests;

/// <summary>The checkout as the rules see it: source files by folder, and what each built assembly refers to.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> SourceFiles(string project, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", project), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}"));

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    /// <summary>Assemblies that a built dll of ours refers to.</summary>
    public static IReadOnlyList<string> AssemblyReferences(string assemblyName)
    {
        using MetadataFile file = new(assemblyName);
        return [.. file.Reader.AssemblyReferences.Select(h => file.Reader.GetString(file.Reader.GetAssemblyReference(h).Name))];
    }

    /// <summary>Full names of the types that a built dll of ours refers to.</summary>
    public static IReadOnlyList<string> TypeReferences(string assemblyName)
    {
        using MetadataFile file = new(assemblyName);
        MetadataReader reader = file.Reader;
        return [.. reader.TypeReferences.Select(h => reader.GetTypeReference(h)).Select(t => $"{reader.GetString(t.Namespace)}.{reader.GetString(t.Name)}")];
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "DosimetryPlanner.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("DosimetryPlanner.sln not found above the test's folder.");
    }

    private sealed class MetadataFile : IDisposable
    {
        private readonly PEReader _pe;

        public MetadataFile(string assemblyName)
        {
            _pe = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assemblyName + ".dll")));
            Reader = _pe.GetMetadataReader();
        }

        public MetadataReader Reader { get; }
        public void Dispose() => _pe.Dispose();
    }
}
