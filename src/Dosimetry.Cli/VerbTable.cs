using System.CommandLine;

namespace Dosimetry.Cli;

/// <summary>Every verb of the command line, in the order of the pipeline. One file per verb in <c>Verbs/</c>.</summary>
internal static class VerbTable
{
    public static IReadOnlyList<Command> All() => [];
}
