using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dosimetry.Cases.Store;

/// <summary>Where the two databases differ; all SQL is written once. <paramref name="OnOpen"/> runs on every opened connection.</summary>
/// <param name="Name">Shown on the about page and in test names.</param>
/// <param name="Connect">Makes a closed connection.</param>
/// <param name="OnOpen">Statements for a fresh connection, or empty.</param>
/// <param name="LockSchema">Statement at the start of a migration that keeps a second program out, or empty where the transaction does.</param>
/// <param name="Owned">What ends with the program: the pool of connections.</param>
public sealed record SqlDialect(string Name, Func<DbConnection> Connect, string OnOpen, string LockSchema, IDisposable? Owned = null)
{
    // FULL, because NORMAL may lose the last commits at power loss; WAL, so that readers do not wait for the writer.
    private const string SqlitePragmas =
        "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma busy_timeout=5000;";
    private const string AdvisoryLock = "select pg_advisory_xact_lock(7177060);"; // any fixed number that only we use

    /// <summary>SQLite in a file.</summary>
    public static SqlDialect Sqlite(string file)
    {
        SystemSqlite.EnsureLoaded();
        string text = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ToString();
        return new SqlDialect("SQLite", () => new SqliteConnection(text), SqlitePragmas, "");
    }

    /// <summary>PostgreSQL by connection string. A commit counts only when it is on disk, whatever the server's default is.</summary>
    public static SqlDialect PostgreSql(string connectionString)
    {
        NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        return new SqlDialect("PostgreSQL", source.CreateConnection, "set synchronous_commit = on;", AdvisoryLock, source);
    }

    /// <summary>What is wrong with a PostgreSQL connection string, or null. The parser's own message may repeat a password, so it is not passed on.</summary>
    public static string? PostgreSqlObjection(string connectionString)
    {
        try { return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host) ? "the connection string names no Host." : null; }
        catch (ArgumentException) { return "not a connection string like 'Host=/run/postgresql;Database=dosimetry;Username=planner'."; }
    }
}
