namespace Dosimetry.Engine.Foundation.Nifti;

/// <summary>
/// Reads a NIfTI-1 volume slice by slice, in file order, so that a volume never has to be in memory as a whole. Accepts .nii and .nii.gz
/// (told by content, not by name), both endians. Never reads more bytes than the header states, so a compressed bomb cannot inflate past it.
/// </summary>
public sealed class NiftiReader : IDisposable
{
    /// <summary>Deflate cannot expand more than this (zlib manual: 1032:1): a small file that states more voxels lies.</summary>
    private const int LargestDeflateRatio = 1040;

    private readonly string _path;
    private readonly Stream _stream;
    private readonly byte[] _slice;
    private int _next;

    private NiftiReader(string path, Stream stream, NiftiHeader header)
    {
        (_path, _stream, Header) = (path, stream, header);
        _slice = new byte[header.SliceBytes];
    }

    /// <summary>What the header says.</summary>
    public NiftiHeader Header { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="RefusedException">Not NIfTI-1, too large, or shorter than the header states.</exception>
    public static NiftiReader Open(string path)
    {
        FileStream file = File.OpenRead(path);
        try
        {
            Stream stream = NiftiStream.Plain(file);
            bool compressed = stream != file;
            NiftiHeader header = ReadHeader(path, stream);
            long stated = header.DataOffset + (long)header.SliceBytes * header.Grid.Nz;
            if (stated > (compressed ? file.Length * LargestDeflateRatio : file.Length)) throw TooShort(path, header);
            return new NiftiReader(path, stream, header);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next slice (k ascending) of Nx × Ny values, i fastest.</summary>
    /// <exception cref="InvalidOperationException">All slices are read.</exception>
    /// <exception cref="RefusedException">The file ends early or its compression is damaged.</exception>
    public void ReadSlice(Span<float> values)
    {
        if (_next++ >= Header.Grid.Nz) throw new InvalidOperationException("Every slice of this volume has been read.");
        if (!TryFill(_stream, _slice, _path)) throw TooShort(_path, Header);
        NiftiVoxels.Decode(_slice, Header, values);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static NiftiHeader ReadHeader(string path, Stream stream)
    {
        byte[] bytes = new byte[NiftiHeaderReader.Size];
        if (!TryFill(stream, bytes, path))
            throw new RefusedException("NIFTI.NOT_NIFTI", $"{Path.GetFileName(path)} is shorter than a NIfTI header; give a .nii or .nii.gz volume.", path);
        NiftiHeader header = new NiftiHeaderReader(bytes, path).Read();
        byte[] gap = new byte[header.DataOffset - bytes.Length];
        if (!TryFill(stream, gap, path)) throw TooShort(path, header);
        return header;
    }

    private static bool TryFill(Stream stream, byte[] buffer, string path)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;
        }
        catch (InvalidDataException)
        {
            throw new RefusedException("NIFTI.DAMAGED", $"{Path.GetFileName(path)} is damaged: its gzip data cannot be inflated. Copy it again.", path);
        }
    }

    private static RefusedException TooShort(string path, NiftiHeader header) => new(
        "NIFTI.TRUNCATED",
        $"{Path.GetFileName(path)} is shorter than its header states ({header.Grid.Nx} × {header.Grid.Ny} × {header.Grid.Nz} {header.DataType} voxels). Copy it again.",
        path);
}
