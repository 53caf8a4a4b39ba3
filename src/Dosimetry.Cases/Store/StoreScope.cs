using System.Data.Common;
using Dapper;

namespace Dosimetry.Cases.Store;

/// <summary>A connection with its transaction (null for reads), with the few calls that the record needs. Parameters are always bound, never spliced.</summary>
public sealed class StoreScope
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;

    internal StoreScope(DbConnection connection, DbTransaction? transaction) => (_connection, _transaction) = (connection, transaction);

    /// <summary>All rows.</summary>
    public IReadOnlyList<T> Rows<T>(string sql, object? values = null) => _connection.Query<T>(sql, values, _transaction).AsList();

    /// <summary>The row, or null when there is none.</summary>
    public T? Row<T>(string sql, object? values = null) where T : class => _connection.QuerySingleOrDefault<T>(sql, values, _transaction);

    /// <summary>One value, or the default when there is no row.</summary>
    public T? Value<T>(string sql, object? values = null) => _connection.ExecuteScalar<T>(sql, values, _transaction);

    /// <summary>Changes rows and says how many.</summary>
    public int Do(string sql, object? values = null) => _connection.Execute(sql, values, _transaction);
}
