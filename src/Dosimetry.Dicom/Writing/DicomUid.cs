using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Dosimetry.Dicom.Writing;

/// <summary>
/// Unique identifiers without clock or chance: the same parts always give the same UID. The form is 2.25.&lt;integer&gt; (PS3.5 B.2), the
/// integer being 128 bits of SHA-256 over the parts.
/// </summary>
public static class DicomUid
{
    /// <summary>
    /// A UID made from a seed, an input's hash, a role and so on; the parts are kept apart, so ("a","bc") and ("ab","c") differ.
    /// </summary>
    public static string From(params ReadOnlySpan<string> parts)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', parts)));
        // As UUIDs of RFC 9562 version 8 (custom): fixed version and variant bits keep the number in the range others expect.
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        var number = new BigInteger(hash.AsSpan(0, 16), isUnsigned: true, isBigEndian: true);
        return "2.25." + number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Numbers and dots, at most 64 characters, no component with a leading zero.</summary>
    public static bool IsValid(string? uid) =>
        uid is { Length: > 0 and <= 64 }
            && uid.Split('.').All(c => c.Length > 0 && c.All(char.IsAsciiDigit) && (c.Length == 1 || c[0] != '0'));
}
