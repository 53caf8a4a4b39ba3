using System.IO.Compression;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Sources;

/// <summary>
/// Unpacks untrusted zips into numbered files of the quarantine folder. Sizes that the archive declares are not believed: bytes are counted while
/// inflating, against a total and against the compressed bytes really consumed. Nested zips, links, encrypted entries and names that
/// act as paths are left out, each with a finding.
/// </summary>
internal sealed class ZipUnpacker(ImportLimits limits, FindingLog findings, string quarantine)
{
    private const int UnixLink = 0xA000, UnixTypeMask = 0xF000;

    private long _inflated, _consumed;
    private int _entries;

    /// <summary>Starts like a zip (local entry, or the end record of an empty one).</summary>
    public static bool IsZip(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        return file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && IsZip(head);
    }

    /// <summary>The files of one archive.</summary>
    /// <exception cref="RefusedException">A bomb, too many entries, or not readable as a zip.</exception>
    public IReadOnlyList<SourceFile> Unpack(SourceFile zip, CancellationToken cancel)
    {
        try
        {
            using FileStream file = zip.Open();
            ZipDirectory.Check(file, limits, zip.Name);
            using ZipArchive archive = new(file, ZipArchiveMode.Read, leaveOpen: true);
            List<SourceFile> unpacked = [];
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                cancel.ThrowIfCancellationRequested();
                if (++_entries > limits.MaxFiles) throw TooManyEntries(limits, zip.Name);
                if (!entry.FullName.EndsWith('/') && Accept(entry, zip) && Inflate(entry, file, zip) is { } found) unpacked.Add(found);
            }
            return unpacked;
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException("IMPORT.ZIP_DAMAGED", $"{zip.Name} cannot be read as a zip: {e.Message} Copy it again.", zip.Name);
        }
    }

    internal static RefusedException TooManyEntries(ImportLimits limits, string name) => new(
        "IMPORT.ZIP_ENTRIES", $"{name} holds more than {limits.MaxFiles} entries: import one patient's studies at a time.", name);

    private bool Accept(ZipArchiveEntry entry, SourceFile zip)
    {
        string shown = $"{zip.Name}/{EntryName.Shown(entry.FullName)}";
        if (EntryName.Fault(entry.FullName) is { } fault)
            findings.Error("IMPORT.ZIP_NAME", $"An entry's name {fault}; the entry was left out. Names in a zip never decide where a file goes.", shown);
        else if ((entry.ExternalAttributes >>> 16 & UnixTypeMask) == UnixLink)
            findings.Error("IMPORT.ZIP_LINK", "An entry is a link; it was left out. Pack the file itself.", shown);
        else if (entry.IsEncrypted)
            findings.Error("IMPORT.ZIP_ENCRYPTED", "An entry is encrypted; it was left out. Pack without a password.", shown);
        else return true;
        return false;
    }

    private SourceFile? Inflate(ZipArchiveEntry entry, FileStream archive, SourceFile zip)
    {
        string shown = $"{zip.Name}/{EntryName.Shown(entry.FullName)}";
        SourceFile target = new(shown, Path.Combine(quarantine, $"{_entries:D6}"));
        try
        {
            using Stream inflating = entry.Open();
            long start = archive.Position;
            byte[] block = new byte[81920];
            int read = inflating.ReadAtLeast(block, 4, throwOnEndOfStream: false);
            if (IsZip(block.AsSpan(0, read)))
            {
                findings.Warn("IMPORT.ZIP_NESTED", "A zip inside a zip is not opened; unpack it first.", shown);
                return null;
            }
            using FileStream output = File.Create(target.Path);
            long before = _consumed;
            for (; read > 0; read = inflating.Read(block))
            {
                _inflated += read;
                _consumed = before + Math.Max(0, archive.Position - start);
                CheckBudget(zip);
                output.Write(block, 0, read);
            }
            return target;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            File.Delete(target.Path);
            findings.Error("IMPORT.ZIP_ENTRY_DAMAGED", $"An entry cannot be inflated and was left out: {e.Message}", shown);
            return null;
        }
    }

    private void CheckBudget(SourceFile zip)
    {
        if (_inflated > limits.RatioGrace && _inflated > limits.MaxInflationRatio * _consumed)
            throw new RefusedException("IMPORT.ZIP_BOMB", $"{zip.Name} inflates to more than {limits.MaxInflationRatio} times its size: refused as a zip bomb. Nothing of it was kept.", zip.Name);
        if (_inflated > limits.MaxInflatedBytes)
            throw new RefusedException("IMPORT.ZIP_TOO_LARGE", $"{zip.Name} inflates to more than {limits.MaxInflatedBytes >> 20} MiB: import one study at a time.", zip.Name);
    }

    private static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8);
}
