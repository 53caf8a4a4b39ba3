namespace Dosimetry.Cases.Uploads;

/// <summary>An open upload: a quarantine folder with what has arrived. It survives a restart and stays until completed or aborted.</summary>
public sealed record Upload(string Id, string CaseId, string UserId, DateTimeOffset StartedAt);

/// <summary>A file that has arrived whole. <see cref="DisplayName"/> is what the sender called it: text, never a path.</summary>
public sealed record UploadedFile(int Number, string DisplayName, string Sha256, long Bytes);

/// <summary>An upload taken into its case: files new to the case, files that were there already, and the import job that reads them.</summary>
public sealed record UploadOutcome(string UploadId, string CaseId, int Added, int Duplicates, string JobId);
