using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Import.Sources;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>
/// The same SOP Instance UID twice: with the same pixels it is a copy and is read once; with other pixels it is a conflict that a person must
/// settle. The first in the order of names is kept, nothing is overwritten.
/// </summary>
internal sealed class DuplicateInstances(FindingLog findings)
{
    private readonly Dictionary<string, SourceFile> _seen = [];

    public bool IsNew(InstanceHeader header)
    {
        if (header.SopInstanceUid is not { } uid || _seen.TryAdd(uid, header.Source)) return true;
        SourceFile first = _seen[uid];
        if (SamePixels(first, header.Source))
            findings.Info("IMPORT.DUPLICATE", $"The same object as {first.Name} (same UID, same content); read once.", header.Source.Name);
        else
            findings.Error("IMPORT.DUPLICATE_CONFLICT", $"The same UID as {first.Name} but other content. The first is used, this one is left out. Cure: find out which is right and send only that.", header.Source.Name);
        return false;
    }

    private static bool SamePixels(SourceFile a, SourceFile b) => Pixels(a).SequenceEqual(Pixels(b));

    /// <summary>The bytes that carry the content: pixels, or the whole data set of an object without any.</summary>
    private static ReadOnlySpan<byte> Pixels(SourceFile source)
    {
        byte[] bytes = File.ReadAllBytes(source.Path);
        try
        {
            DicomElement? pixels = DicomReader.Read(bytes).DataSet[DicomTags.PixelData];
            if (pixels is { Fragments: { } fragments }) return fragments.SelectMany(f => f.ToArray()).ToArray();
            return pixels is null ? bytes : pixels.Bytes.Span;
        }
        catch (DicomFormatException)
        {
            return bytes;
        }
    }
}
