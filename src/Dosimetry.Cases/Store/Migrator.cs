using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Store;

/// <summary>One numbered step of the schema, embedded as <c>NNNN-name.sql</c>.</summary>
internal sealed record Migration(string Name, string Sql)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The steps of this program, in order.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } = [.. Load()];

    private static IEnumerable<Migration> Load()
    {
        Assembly assembly = typeof(Migration).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(n => char.IsAsciiDigit(n[0])).Order(StringComparer.Ordinal))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            yield return new Migration(name, reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }
}

/// <summary>Brings a database to the schema of this program: applies what is missing, in one transaction each, and refuses a changed history.</summary>
internal static class Migrator
{
    private const string Ledger =
        "create table if not exists schema_migration (name text primary key, sha256 text not null, applied_utc text not null)";

    public static void Apply(Database database, SqlDialect dialect, TimeProvider time) =>
        Apply(database, dialect, time, Migration.Embedded);

    public static void Apply(Database database, SqlDialect dialect, TimeProvider time, IReadOnlyList<Migration> migrations) => database.Write(scope =>
    {
        if (dialect.LockSchema.Length > 0) scope.Do(dialect.LockSchema);
        scope.Do(Ledger);
        var applied = scope.Rows<Applied>("select name, sha256 from schema_migration order by name");
        foreach (Applied step in applied) CheckUnchanged(step, migrations);
        foreach (Migration step in migrations.Where(m => applied.All(a => a.Name != m.Name)))
        {
            scope.Do(step.Sql);
            scope.Do("insert into schema_migration (name, sha256, applied_utc) values (@Name, @Sha256, @Now)",
                new { step.Name, step.Sha256, Now = time.GetUtcNow() });
        }
    });

    private static void CheckUnchanged(Applied step, IReadOnlyList<Migration> migrations)
    {
        Migration known = migrations.FirstOrDefault(m => m.Name == step.Name)
            ?? throw new RefusedException("STORE.NEWER_SCHEMA",
                $"The database holds step {step.Name}, which this program does not know. Start the newer program, or restore a backup made before it.");
        if (known.Sha256 != step.Sha256)
            throw new RefusedException("STORE.CHANGED_MIGRATION",
                $"Step {step.Name} of the database schema was applied with another content than this program carries. Use the program that made this database.");
    }

    private sealed record Applied { public string Name { get; init; } = ""; public string Sha256 { get; init; } = ""; }
}
