using System.Globalization;
using System.Security.Cryptography;

namespace Dosimetry.Cases.Security;

/// <summary>PBKDF2 with HMAC-SHA-512 of the base library. Stored as <c>pbkdf2-sha512$iterations$salt$hash</c>, so that the cost can rise later.</summary>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha512";
    private const int Iterations = 210_000; // OWASP password storage cheat sheet, for SHA-512
    private const int SaltBytes = 16, HashBytes = 32;

    public static string Create(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] hash = Derive(password, salt, Iterations);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    public static bool Matches(string password, string stored)
    {
        string[] parts = stored.Split('$');
        if (parts is not [Scheme, _, _, _]) return false;
        byte[] hash = Derive(password, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(parts[3]));
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
