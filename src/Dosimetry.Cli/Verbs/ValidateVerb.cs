using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using Dosimetry.Cli.Validate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry validate</c>: every reference table against the engine; one page and one JSON document.</summary>
internal static class ValidateVerb
{
    public static Command Create()
    {
        Option<string?> only = new("--only") { Description = $"Only the groups whose name contains this: {string.Join(", ", ValidationPack.Groups.Select(g => g.Name))}." };
        Option<string?> output = new("--out") { Description = "Folder for report.html and results.json." };
        Command command = new("validate", "Compares the engine with every reference table; missing reference data are skipped by name.") { only, output };
        return command.Does((parsed, cancel) => Run(parsed.GetValue(only), parsed.GetValue(output), cancel));
    }

    private static VerbResult Run(string? only, string? output, CancellationToken cancel)
    {
        DirectoryInfo work = Directory.CreateTempSubdirectory("dosimetry-validate-");
        try
        {
            var context = new ValidationContext(ValidationContext.FindReference(), work.FullName, cancel);
            ValidationResult result = ValidationPack.Run(context, only, Console.Error.WriteLine);
            object document = Document(result);
            if (output is not null) Write(Directory.CreateDirectory(output).FullName, result, document);
            return new VerbResult(document, Lines(result), result.Failed > 0 ? ExitCode.Failed : ExitCode.Done);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static object Document(ValidationResult result) => new
    {
        result.Passed,
        result.Failed,
        Checks = result.Checks.Select(c => new
        {
            c.Group, c.Name, Measured = Figures.Finite(c.Measured), c.Reference, c.Tolerance, ToleranceKind = c.Relative ? "relative" : "absolute", c.Unit,
            Deviation = Figures.Finite(c.Deviation), c.Pass, c.Source, c.Note,
        }),
        result.Skipped,
    };

    private static void Write(string folder, ValidationResult result, object document)
    {
        string version = typeof(ValidateVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        File.WriteAllText(Path.Combine(folder, "report.html"), ValidationPage.Write(result, version, TimeProvider.System.GetUtcNow()));
        File.WriteAllText(Path.Combine(folder, "results.json"), JsonSerializer.Serialize(document, EngineJson.Options));
    }

    private static IEnumerable<string> Lines(ValidationResult result)
    {
        foreach (ValidationCheck c in result.Checks)
            yield return $"{(c.Pass ? "pass" : "FAIL")}  {c.Group,-16} {c.Name,-48} {Figures.Show(c.Measured, 5),12} {Figures.Show(c.Reference, 5),12} {c.Unit,-14} off by {(c.Relative ? Figures.Percent(c.Deviation) : Figures.Show(c.Deviation, 2))}";
        foreach (SkippedChecks s in result.Skipped) yield return $"SKIPPED {s.Group}: {s.Reason}";
        yield return $"{result.Passed} passed, {result.Failed} failed, {result.Skipped.Count} groups skipped";
    }
}
