using System.Globalization;

namespace Dosimetry.Cases;

/// <summary>A save that came too late: somebody else changed the same thing since it was read. Nothing was written.</summary>
public sealed class ChangedByOtherException(string by, DateTimeOffset at, long currentVersion) : Exception(
    string.Create(CultureInfo.InvariantCulture, $"Changed by {by} at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Compare the two versions and save again."))
{
    /// <summary>Who made the change that came first.</summary>
    public string By { get; } = by;
    /// <summary>When it was made.</summary>
    public DateTimeOffset At { get; } = at;
    /// <summary>Row version as it is now: save against this one to overwrite knowingly.</summary>
    public long CurrentVersion { get; } = currentVersion;
}
