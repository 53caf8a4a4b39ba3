using System.Security.Cryptography;
using System.Text.Json;
using Dosimetry.Cases.Store;

namespace Dosimetry.Cases.Audit;

/// <summary>
/// One thing that happened: who, when (UTC), what, to which entity, old to new in short and without any name of a patient.
/// <see cref="Sha256"/> = SHA-256 of the JSON array of all other fields, with the hash of the entry before: a chain.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    public long Sequence { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>Sign-in name of who acted, or <c>system</c>.</summary>
    public string UserName { get; init; } = "";
    /// <summary>What was done, e.g. <c>case.create</c>.</summary>
    public string Action { get; init; } = "";
    /// <summary>Kind of the entity: case, upload, job, user, session.</summary>
    public string Entity { get; init; } = "";
    /// <summary>Identifier of the entity.</summary>
    public string EntityId { get; init; } = "";
    /// <summary>Old to new in short; no patient data.</summary>
    public string Summary { get; init; } = "";
    /// <summary>Hash of the entry before; empty for the first.</summary>
    public string PreviousSha256 { get; init; } = "";
    /// <summary>Hash of this entry.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The hash that this entry must carry.</summary>
    public string ComputeSha256()
    {
        object[] fields = [PreviousSha256, Sequence, StoreTypes.ToText(At), UserName, Action, Entity, EntityId, Summary];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(fields)));
    }
}

/// <summary>What a check of the trail found. <paramref name="FirstBad"/> is null for an intact chain.</summary>
public sealed record AuditCheck(long Entries, string HeadSha256, long? FirstBad, string? Reason)
{
    /// <summary>True when every entry and the end are as they were written.</summary>
    public bool Intact => FirstBad is null;
}
