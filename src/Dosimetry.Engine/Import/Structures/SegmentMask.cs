using Dosimetry.Dicom.Codecs;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;

namespace Dosimetry.Engine.Import.Structures;

/// <summary>
/// Stores one segment as a mask volume cut to the box that holds it: hundred segments of a whole body are then small files, not hundred whole bodies.
/// The mask's own affine says where the box lies.
/// </summary>
internal static class SegmentMask
{
    /// <summary>Decoded frames of one segment kept while its box is sought; a segment beyond it is cut along the stack only.</summary>
    private const long MostBytes = 64 << 20;

    private readonly record struct Box(int I0, int I1, int J0, int J1)
    {
        public int Nx => I1 - I0 + 1;
        public int Ny => J1 - J0 + 1;
    }

    /// <summary>Writes the mask; an empty segment becomes one empty voxel.</summary>
    public static void Write(string path, int segment, SegmentFrames frames, PixelData pixels, CancellationToken cancel)
    {
        byte[] Decoded(int frame) => frames.IsLabelMap ? Array.ConvertAll(pixels.Frame<ushort>(frame), v => v == segment ? (byte)1 : (byte)0) : pixels.Frame<byte>(frame);
        int[] slices = [.. Enumerable.Range(0, frames.Grid.Nz).Where(k => frames.FrameOf(segment, k) is not null)];
        int k0 = slices.Length > 0 ? slices[0] : 0, nz = slices.Length > 0 ? slices[^1] - k0 + 1 : 1;
        bool keep = (long)slices.Length * frames.Grid.Nx * frames.Grid.Ny <= MostBytes;
        Dictionary<int, byte[]> decoded = keep ? slices.ToDictionary(k => k, k => Decoded(frames.FrameOf(segment, k)!.Value)) : [];
        Box box = keep ? BoxOf(decoded.Values, frames.Grid) : new Box(0, frames.Grid.Nx - 1, 0, frames.Grid.Ny - 1);
        using NiftiWriter writer = NiftiWriter.Create(path, Part(frames.Grid, box, k0, nz), NiftiDataType.UInt8, "mask", "1", slope: frames.IsBinary ? 1 : 1.0 / 255);
        float[] slice = new float[box.Nx * box.Ny];
        for (int k = k0; k < k0 + nz; k++)
        {
            cancel.ThrowIfCancellationRequested();
            byte[]? values = keep ? decoded.GetValueOrDefault(k) : frames.FrameOf(segment, k) is { } frame ? Decoded(frame) : null;
            Cut(values, frames, box, slice);
            writer.WriteSlice(slice);
        }
        writer.Complete();
    }

    private static void Cut(byte[]? values, SegmentFrames frames, Box box, float[] slice)
    {
        Array.Clear(slice);
        if (values is null) return;
        for (int j = 0; j < box.Ny; j++)
            for (int i = 0; i < box.Nx; i++)
                slice[i + box.Nx * j] = (float)(values[box.I0 + i + frames.Grid.Nx * (box.J0 + j)] * frames.Slope);
    }

    private static Box BoxOf(IEnumerable<byte[]> frames, Grid grid)
    {
        int i0 = int.MaxValue, i1 = -1, j0 = int.MaxValue, j1 = -1;
        foreach (byte[] frame in frames)
            for (int j = 0; j < grid.Ny; j++)
            {
                ReadOnlySpan<byte> row = frame.AsSpan(j * grid.Nx, grid.Nx);
                int first = row.IndexOfAnyExcept((byte)0);
                if (first < 0) continue;
                (i0, i1) = (Math.Min(i0, first), Math.Max(i1, row.LastIndexOfAnyExcept((byte)0)));
                (j0, j1) = (Math.Min(j0, j), Math.Max(j1, j));
            }
        return i1 < 0 ? new Box(0, 0, 0, 0) : new Box(i0, i1, j0, j1);
    }

    private static Grid Part(Grid whole, Box box, int k0, int nz) => new(
        box.Nx, box.Ny, nz,
        Affine.FromColumns(whole.Affine.StepI, whole.Affine.StepJ, whole.Affine.StepK, whole.Affine.Apply(box.I0, box.J0, k0)));
}
