using System.CommandLine;
using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli;

/// <summary>Exit codes of the command-line contract.</summary>
internal static class ExitCode
{
    public const int Done = 0, WrongArguments = 2, Refused = 3, Failed = 4, Cancelled = 5;
}

/// <summary>Options that every verb understands.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document on stdout and nothing else.",
        Recursive = true,
    };
}

/// <summary>A wrong argument that the parser cannot see, e.g. two options that exclude each other.</summary>
internal sealed class WrongArgumentsException(string message) : Exception(message);

/// <summary>What a verb hands back: the JSON document, and the lines a person reads.</summary>
internal sealed record VerbResult(object Json, IEnumerable<string> Lines, int ExitCode = ExitCode.Done);

/// <summary>Runs a verb: one JSON document or readable lines on stdout, messages on stderr, failures as exit codes of the contract.</summary>
internal static class VerbRunner
{
    /// <summary>Gives a command its action.</summary>
    public static Command Does(this Command command, Func<ParseResult, CancellationToken, Task<VerbResult>> action)
    {
        command.SetAction((parsed, cancel) => RunAsync(parsed, action, cancel));
        return command;
    }

    /// <summary>Gives a command its action, for verbs without waiting in them.</summary>
    public static Command Does(this Command command, Func<ParseResult, CancellationToken, VerbResult> action) =>
        command.Does((parsed, cancel) => Task.FromResult(action(parsed, cancel)));

    private static async Task<int> RunAsync(ParseResult parsed, Func<ParseResult, CancellationToken, Task<VerbResult>> action, CancellationToken cancel)
    {
        bool json = parsed.GetValue(CommonOptions.Json);
        try
        {
            VerbResult result = await action(parsed, cancel);
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(result.Json, EngineJson.Options));
            else foreach (string line in result.Lines) Console.Out.WriteLine(line);
            return result.ExitCode;
        }
        catch (WrongArgumentsException e) { return Say(e.Message, ExitCode.WrongArguments); }
        catch (RefusedException e) { return Refuse(e.Finding, json); }
        catch (OperationCanceledException) { return Say("Cancelled. Nothing was written as a result.", ExitCode.Cancelled); }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException) { return Say(e.Message, ExitCode.Refused); }
        catch (Exception e) { return Say($"Failed: {e.Message}", ExitCode.Failed); }
    }

    private static int Refuse(Finding finding, bool json)
    {
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(new { Refused = true, Findings = (Finding[])[finding] }, EngineJson.Options));
        string file = finding.File is null ? "" : $" ({finding.File})";
        return Say($"Refused [{finding.Code}]: {finding.Text}{file}", ExitCode.Refused);
    }

    private static int Say(string text, int exitCode)
    {
        Console.Error.WriteLine(text);
        return exitCode;
    }
}
