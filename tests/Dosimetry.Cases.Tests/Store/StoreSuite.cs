using Xunit.Abstractions;

namespace Dosimetry.Cases.Tests.Store;

/// <summary>The tests of the record that every database must pass.</summary>
public abstract partial class StoreSuite(ITestOutputHelper output)
{
    /// <summary>An empty record, or null and the reason.</summary>
    private protected abstract TestRecord? Open(out string? reason);

    private void With(Action<TestRecord> test, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        using TestRecord? record = Open(out string? reason);
        if (record is not null) test(record);
        else output.WriteLine($"SKIPPED {GetType().Name}.{name}: {reason}");
    }
}

/// <summary>On SQLite, always.</summary>
public sealed class SqliteStoreTests(ITestOutputHelper output) : StoreSuite(output)
{
    private protected override TestRecord? Open(out string? reason)
    {
        reason = null;
        return new TestRecord();
    }
}

/// <summary>On PostgreSQL, where it is installed.</summary>
[Collection("PostgreSQL")]
public sealed class PostgreSqlStoreTests(PostgreSqlServer server, ITestOutputHelper output) : StoreSuite(output)
{
    private protected override TestRecord? Open(out string? reason)
    {
        reason = server.Absence;
        return server.NewDatabase() is { } text ? new TestRecord(text) : null;
    }
}
