namespace Dosimetry.Web.Model;

/// <summary>Where an upload stands in the page.</summary>
public enum UploadState
{
    /// <summary>Nothing sent yet.</summary>
    Waiting,
    /// <summary>Bytes travel.</summary>
    Sending,
    /// <summary>Some files could not be sent; the rest waits.</summary>
    Incomplete,
    /// <summary>Everything is in the case.</summary>
    Complete,
    /// <summary>Stopped by the person; what had arrived was removed.</summary>
    Cancelled,
    /// <summary>The server refused.</summary>
    Failed,
}

/// <summary>A file that did not arrive, and why.</summary>
public sealed record NotSent(string Name, string Reason);

/// <summary>What upload.js reports at the end. A failure comes as data, never as an exception: that would end the page.</summary>
public sealed record UploadResult(string State, string? JobId = null, string? Message = null, IReadOnlyList<NotSent>? Failed = null)
{
    /// <summary>The state as a value.</summary>
    public UploadState ToState() => Enum.TryParse(State, ignoreCase: true, out UploadState state) ? state : UploadState.Failed;
}
