using System.Reflection;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Security;

/// <summary>Length and a list of common passwords (NIST SP 800-63B): no rules about kinds of characters, which make passwords worse.</summary>
internal static class PasswordRules
{
    private const int Shortest = 12, Longest = 256;
    private static readonly HashSet<string> Common = Load();

    /// <exception cref="RefusedException">USER.PASSWORD, with what would be accepted.</exception>
    public static void Check(string password, string userName)
    {
        if (password.Length is < Shortest or > Longest)
            throw Refused($"A password has {Shortest} to {Longest} characters; a sentence of four words is easy to remember.");
        string plain = password.ToLowerInvariant();
        if (Common.Contains(plain) || plain.Distinct().Count() < 5)
            throw Refused("This password is on the list of common ones, which attackers try first. Choose another.");
        if (plain.Contains(userName, StringComparison.OrdinalIgnoreCase))
            throw Refused("The password contains the sign-in name. Choose another.");
    }

    private static RefusedException Refused(string text) => new("USER.PASSWORD", text);

    private static HashSet<string> Load()
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
