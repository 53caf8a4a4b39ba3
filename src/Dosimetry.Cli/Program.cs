using System.CommandLine;
using Dosimetry.Cli;

RootCommand root = new("Dosimetry Planner: dosimetry for Lu-177 PSMA therapy. Research use only; not a medical device.");
root.Options.Add(CommonOptions.Json);
foreach (Command verb in VerbTable.All()) root.Subcommands.Add(verb);

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine("`dosimetry --help` lists the verbs, `dosimetry VERB --help` its options.");
    return ExitCode.WrongArguments;
}
return await parsed.InvokeAsync();
