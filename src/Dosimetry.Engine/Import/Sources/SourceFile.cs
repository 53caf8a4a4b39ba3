namespace Dosimetry.Engine.Import.Sources;

/// <summary>
/// One file to be read: <paramref name="Name"/> is what the sender called it (shown, never used as a path), <paramref name="Path"/> where it lies,
/// under the sender's name in a folder he gave, under a number of ours when it came out of a zip.
/// </summary>
internal sealed record SourceFile(string Name, string Path)
{
    /// <summary>Opens it for reading; small buffer because headers are read in pieces of their own size.</summary>
    public FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 16_384);
}
