namespace Dosimetry.Dicom.Reading;

/// <summary>What the reader tolerated, up to <see cref="DicomFile.MaxWarnings"/>; the last line then counts the rest.</summary>
internal sealed class Warnings
{
    private readonly List<string> _lines = [];
    private int _more;

    public void Add(string line)
    {
        if (_lines.Count < DicomFile.MaxWarnings) _lines.Add(line); else _more++;
    }

    public IReadOnlyList<string> ToList() => _more == 0 ? _lines : [.. _lines, $"… and {_more} more."];
}
