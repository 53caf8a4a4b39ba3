using System.Collections.Concurrent;

namespace Dosimetry.Web.Model;

/// <summary>A person who has the region editor of a case open.</summary>
public sealed record PresentEditor(string Name, DateTimeOffset Since);

/// <summary>Who edits the regions of a case right now, on this server: the second one is told before the first stroke.</summary>
public sealed class EditPresence(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string CaseId, string EditorId), PresentEditor> _open = new();

    /// <summary>Somebody came or went.</summary>
    public event Action<string>? Changed;

    /// <summary>Opens an editor.</summary>
    public void Enter(string caseId, string editorId, string name)
    {
        _open[(caseId, editorId)] = new PresentEditor(name, time.GetUtcNow());
        Changed?.Invoke(caseId);
    }

    /// <summary>Closes an editor.</summary>
    public void Leave(string caseId, string editorId)
    {
        if (_open.TryRemove((caseId, editorId), out _)) Changed?.Invoke(caseId);
    }

    /// <summary>The others who have the case's regions open.</summary>
    public IReadOnlyList<PresentEditor> Others(string caseId, string editorId) =>
        [.. _open.Where(e => e.Key.CaseId == caseId && e.Key.EditorId != editorId).Select(e => e.Value).OrderBy(e => e.Since)];
}
