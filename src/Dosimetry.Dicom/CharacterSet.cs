using System.Text;

namespace Dosimetry.Dicom;

/// <summary>
/// Specific Character Set (PS3.3 C.12.1.1.2): bytes to text. Single-byte sets, UTF-8, GB18030 and GBK are read whole; ISO 2022 code
/// extensions are followed by their escape sequences. An unknown name falls back to Latin 1, so that no byte is lost.
/// </summary>
internal sealed class CharacterSet
{
    private const byte Escape = 0x1B;

    /// <summary>The base library's code pages beyond the built-in ones; a field, so that the others below can rely on it.</summary>
    private static readonly EncodingProvider Pages = CodePagesEncodingProvider.Instance;

    public static readonly CharacterSet Utf8 = new(new UTF8Encoding(false), false);
    public static readonly CharacterSet Latin1 = new(Encoding.Latin1, false);

    private readonly Encoding _first;
    private readonly bool _extended;

    private CharacterSet(Encoding first, bool extended) => (_first, _extended) = (first, extended);

    /// <summary>The set named by the values of (0008,0005); <paramref name="inherited"/> where they are absent.</summary>
    public static CharacterSet Of(string names, CharacterSet inherited)
    {
        string[] values = names.Split('\\').Select(n => n.Trim(' ', '\0')).ToArray();
        if (values is [""]) return inherited;
        return new CharacterSet(Named(values[0]), values.Length > 1 || values[0].StartsWith("ISO 2022", StringComparison.Ordinal));
    }

    public string Decode(ReadOnlySpan<byte> bytes) => _extended && bytes.Contains(Escape) ? DecodeExtended(bytes) : _first.GetString(bytes);

    public byte[] Encode(string text) => _first.GetBytes(text);

    /// <summary>Can the text be stored and read back unchanged?</summary>
    public bool Holds(string text) => _first.GetString(_first.GetBytes(text)) == text;

    /// <summary>
    /// Each escape sequence selects the encoding of the bytes up to the next one; a delimiter or line end returns to the first set.
    /// </summary>
    private string DecodeExtended(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        (Encoding Encoding, bool SetHighBit) current = (_first, false);
        while (!bytes.IsEmpty)
        {
            if (bytes[0] == Escape)
            {
                int length = bytes.Length > 1 && bytes[1] == '$' && bytes.Length > 2 && bytes[2] is (byte)'(' or (byte)')' ? 4 : 3;
                if (length > bytes.Length) break;
                current = Selected(Encoding.ASCII.GetString(bytes[1..length]));
                bytes = bytes[length..];
                continue;
            }
            int run = bytes.IndexOfAny(Escape, (byte)'^', (byte)'\r');
            if (run == 0 && !current.SetHighBit) run = 1;
            if (run <= 0) run = run < 0 ? bytes.Length : 1;
            text.Append(Read(bytes[..run], current));
            if (run < bytes.Length && bytes[run] != Escape && !current.SetHighBit) current = (_first, false);
            bytes = bytes[run..];
        }
        return text.ToString();
    }

    private static string Read(ReadOnlySpan<byte> run, (Encoding Encoding, bool SetHighBit) set)
    {
        if (!set.SetHighBit) return set.Encoding.GetString(run);
        byte[] raised = run.ToArray();
        for (int i = 0; i < raised.Length; i++) raised[i] |= 0x80;
        return set.Encoding.GetString(raised);
    }

    /// <summary>
    /// Escape sequences of PS3.3 table C.12-3 and C.12-4. JIS X 0208 comes in seven bits and is EUC-JP with the high bits set.
    /// </summary>
    private (Encoding, bool) Selected(string escape) => escape switch
    {
        "(B" => (_first, false),
        "-A" => (Page(28591), false),
        "-B" => (Page(28592), false),
        "-C" => (Page(28593), false),
        "-D" => (Page(28594), false),
        "-L" => (Page(28595), false),
        "-G" => (Page(28596), false),
        "-F" => (Page(28597), false),
        "-H" => (Page(28598), false),
        "-M" => (Page(28599), false),
        "-T" => (Page(874), false),
        "(J" or ")I" => (Page(932), false),
        "$B" => (Page(51932), true),
        "$)C" => (Page(51949), false),
        "$)A" => (Page(936), false),
        _ => (_first, false),
    };

    private static Encoding Named(string name) => name.Replace("ISO 2022 IR", "ISO_IR", StringComparison.Ordinal) switch
    {
        "ISO_IR 101" => Page(28592),
        "ISO_IR 109" => Page(28593),
        "ISO_IR 110" => Page(28594),
        "ISO_IR 144" => Page(28595),
        "ISO_IR 127" => Page(28596),
        "ISO_IR 126" => Page(28597),
        "ISO_IR 138" => Page(28598),
        "ISO_IR 148" => Page(28599),
        "ISO_IR 203" => Page(28605),
        "ISO_IR 166" => Page(874),
        "ISO_IR 13" => Page(932),
        "ISO_IR 192" => new UTF8Encoding(false),
        "GB18030" => Page(54936),
        "GBK" => Page(936),
        _ => Encoding.Latin1,
    };

    private static Encoding Page(int codePage) => Pages.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
}
