using System.Data.Common;
using Dapper;

namespace Dosimetry.Cases.Store;

/// <summary>The one door to the database. Reads and writes are short and synchronous; a write is one transaction with its audit entry in it.</summary>
public sealed class Database : IDisposable
{
    private readonly SqlDialect _dialect;

    static Database() => StoreTypes.Register();

    /// <summary>Uses a dialect and brings its schema up to date.</summary>
    /// <exception cref="Dosimetry.Engine.Foundation.RefusedException">The schema was made by a newer or a changed program.</exception>
    public Database(SqlDialect dialect, TimeProvider time)
    {
        _dialect = dialect;
        Migrator.Apply(this, dialect, time);
    }

    /// <summary>SQLite or PostgreSQL.</summary>
    public string Name => _dialect.Name;

    /// <summary>Reads, in one connection without a transaction.</summary>
    public T Read<T>(Func<StoreScope, T> read)
    {
        using DbConnection connection = Open();
        return read(new StoreScope(connection, null));
    }

    /// <summary>Writes everything or nothing. An exception leaves the record as it was.</summary>
    public T Write<T>(Func<StoreScope, T> write)
    {
        using DbConnection connection = Open();
        using DbTransaction transaction = connection.BeginTransaction();
        T result = write(new StoreScope(connection, transaction));
        transaction.Commit();
        return result;
    }

    /// <summary>Writes everything or nothing.</summary>
    public void Write(Action<StoreScope> write) => Write(scope => { write(scope); return true; });

    /// <summary>Closes what is kept open.</summary>
    public void Dispose() => _dialect.Owned?.Dispose();

    private DbConnection Open()
    {
        DbConnection connection = _dialect.Connect();
        connection.Open();
        if (_dialect.OnOpen.Length > 0) connection.Execute(_dialect.OnOpen);
        return connection;
    }
}
