using System.Buffers.Binary;

namespace Dosimetry.Dicom.Tests.Reading;

/// <summary>Damages files as transmission, bad software and attackers do; the same seed gives the same damage.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly uint[] Lengths = [0, 1, 2, 7, 0xFFFE, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];
    private static readonly string[] Vrs = ["US", "UL", "SQ", "UN", "OB", "OW", "DS", "ZZ", "\0\0", "FD"];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] file)
    {
        byte[] bytes = [.. file];
        int changes = 1 + _random.Next(4);
        for (int i = 0; i < changes && bytes.Length > 16; i++) bytes = Change(bytes);
        return bytes;
    }

    private byte[] Change(byte[] bytes)
    {
        // Headers are where the parser decides; the pixels at the end seldom matter.
        int at = _random.Next(_random.Next(2) == 0 ? Math.Min(bytes.Length, 4000) : bytes.Length) & ~1;
        at = Math.Min(at, bytes.Length - 8);
        switch (_random.Next(9))
        {
            case 0: bytes[at] ^= (byte)(1 << _random.Next(8)); break;
            case 1: bytes[at] = (byte)_random.Next(256); break;
            case 2: BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), Lengths[_random.Next(Lengths.Length)]); break;
            case 3: BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)Lengths[_random.Next(Lengths.Length)]); break;
            case 4: BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), (uint)(bytes.Length - at + 1)); break;
            case 5: System.Text.Encoding.ASCII.GetBytes(Vrs[_random.Next(Vrs.Length)], bytes.AsSpan(at)); break;
            case 6: return bytes[..at];
            case 7: return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 2 * _random.Next(20))..]];
            default:
                byte[] piece = bytes[at..Math.Min(bytes.Length, at + 2 * _random.Next(40))];
                return [.. bytes[..at], .. piece, .. bytes[at..]];
        }
        return bytes;
    }
}
