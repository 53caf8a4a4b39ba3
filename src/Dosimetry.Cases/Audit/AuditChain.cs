namespace Dosimetry.Cases.Audit;

/// <summary>Walks a chain of entries page by page.</summary>
internal static class AuditChain
{
    /// <summary>Entries read at a time: memory stays flat for any length.</summary>
    public const int Page = 2000;

    public static AuditCheck Check(Func<long, IReadOnlyList<AuditEntry>> read, AuditHead head, AuditHead? anchor)
    {
        long last = 0;
        string hash = "";
        for (IReadOnlyList<AuditEntry> page = read(0); page.Count > 0; page = read(last))
        {
            foreach (AuditEntry entry in page)
            {
                if (Fault(entry, last, hash, anchor) is { } reason) return new AuditCheck(last, hash, last + 1, reason);
                (last, hash) = (entry.Sequence, entry.Sha256);
            }
        }
        if (last != head.Sequence) return new AuditCheck(last, hash, Math.Min(last, head.Sequence) + 1, "The end of the trail is missing or was added to.");
        if (hash != head.Sha256) return new AuditCheck(last, hash, last, "The last entry is not the one that was written last.");
        if (anchor is not null && anchor.Sequence > last) return new AuditCheck(last, hash, last + 1, "The trail ends before the head that was kept elsewhere.");
        return new AuditCheck(last, hash, null, null);
    }

    private static string? Fault(AuditEntry entry, long last, string hash, AuditHead? anchor) => entry switch
    {
        _ when entry.Sequence != last + 1 => $"Entry {last + 1} is missing.",
        _ when entry.PreviousSha256 != hash => "The entry does not follow the one before it.",
        _ when entry.Sha256 != entry.ComputeSha256() => "The entry's content was changed.",
        _ when entry.Sequence == anchor?.Sequence && entry.Sha256 != anchor.Sha256 => "The trail was rewritten: it differs from the head that was kept elsewhere.",
        _ => null,
    };
}
