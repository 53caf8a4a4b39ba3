using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>Writes an image as PNG: 8-bit RGB, no filter, zlib (ISO/IEC 15948). The base library has no image encoder.</summary>
public static class PngWriter
{
    private static readonly byte[] Signature = [137, 80, 78, 71, 13, 10, 26, 10];
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>The file's bytes. <paramref name="fast"/>: for a picture that is looked at once and thrown away.</summary>
    public static byte[] Write(RgbImage image, bool fast = false)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", Compress(image, fast ? CompressionLevel.Fastest : CompressionLevel.Optimal));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(RgbImage image, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level))
        {
            int row = 3 * image.Width;
            for (int y = 0; y < image.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(image.Rgb, y * row, row);
            }
        }
        return packed.ToArray();
    }

    private static void Chunk(Stream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        byte[] name = Encoding.ASCII.GetBytes(type);
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(0xFFFFFFFF, name), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte b in data) crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
