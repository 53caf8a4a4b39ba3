using System.Text;

namespace Dosimetry.Cases.Tools;

/// <summary>Cuts a stream of characters into lines of bounded length; a child that never ends its line cannot fill memory.</summary>
internal sealed class LineSplitter(Action<string> onLine)
{
    private const int LongestLine = 2000;
    private readonly StringBuilder _line = new();

    public void Add(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (c is '\n' or '\r') Flush();
            else if (_line.Length < LongestLine) _line.Append(c);
        }
    }

    private void Flush()
    {
        if (_line.Length > 0) onLine(_line.ToString());
        _line.Clear();
    }
}
