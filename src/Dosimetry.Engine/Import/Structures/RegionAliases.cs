using System.Globalization;
using System.Text;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Structures;

/// <summary>A region name of ours and whether the table knew the original; if not it is the original in snake_case.</summary>
public readonly record struct RegionName(string Name, bool IsMapped);

/// <summary>
/// Maps names of regions in any spelling ("Kidney L", "Niere links", "KidneyLeft") to the list of names used everywhere (specs: snake_case, sides
/// last, three digits for lesions). The spellings are data: <c>data/regions/aliases.csv</c>.
/// </summary>
public sealed class RegionAliases
{
    private static readonly HashSet<string> LeftWords = ["left", "l", "li", "lt", "links", "linke", "linker", "sin", "sinistra", "sinister", "gauche"];
    private static readonly HashSet<string> RightWords = ["right", "r", "re", "rt", "rechts", "rechte", "rechter", "dx", "dex", "dextra", "dexter", "droit"];

    private readonly Dictionary<string, (string Base, string Form)> _spellings = [];

    private RegionAliases(IEnumerable<string> lines, string file)
    {
        foreach (string line in lines.Where(l => l.Length > 0 && l[0] != '#'))
        {
            string[] fields = line.Split(';');
            if (fields.Length != 3) throw new RefusedException("REGIONS.ALIASES", $"The line '{line}' has not three fields.", file);
            foreach (string spelling in fields[2].Split('|').Append(fields[0].Replace("_", "", StringComparison.Ordinal))) _spellings[spelling] = (fields[0], fields[1]);
        }
    }

    /// <summary>Reads a table of spellings.</summary>
    public static RegionAliases Read(string path) => new(File.ReadLines(path), path);

    /// <summary>The table delivered with the program.</summary>
    public static RegionAliases OpenDefault() => Read(Path.Combine(AppContext.BaseDirectory, "data", "regions", "aliases.csv"));

    /// <summary>Our name of a region called <paramref name="original"/>.</summary>
    public RegionName Map(string original)
    {
        List<string> words = Words(original);
        string? side = words.Any(LeftWords.Contains) ? "left" : words.Any(RightWords.Contains) ? "right" : null;
        List<string> rest = [.. words.Where(w => !LeftWords.Contains(w) && !RightWords.Contains(w))];
        string? number = rest.FindLast(w => w.All(char.IsAsciiDigit));
        if (Find(string.Concat(rest)) is { Form: not "numbered" } whole && Compose(whole, side) is { } name) return new RegionName(name, true);
        string lettersOnly = string.Concat(rest.Where(w => !w.All(char.IsAsciiDigit)));
        if (Find(lettersOnly) is { Form: "numbered" } && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n is > 0 and < 1000)
            return new RegionName(string.Create(CultureInfo.InvariantCulture, $"lesion_{n:D3}"), true);
        string own = string.Join('_', words);
        return new RegionName(own.Length > 0 ? own : "region", false);
    }

    private (string Base, string Form)? Find(string spelling) => _spellings.TryGetValue(spelling, out var found) ? found : null;

    /// <summary>Base, side and union as one name; null when a side stands with an organ that has none.</summary>
    private static string? Compose((string Base, string Form) organ, string? side) => organ.Form.Split(':') switch
    {
        ["single"] => side is null ? organ.Base : null,
        ["paired", var union] => side is not null ? $"{organ.Base}_{side}" : union.Length > 0 ? union : null,
        _ => null,
    };

    /// <summary>Lower-case words of letters or digits; a change from small to capital letter, or from letter to digit, begins a new one.</summary>
    private static List<string> Words(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        char previous = ' ';
        foreach (char c in Plain(text))
        {
            bool starts = char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(previous) || char.IsAsciiDigit(c) != char.IsAsciiDigit(previous);
            if ((!char.IsAsciiLetterOrDigit(c) || starts) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            if (char.IsAsciiLetterOrDigit(c)) word.Append(char.ToLowerInvariant(c));
            previous = c;
        }
        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }

    private static string Plain(string text) => string.Concat(text.Select(c => c switch
    {
        'ä' => "ae", 'ö' => "oe", 'ü' => "ue", 'Ä' => "Ae", 'Ö' => "Oe", 'Ü' => "Ue", 'ß' => "ss",
        'é' or 'è' or 'ê' => "e", 'á' or 'à' or 'â' => "a", 'ó' or 'ò' => "o", 'í' or 'ì' => "i", 'ú' or 'ù' => "u", 'ç' => "c", 'ñ' => "n",
        _ => c.ToString(),
    }));
}
