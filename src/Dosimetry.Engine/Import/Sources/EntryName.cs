namespace Dosimetry.Engine.Import.Sources;

/// <summary>Names in a zip are never used as paths; those that try to be one leave the archive unread, because nobody honest writes them.</summary>
internal static class EntryName
{
    private const int Longest = 1024;

    /// <summary>Why a name is refused, or null.</summary>
    public static string? Fault(string name)
    {
        if (name.Length > Longest) return $"is {name.Length} characters long";
        if (name.Contains('\0')) return "holds a NUL character";
        if (name.StartsWith('/') || name.StartsWith('\\') || name is [_, ':', ..]) return "is an absolute path";
        string plain = name.Replace('\\', '/').Replace("\u2025", "..", StringComparison.Ordinal);
        foreach (char dot in "\u2024\uFE52\uFF0E") plain = plain.Replace(dot, '.');
        return plain.Split('/').Contains("..") ? "leads out of its folder" : null;
    }

    /// <summary>A name fit for a message: control characters out, long names cut.</summary>
    public static string Shown(string name)
    {
        string clean = new([.. name.Select(c => char.IsControl(c) ? '?' : c)]);
        return clean.Length <= 120 ? clean : clean[..117] + "…";
    }
}
