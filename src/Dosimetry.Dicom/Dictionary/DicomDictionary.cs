using System.Collections.Frozen;
using System.Globalization;

namespace Dosimetry.Dicom.Dictionary;

/// <summary>
/// The public data dictionary (PS3.6), embedded as <c>Dictionary/dicom.tsv</c>; derived from DCMTK's, whose notice lies beside it.
/// Private tags are not in it.
/// </summary>
public static class DicomDictionary
{
    private readonly record struct Entry(DicomVr Vr, bool FollowsPixelRepresentation, string Keyword);

    private static readonly FrozenDictionary<uint, Entry> Entries = Load();
    private static readonly Lazy<FrozenDictionary<string, DicomTag>> Keywords =
        new(() => Entries.ToFrozenDictionary(e => e.Value.Keyword, e => new DicomTag(e.Key)));

    /// <summary>
    /// The VR of a tag; <see cref="DicomVr.UN"/> where the dictionary has none. <paramref name="signedPixels"/> decides those that are US
    /// or SS.
    /// </summary>
    public static DicomVr VrOf(DicomTag tag, bool signedPixels = false)
    {
        if (Lookup(tag) is { } entry) return entry.FollowsPixelRepresentation && signedPixels ? DicomVr.SS : entry.Vr;
        if (tag.Element == 0) return DicomVr.UL;
        return tag.IsPrivateCreator ? DicomVr.LO : DicomVr.UN;
    }

    /// <summary>The keyword of a tag ("PatientID"), or null.</summary>
    public static string? Keyword(DicomTag tag) => Lookup(tag)?.Keyword;

    /// <summary>The tag of a keyword, or null.</summary>
    public static DicomTag? Tag(string keyword) => Keywords.Value.TryGetValue(keyword, out DicomTag tag) ? tag : null;

    /// <summary>Overlay and curve groups repeat: 6002 means what 6000 means.</summary>
    private static Entry? Lookup(DicomTag tag)
    {
        bool repeats = !tag.IsPrivate && (tag.Group & 0xFF00) is 0x5000 or 0x6000;
        uint key = repeats ? (uint)(tag.Group & 0xFF00) << 16 | tag.Element : tag.Value;
        return Entries.TryGetValue(key, out Entry entry) ? entry : null;
    }

    private static FrozenDictionary<uint, Entry> Load()
    {
        using Stream data = typeof(DicomDictionary).Assembly.GetManifestResourceStream("Dosimetry.Dicom.dicom.tsv")!;
        using var lines = new StreamReader(data);
        var entries = new Dictionary<uint, Entry>(5000);
        while (lines.ReadLine() is { } line)
        {
            string[] field = line.Split('\t');
            bool follows = field[1] == "US/SS";
            entries[uint.Parse(field[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)] =
                new Entry(follows ? DicomVr.US : Enum.Parse<DicomVr>(field[1]), follows, field[2]);
        }
        return entries.ToFrozenDictionary();
    }
}
