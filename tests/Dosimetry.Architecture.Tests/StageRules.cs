using System.Text.RegularExpressions;

namespace Dosimetry.Architecture.Tests;

/// <summary>Data flows one way through the engine: a stage knows Foundation, Compute and earlier stages only.</summary>
public sealed partial class StageRules
{
    /// <summary>The order of the pipeline. Phantom stands outside it: it makes the images that Import reads.</summary>
    private static readonly string[] Stages = ["Import", "Calibrate", "Register", "Segment", "Kinetics", "Dose", "Evaluate", "Plan", "Report"];
    private static readonly string[] Ground = ["Foundation", "Compute", "Gpu"];
    private static readonly string[] MayUseDicom = ["Import", "Report", "Phantom"];

    [Fact]
    public void A_stage_uses_earlier_stages_only()
    {
        List<string> broken = [];
        foreach (string file in Repository.SourceFiles("Dosimetry.Engine"))
        {
            string folder = StageOf(file);
            foreach (string used in UsedStages(file).Where(u => u != folder && !MayUse(folder, u)))
                broken.Add($"{Repository.Relative(file)} uses {used}");
        }
        Assert.True(broken.Count == 0, "Order: " + string.Join(" → ", Stages) + ".\n" + string.Join("\n", broken) +
            "\nCure: hand the data over in the result type of the earlier stage, or move what is shared to Foundation.");
    }

    [Fact]
    public void Dose_engines_do_not_see_each_other()
    {
        string[] engines = ["Local", "VoxelS", "MonteCarlo", "Network"];
        string[] broken = [.. Repository.SourceFiles("Dosimetry.Engine")
            .Where(f => engines.Contains(EngineOf(f)))
            .Where(f => engines.Any(e => e != EngineOf(f) && File.ReadAllText(f).Contains($"Dose.{e}", StringComparison.Ordinal)))
            .Select(Repository.Relative)];
        Assert.True(broken.Length == 0, "What two engines need belongs in Dose itself:\n" + string.Join("\n", broken));
    }

    [Fact]
    public void Only_the_edges_of_the_pipeline_touch_DICOM()
    {
        string[] broken = [.. Repository.SourceFiles("Dosimetry.Engine")
            .Where(f => !MayUseDicom.Contains(StageOf(f)))
            .Where(f => File.ReadAllText(f).Contains("Dosimetry.Dicom", StringComparison.Ordinal))
            .Select(Repository.Relative)];
        Assert.True(broken.Length == 0, "Only " + string.Join(", ", MayUseDicom) + " may use Dosimetry.Dicom:\n" + string.Join("\n", broken));
    }

    [Theory]
    [InlineData("Dosimetry.Dicom")]
    [InlineData("Dosimetry.Pbpk")]
    [InlineData("Dosimetry.Engine")]
    [InlineData("Dosimetry.Cases")]
    [InlineData("Dosimetry.Cli")]
    [InlineData("Dosimetry.Web")]
    public void Folder_and_namespace_have_one_name(string project)
    {
        List<string> broken = [];
        foreach (string file in Repository.SourceFiles(project))
        {
            Match declared = NamespaceLine().Match(File.ReadAllText(file));
            if (!declared.Success) continue; // top-level programs and assembly attributes declare none
            string folder = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            if (declared.Groups[1].Value != folder) broken.Add($"{Repository.Relative(file)}: namespace {declared.Groups[1].Value}");
        }
        Assert.True(broken.Count == 0, "Folder = namespace:\n" + string.Join("\n", broken));
    }

    [Fact]
    public void Every_stage_has_its_page_and_its_tests()
    {
        string[] built = [.. Stages.Append("Phantom").Where(s => Directory.Exists(Path.Combine(Repository.Root, "src/Dosimetry.Engine", s)))];
        string[] missing = [.. built.SelectMany(s => new[] { $"docs/physics/{s}.md", $"tests/Dosimetry.Engine.Tests/{s}" })
            .Where(p => !Path.Exists(Path.Combine(Repository.Root, p)))];
        Assert.True(missing.Length == 0, "Missing: " + string.Join(", ", missing));
    }

    private static bool MayUse(string folder, string used) =>
        Ground.Contains(used)
            ? !Ground.Contains(folder) || Array.IndexOf(Ground, used) < Array.IndexOf(Ground, folder)
            : folder is "" or "Phantom" || Stages.Contains(folder) && Array.IndexOf(Stages, used) < Array.IndexOf(Stages, folder);

    private static IEnumerable<string> UsedStages(string file) =>
        StageReference().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Where(s => Stages.Contains(s) || Ground.Contains(s)).Distinct();

    private static string StageOf(string file)
    {
        string[] parts = Path.GetRelativePath(Path.Combine(Repository.Root, "src/Dosimetry.Engine"), file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : "";
    }

    private static string EngineOf(string file)
    {
        string[] parts = Path.GetRelativePath(Path.Combine(Repository.Root, "src/Dosimetry.Engine"), file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 2 && parts[0] == "Dose" ? parts[1] : "";
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\bDosimetry\.Engine\.(\w+)\b")]
    private static partial Regex StageReference();
}
