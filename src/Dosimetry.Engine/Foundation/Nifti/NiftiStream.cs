using System.IO.Compression;

namespace Dosimetry.Engine.Foundation.Nifti;

/// <summary>The bytes of a NIfTI file, compressed or not (told by content, not by name).</summary>
internal static class NiftiStream
{
    /// <summary>The uncompressed bytes from the start; the caller disposes both streams.</summary>
    public static Stream Plain(FileStream file)
    {
        bool compressed = file.Length >= 2 && file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
