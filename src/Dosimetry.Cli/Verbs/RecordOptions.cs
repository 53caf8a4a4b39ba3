using System.CommandLine;
using Dosimetry.Cases;

namespace Dosimetry.Cli.Verbs;

/// <summary>Options of the verbs that open a record.</summary>
internal sealed class RecordOptions
{
    private readonly Option<string> _data = new("--data") { Description = "Data folder of the record.", Required = true };
    private readonly Option<string?> _postgreSql = new("--postgres")
    {
        Description = "Connection string, where the record is in PostgreSQL. Keep the password in a file named by Passfile=.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_postgreSql);
    }

    /// <summary>Opens the record; a folder that is none is refused, not made into one.</summary>
    public CaseWorkspace Open(ParseResult parsed)
    {
        string folder = parsed.GetValue(_data)!;
        if (!Directory.Exists(Path.Combine(folder, "cases")))
            throw new DirectoryNotFoundException($"{folder} is not the data folder of a record: it has no folder cases/.");
        return OpenOrMake(parsed);
    }

    /// <summary>Opens the record and makes it where there is none.</summary>
    public CaseWorkspace OpenOrMake(ParseResult parsed)
    {
        string folder = parsed.GetValue(_data)!;
        return new CaseWorkspace(new CasesOptions { DataFolder = folder, PostgreSql = parsed.GetValue(_postgreSql) }, TimeProvider.System);
    }
}
