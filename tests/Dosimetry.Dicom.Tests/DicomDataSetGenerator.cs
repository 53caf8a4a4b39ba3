using System.Text;

namespace Dosimetry.Dicom.Tests;

/// <summary>
/// Random data sets over public tags of every VR, up to three levels deep. The first element is always one a real file has.
/// </summary>
internal static class DicomDataSetGenerator
{
    /// <summary>Three tags for each VR the dictionary knows, the pixel data and file meta left out.</summary>
    public static readonly DicomTag[] Tags = Enumerable.Range(0x0008_0012, 0x10000).Concat(Enumerable.Range(0x0018_0000, 0x2000))
        .Concat(Enumerable.Range(0x0028_0000, 0x2000)).Concat(Enumerable.Range(0x0054_0000, 0x2000)).Concat(Enumerable.Range(0x3006_0000,
            0x100))
        .Concat(Enumerable.Range(0x0066_0000, 0x100)).Concat(Enumerable.Range(0x0072_0000, 0x100))
        .Select(value => new DicomTag((uint)value))
        .Where(t => DicomDictionary.Keyword(t) is not null && t != DicomTags.PixelRepresentation && t != DicomTags.SpecificCharacterSet)
        .GroupBy(t => DicomDictionary.VrOf(t)).SelectMany(g => g.Take(g.Key == DicomVr.SQ ? 4 : 3)).ToArray();

    public static Arbitrary<DicomDataSet> Arbitrary =>
        Arb.From(DataSet(3).Select(set => set.Set(DicomTags.SOPClassUID, "1.2.840.1").Set(DicomTags.SOPInstanceUID, "1.2.3")));

    private static Gen<DicomDataSet> DataSet(int depth) =>
        from tags in Gen.SubListOf(Tags.Where(t => depth > 0 || DicomDictionary.VrOf(t) != DicomVr.SQ))
        from elements in Gen.CollectToArray(tags, t => Element(t, depth))
        select elements.Aggregate(new DicomDataSet(), (set, element) => set.Set(element));

    private static Gen<DicomElement> Element(DicomTag tag, int depth) => DicomDictionary.VrOf(tag) switch
    {
        DicomVr.SQ => from count in Gen.Choose(0, 2)
                      from items in Gen.ListOf(DataSet(depth - 1), count)
                      select new DicomElement(tag, items.ToArray()),
        var vr when vr.WordSize() > 1 || vr is DicomVr.OB or DicomVr.UN =>
            from words in Gen.Choose(0, 5)
            from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), words * Math.Max(2, vr.WordSize()))
            select new DicomElement(tag, vr, vr == DicomVr.UN && bytes is [0xFE, 0xFF, ..] ? new byte[2] : bytes),
        var vr => from letters in Gen.ArrayOf(Gen.Elements("AZ019 \\.ÄЖ漢".ToCharArray()))
                  select new DicomElement(tag, vr, Encoding.UTF8.GetBytes(letters)),
    };
}
