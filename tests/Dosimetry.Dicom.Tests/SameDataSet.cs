namespace Dosimetry.Dicom.Tests;

/// <summary>Compares data sets element by element, values padded to even length as a file has them.</summary>
internal static class SameDataSet
{
    public static void Assert(DicomDataSet expected, DicomDataSet actual, string path = "")
    {
        Xunit.Assert.Equal(expected.Select(e => path + e.Tag), actual.Select(e => path + e.Tag));
        foreach ((DicomElement e, DicomElement a) in expected.Zip(actual))
        {
            string place = path + e.Tag;
            Xunit.Assert.Equal((place, e.Vr), (place, a.Vr));
            Xunit.Assert.Equal((place, Hex(e)), (place, Hex(a)));
            Xunit.Assert.Equal((place, e.Items?.Count), (place, a.Items?.Count));
            for (int i = 0; i < (e.Items?.Count ?? 0); i++) Assert(e.Items![i], a.Items![i], $"{place}[{i}]/");
        }
    }

    private static string Hex(DicomElement element)
    {
        IEnumerable<ReadOnlyMemory<byte>> parts = element.Fragments ?? [element.Bytes];
        return string.Join("|", parts.Select(p =>
            Convert.ToHexString(p.Span) + (p.Length % 2 == 1 ? element.Vr.Padding().ToString("X2") : "")));
    }
}
