namespace Dosimetry.Web.Model;

/// <summary>Two people saved: the version just saved, the one in use, and who saved that one and when.</summary>
public sealed record RegionEditConflict(long Mine, long? Theirs, string By, DateTimeOffset? At);
