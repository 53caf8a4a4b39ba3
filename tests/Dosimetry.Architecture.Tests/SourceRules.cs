using System.Text.RegularExpressions;

namespace Dosimetry.Architecture.Tests;

/// <summary>Habits that a reader relies on, looked up in the text of the sources.</summary>
public sealed class SourceRules
{
    private static readonly string[] Projects = ["Dosimetry.Dicom", "Dosimetry.Pbpk", "Dosimetry.Engine", "Dosimetry.Cases", "Dosimetry.Cli", "Dosimetry.Web"];

    /// <summary>Symbol, projects where it may not stand, and the cure.</summary>
    public static TheoryData<string, string[], string> Banned => new()
    {
        { @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b", Projects, "Take the time from an injected TimeProvider; the engine gets time as data." },
        { @"\bTimeProvider\b", ["Dosimetry.Dicom", "Dosimetry.Pbpk", "Dosimetry.Engine"], "The engine knows no clock: time enters as data." },
        { @"\bRandom\.Shared\b|\bnew Random\(", Projects, "Use the counter-based random numbers of Foundation with a seed." },
        { @"\bGuid\.NewGuid\b", ["Dosimetry.Dicom", "Dosimetry.Pbpk", "Dosimetry.Engine"], "Identifiers come from a seed or a hash." },
        { @"\bConsole\.(Out|Error|Write)", ["Dosimetry.Dicom", "Dosimetry.Pbpk", "Dosimetry.Engine", "Dosimetry.Cases"], "Report through the result, IProgress or a logger." },
        { @"\bPath\.GetTempFileName\b", Projects, "Make a file of our own name in a folder of our own." },
        { @"\bEnvironment\.GetEnvironmentVariable\b", ["Dosimetry.Dicom", "Dosimetry.Pbpk", "Dosimetry.Engine"], "Settings enter as arguments." },
        { @"\bThread\.Sleep\b", Projects, "Wait with a token: Task.Delay(…, cancel)." },
        { @"\bNotImplementedException\b|\bTODO\b|\bFIXME\b|\bHACK\b", Projects, "Finish it, refuse it with a reason, or leave it out." },
        { @"#region", Projects, "Split the file instead." },
    };

    [Theory, MemberData(nameof(Banned))]
    public void Banned_symbols_are_absent(string pattern, string[] projects, string cure)
    {
        Regex regex = new(pattern);
        string[] hits = [.. projects.SelectMany(p => Repository.SourceFiles(p).Concat(Repository.SourceFiles(p, "*.razor")))
            .SelectMany(f => File.ReadLines(f).Select((line, n) => (f, line, n)).Where(x => regex.IsMatch(x.line)))
            .Select(x => $"{Repository.Relative(x.f)}:{x.n + 1}: {x.line.Trim()}")];
        Assert.True(hits.Length == 0, cure + "\n" + string.Join("\n", hits));
    }

    [Fact]
    public void Words_the_product_may_not_use_of_itself_are_absent()
    {
        Regex words = new(@"\b(clinical-grade|clinically validated|FDA[- ]approved|CE[- ]marked)\b", RegexOptions.IgnoreCase);
        string[] files = [.. Projects.SelectMany(p => Repository.SourceFiles(p, "*.*").Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".html")),
            Path.Combine(Repository.Root, "README.md"), Path.Combine(Repository.Root, "CHANGELOG.md")];
        string[] hits = [.. files.Where(File.Exists).Where(f => words.IsMatch(File.ReadAllText(f))).Select(Repository.Relative)];
        Assert.True(hits.Length == 0, string.Join("\n", hits));
    }

    [Fact]
    public void Quantities_carry_their_unit()
    {
        Regex bare = new(@"\bdouble (dose|activity|volume|mass|energy|time|halfLife)\b");
        string[] hits = [.. Repository.SourceFiles("Dosimetry.Engine").Concat(Repository.SourceFiles("Dosimetry.Pbpk"))
            .SelectMany(f => File.ReadLines(f).Select((line, n) => (f, line, n)).Where(x => bare.IsMatch(x.line)))
            .Select(x => $"{Repository.Relative(x.f)}:{x.n + 1}: {x.line.Trim()}")];
        Assert.True(hits.Length == 0, "Name the unit (dose_Gy, time_h, mass_g …) or use the type of Foundation:\n" + string.Join("\n", hits));
    }
}
