using System.IO.Compression;

namespace Dosimetry.Engine.Foundation.Nifti;

/// <summary>
/// Writes a NIfTI-1 volume slice by slice, so that a volume never has to be in memory as a whole. The file appears under its name only when
/// <see cref="Complete"/> has every slice; until then it is <c>name.part</c>, which <see cref="Dispose"/> removes.
/// </summary>
public sealed class NiftiWriter : IDisposable
{
    private readonly string _path;
    private readonly string _part;
    private readonly NiftiHeader _header;
    private readonly byte[] _slice;
    private readonly Stream _stream;
    private int _written;
    private bool _complete;

    private NiftiWriter(string path, NiftiHeader header, string unit)
    {
        (_path, _part, _header) = (path, path + ".part", header);
        _slice = new byte[header.SliceBytes];
        byte[] start = NiftiHeaderWriter.Build(header, unit);
        FileStream file = File.Create(_part);
        // Fastest: the volumes are read again at once, and the smallest level already removes the air around a patient.
        _stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        _stream.Write(start);
    }

    /// <summary>Values that did not fit the integer type so far and were set to its nearest end; the caller tells the user.</summary>
    public long Saturated { get; private set; }

    /// <summary>
    /// Starts a file (.nii, or .nii.gz compressed) of <paramref name="grid"/> with the quantity and unit in its description.
    /// Stored = (value − intercept) / slope for the integer types.
    /// </summary>
    public static NiftiWriter Create(
        string path, Grid grid, NiftiDataType type, string quantity, string unit, double slope = 1, double intercept = 0, DateTime? referenceTime = null) =>
        new(path, new NiftiHeader(grid, type, slope, intercept, NiftiHeader.Describe(quantity, unit, referenceTime), NiftiHeaderWriter.Size, false), unit);

    /// <summary>Appends the next slice (k ascending) of Nx × Ny values, i fastest.</summary>
    /// <exception cref="ArgumentException">Wrong length, one slice too many, or a value that is not finite.</exception>
    public void WriteSlice(ReadOnlySpan<float> values)
    {
        if (values.Length != _header.Grid.Nx * _header.Grid.Ny || _written >= _header.Grid.Nz)
            throw new ArgumentException($"{values.Length} values for slice {_written} of a {_header.Grid.Nx} × {_header.Grid.Ny} × {_header.Grid.Nz} volume.", nameof(values));
        foreach (float value in values)
            if (!float.IsFinite(value)) throw new ArgumentException($"Slice {_written} of {Path.GetFileName(_path)} holds a value that is not finite.", nameof(values));
        Saturated += NiftiVoxels.Encode(values, _header, _slice);
        _stream.Write(_slice);
        _written++;
    }

    /// <summary>Closes the file and gives it its name.</summary>
    /// <exception cref="InvalidOperationException">Slices are missing.</exception>
    public void Complete()
    {
        if (_written != _header.Grid.Nz) throw new InvalidOperationException($"{_written} of {_header.Grid.Nz} slices of {Path.GetFileName(_path)} were written.");
        _stream.Dispose();
        File.Move(_part, _path, overwrite: true);
        _complete = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_complete) File.Delete(_part);
    }
}
