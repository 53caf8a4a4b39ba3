namespace Dosimetry.Pbpk.Sbml;

/// <summary>Names as SBML identifiers.</summary>
internal static class SbmlId
{
    /// <summary>Letters and digits stay, anything else becomes an underscore; an identifier never begins with a digit.</summary>
    public static string Of(string name)
    {
        string id = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return id.Length == 0 || char.IsAsciiDigit(id[0]) ? "_" + id : id;
    }
}
