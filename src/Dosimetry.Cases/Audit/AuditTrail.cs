using Dosimetry.Cases.Store;

namespace Dosimetry.Cases.Audit;

/// <summary>Append-only, hash-chained record of every create, change, delete, sign-in, failed sign-in, export and view.</summary>
public sealed class AuditTrail(Database database, TimeProvider time)
{
    private const string Columns = "sequence, at, user_name, action, entity, entity_id, summary, previous_sha256, sha256";

    /// <summary>Adds an entry inside the transaction of what it tells, so that neither exists without the other.</summary>
    public void Append(StoreScope scope, Actor actor, string action, string entity, string entityId, string summary = "")
    {
        // The update locks the head until commit: writers queue up here, in both databases.
        scope.Do("update audit_head set sequence = sequence + 1 where id = 1");
        AuditHead head = scope.Row<AuditHead>("select sequence, sha256 from audit_head where id = 1")!;
        AuditEntry entry = new()
        {
            Sequence = head.Sequence, At = time.GetUtcNow(), UserName = actor.Name, Action = action,
            Entity = entity, EntityId = entityId, Summary = summary, PreviousSha256 = head.Sha256,
        };
        entry = entry with { Sha256 = entry.ComputeSha256() };
        scope.Do("insert into audit_entry (sequence, at, user_name, action, entity, entity_id, summary, previous_sha256, sha256) " +
            "values (@Sequence, @At, @UserName, @Action, @Entity, @EntityId, @Summary, @PreviousSha256, @Sha256)", entry);
        scope.Do("update audit_head set sha256 = @Sha256 where id = 1", entry);
    }

    /// <summary>Adds an entry of its own: for views and exports, which change nothing else.</summary>
    public void Record(Actor actor, string action, string entity, string entityId, string summary = "") =>
        database.Write(scope => Append(scope, actor, action, entity, entityId, summary));

    /// <summary>Newest entries first; <paramref name="entityId"/> limits them to one entity.</summary>
    public IReadOnlyList<AuditEntry> List(int count = 200, string? entityId = null, long before = long.MaxValue) => database.Read(scope =>
        scope.Rows<AuditEntry>($"select {Columns} from audit_entry where sequence < @before and (@entityId is null or entity_id = @entityId) " +
            "order by sequence desc limit @count", new { count, entityId, before }));

    /// <summary>Walks the whole chain and names the first entry that was changed, removed, inserted or moved, or the missing end.</summary>
    /// <param name="anchor">A head seen earlier (printed on a report, kept elsewhere): finds a chain that was rewritten as a whole.</param>
    public AuditCheck Check(AuditHead? anchor = null) => database.Write(scope =>
    {
        // Holding the head keeps writers waiting, so that the walk sees one state; without it a busy trail would look added to.
        scope.Do("update audit_head set sequence = sequence where id = 1");
        return AuditChain.Check(
            from => scope.Rows<AuditEntry>($"select {Columns} from audit_entry where sequence > @from order by sequence limit {AuditChain.Page}", new { from }),
            scope.Row<AuditHead>("select sequence, sha256 from audit_head where id = 1")!, anchor);
    });

    /// <summary>The end of the chain, for reports and for keeping in a second place.</summary>
    public AuditHead Head() => database.Read(scope => scope.Row<AuditHead>("select sequence, sha256 from audit_head where id = 1")!);
}

/// <summary>End of the chain: number and hash of the last entry.</summary>
public sealed record AuditHead
{
    /// <summary>Number of the last entry, 0 for none.</summary>
    public long Sequence { get; init; }
    /// <summary>Hash of the last entry.</summary>
    public string Sha256 { get; init; } = "";
}
