namespace Dosimetry.Web.Authentication;

/// <summary>Where to go after signing in: an address of our own, whatever the query says (no open redirect).</summary>
public static class LocalAddress
{
    /// <summary>The address if it is a path on this server, otherwise the list of cases.</summary>
    public static string OrCases(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal)
            && !address.Any(char.IsControl)
            ? address
            : "/cases";
}
