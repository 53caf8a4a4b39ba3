namespace Dosimetry.Architecture.Tests;

/// <summary>Which assembly may refer to which (docs/architecture.md, dependency rules), read from the built files.</summary>
public sealed class AssemblyRules
{
    private static readonly string[] Ours = ["Dosimetry.Dicom", "Dosimetry.Pbpk", "Dosimetry.Engine", "Dosimetry.Cases", "dosimetry", "Dosimetry.Web"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Dosimetry.Dicom"] = ["fo-dicom.core"],
        ["Dosimetry.Pbpk"] = ["MathNet.Numerics"],
        ["Dosimetry.Engine"] = ["Dosimetry.Dicom", "Dosimetry.Pbpk", "MathNet.Numerics", "ILGPU", "ILGPU.Algorithms"],
        ["Dosimetry.Cases"] = ["Dosimetry.Engine", "Dosimetry.Pbpk", "Dosimetry.Dicom", "Dapper", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3", "Npgsql"],
        ["dosimetry"] = ["Dosimetry.Cases", "Dosimetry.Engine", "Dosimetry.Dicom", "Dosimetry.Pbpk", "System.CommandLine"],
        ["Dosimetry.Web"] = ["Dosimetry.Cases", "Dosimetry.Engine", "Dosimetry.Pbpk", "Radzen.Blazor"],
    };

    public static TheoryData<string> Assemblies => [.. Ours];

    [Theory, MemberData(nameof(Assemblies))]
    public void Refers_only_to_what_the_rules_allow(string assembly)
    {
        string[] foreign = [.. Repository.AssemblyReferences(assembly).Where(r => !IsBaseLibrary(assembly, r) && !Allowed[assembly].Contains(r))];
        Assert.True(foreign.Length == 0,
            $"{assembly} refers to {string.Join(", ", foreign)}. Allowed besides the base library: {string.Join(", ", Allowed[assembly])}. " +
            "Cure: move the code to the project that owns the dependency, or hand the result over as a type of ours.");
    }

    [Theory]
    [InlineData("Dosimetry.Engine", "System.Net.")]
    [InlineData("Dosimetry.Engine", "System.Diagnostics.Process")]
    [InlineData("Dosimetry.Pbpk", "System.Net.")]
    [InlineData("Dosimetry.Pbpk", "System.IO.File")]
    [InlineData("Dosimetry.Dicom", "System.Diagnostics.Process")]
    [InlineData("Dosimetry.Web", "System.Diagnostics.Process")]
    [InlineData("Dosimetry.Web", "Dosimetry.Dicom.")]
    public void Does_not_use_a_type_it_must_leave_to_others(string assembly, string prefix)
    {
        string[] used = [.. Repository.TypeReferences(assembly).Where(t => t.StartsWith(prefix, StringComparison.Ordinal)).Except(Exempt)];
        Assert.True(used.Length == 0, $"{assembly} uses {string.Join(", ", used)}. Child processes start in Dosimetry.Cases/Tools, the network is the web project's.");
    }

    /// <summary>Types that only carry a prefix by accident: percent-encoding of HTML text is not networking.</summary>
    private static readonly string[] Exempt = ["System.Net.WebUtility"];

    private static bool IsBaseLibrary(string assembly, string reference) =>
        reference is "netstandard" or "mscorlib" || reference.StartsWith("System", StringComparison.Ordinal) && reference != "System.CommandLine"
        || reference == "Microsoft.Win32.Primitives"
        || assembly == "Dosimetry.Web" && (reference.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || reference.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || reference.StartsWith("Microsoft.JSInterop", StringComparison.Ordinal) || reference == "Microsoft.Net.Http.Headers");
}
