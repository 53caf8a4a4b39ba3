using System.Security.Cryptography;

namespace Dosimetry.Cases.Store;

/// <summary>
/// Identifiers of the record: 48 bits of time in ms and 80 random bits as 26 characters of Crockford's base 32 (github.com/ulid/spec). They sort by time,
/// say nothing about a patient, and are safe as folder names.
/// </summary>
public static class Ulid
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;

    /// <summary>A new identifier for a moment.</summary>
    public static string New(DateTimeOffset now)
    {
        UInt128 value = ((UInt128)(ulong)now.ToUnixTimeMilliseconds() << 80) | Random80Bits();
        Span<char> text = stackalloc char[Length];
        for (int i = Length - 1; i >= 0; i--, value >>= 5) text[i] = Alphabet[(int)(value & 31)];
        return new string(text);
    }

    /// <summary>True when a text from outside is an identifier of ours: the only texts that may become part of a path.</summary>
    public static bool IsValid(string? text) => text is { Length: Length } && text[0] <= '7' && !text.AsSpan().ContainsAnyExcept(Alphabet);

    private static UInt128 Random80Bits()
    {
        Span<byte> bytes = stackalloc byte[10];
        RandomNumberGenerator.Fill(bytes);
        UInt128 value = 0;
        foreach (byte b in bytes) value = (value << 8) | b;
        return value;
    }
}
