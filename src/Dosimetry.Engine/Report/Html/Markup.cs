using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Dosimetry.Engine.Report.Html;

/// <summary>
/// Markup that is safe to print. It is only made from an interpolated string, whose holes are encoded: text that came from a file (a patient's name, a
/// region's name) can never become an element, an attribute or a script. Numbers in holes are written culture-free, as coordinates.
/// </summary>
public sealed record Markup
{
    private Markup(string text) => Text = text;

    /// <summary>The markup.</summary>
    public string Text { get; }

    /// <summary>Nothing.</summary>
    public static Markup Empty { get; } = new("");

    /// <summary>Markup with every hole encoded, except holes that are <see cref="Markup"/> themselves.</summary>
    public static Markup Of(ref Writer writer) => new(writer.ToString());

    /// <summary>Markup from the program's own resources, taken as it is; never for text from outside.</summary>
    internal static Markup Trusted(string text) => new(text);

    /// <summary>Pieces one after the other.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(p => p.Text)));

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Builds markup from an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Writer
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
        private readonly StringBuilder _text;

        /// <summary>Called by the compiler.</summary>
        public Writer(int literalLength, int holes) => _text = new StringBuilder(literalLength + 16 * holes);

        /// <summary>Markup as written in the source.</summary>
        public void AppendLiteral(string markup) => _text.Append(markup);
        /// <summary>Text, encoded.</summary>
        public void AppendFormatted(string? text) => _text.Append(text is null ? "" : Encoder.Encode(text));
        /// <summary>Markup made earlier.</summary>
        public void AppendFormatted(Markup? markup) => _text.Append(markup?.Text);
        /// <summary>Several pieces of markup.</summary>
        public void AppendFormatted(IEnumerable<Markup> markup) => _text.Append(Join(markup).Text);
        /// <summary>A whole number.</summary>
        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));
        /// <summary>A coordinate to a hundredth of a pixel.</summary>
        public void AppendFormatted(double number) => _text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));
        /// <inheritdoc/>
        public override string ToString() => _text.ToString();
    }
}
