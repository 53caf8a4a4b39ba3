using System.Buffers.Binary;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Sources;

/// <summary>
/// Looks at the end record of a zip before the directory is read into memory: the number of entries and the size of the directory are bounded
/// first. 65 535 entries mean "see the zip64 record", which is more than any import takes.
/// </summary>
internal static class ZipDirectory
{
    private const int EndRecord = 22, LongestComment = 65_535;

    /// <summary>Directory bytes per entry: a fixed part of 46 and a name and extra fields of ours not above this.</summary>
    private const int LargestEntry = 2048;

    public static void Check(FileStream file, ImportLimits limits, string name)
    {
        byte[] tail = new byte[(int)Math.Min(file.Length, EndRecord + LongestComment)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        file.Position = 0;
        int at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < EndRecord)
            throw new RefusedException("IMPORT.ZIP_DAMAGED", $"{name} has no zip directory at its end: it is cut off. Copy it again.", name);
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
        uint directoryBytes = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
        if (entries > limits.MaxFiles || directoryBytes > (long)limits.MaxFiles * LargestEntry) throw ZipUnpacker.TooManyEntries(limits, name);
    }
}
