using System.Text.RegularExpressions;

namespace Dosimetry.Web.Model;

/// <summary>Colours that came from outside.</summary>
public static partial class Colours
{
    /// <summary>The colour when it is #rrggbb, else a grey: text from outside never becomes a style.</summary>
    public static string Safe(string? colour) => colour is not null && Hex().IsMatch(colour) ? colour : "#82929e";

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Hex();
}
