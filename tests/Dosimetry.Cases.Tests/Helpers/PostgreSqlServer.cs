using System.Diagnostics;
using Npgsql;

namespace Dosimetry.Cases.Tests;

/// <summary>A private PostgreSQL cluster in a temporary folder, reachable by its socket only; a fresh database per test. Absent where PostgreSQL is.</summary>
public sealed class PostgreSqlServer : IDisposable
{
    private readonly string? _folder;
    private int _databases;

    public PostgreSqlServer()
    {
        string? programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order().LastOrDefault() : null;
        if (programs is null || !OperatingSystem.IsLinux()) { Absence = "PostgreSQL is not installed (apt-get install postgresql-15)"; return; }
        _folder = Directory.CreateTempSubdirectory("dosimetry-pg-").FullName;
        Programs = Path.Combine(programs, "bin");
        try
        {
            Start();
        }
        catch (InvalidOperationException e)
        {
            Absence = e.Message;
        }
    }

    public string? Absence { get; private set; }
    private string Programs { get; } = "";
    private string Data => Path.Combine(_folder!, "data");

    /// <summary>Connection string of an empty database, or null where there is no server.</summary>
    public string? NewDatabase()
    {
        if (Absence is not null) return null;
        string name = $"test_{Interlocked.Increment(ref _databases)}";
        using NpgsqlConnection connection = new(Text("postgres") + ";Pooling=false");
        connection.Open();
        using NpgsqlCommand create = new($"create database {name}", connection);
        create.ExecuteNonQuery();
        return Text(name);
    }

    public void Dispose()
    {
        if (_folder is null) return;
        if (Absence is null) AsPostgres(Path.Combine(Programs, "pg_ctl"), "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private void Start()
    {
        if (Environment.UserName == "root") Run("chown", "postgres", _folder!);
        AsPostgres(Path.Combine(Programs, "initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        AsPostgres(Path.Combine(Programs, "pg_ctl"), "-D", Data, "-w", "-l", Path.Combine(_folder!, "log"), "-o", $"-k {_folder} -c listen_addresses='' -c fsync=off", "start");
    }

    private string Text(string database) => $"Host={_folder};Username=postgres;Database={database}";

    // PostgreSQL refuses to run as root.
    private static void AsPostgres(params string[] command)
    {
        if (Environment.UserName == "root") Run(["runuser", "-u", "postgres", "--", .. command]);
        else Run(command);
    }

    private static void Run(params string[] command)
    {
        // No pipe on stdout: the server would inherit it and never close it.
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$@\" >/dev/null 2>&1", "sh", .. command]))!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: no PostgreSQL server for tests");
    }
}

/// <summary>One server for all tests that want one.</summary>
[CollectionDefinition("PostgreSQL")]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>;
