using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Dosimetry.Engine.Foundation.Nifti;

/// <summary>Turns stored voxels into values and back: value = stored × slope + intercept; integers are rounded to nearest and saturate.</summary>
internal static class NiftiVoxels
{
    /// <summary>Decodes one slice; <paramref name="raw"/> is turned to this machine's byte order in place.</summary>
    public static void Decode(Span<byte> raw, NiftiHeader header, Span<float> values)
    {
        if (header.BigEndian == BitConverter.IsLittleEndian) SwapBytes(raw, header.DataType.Bytes());
        switch (header.DataType)
        {
            case NiftiDataType.UInt8: Widen<byte>(raw, values); break;
            case NiftiDataType.Int16: Widen<short>(raw, values); break;
            case NiftiDataType.UInt16: Widen<ushort>(raw, values); break;
            case NiftiDataType.Int32: Widen<int>(raw, values); break;
            case NiftiDataType.Float32: Widen<float>(raw, values); break;
            case NiftiDataType.Float64: Widen<double>(raw, values); break;
            default: throw new ArgumentOutOfRangeException(nameof(header), header.DataType, "Not a NIfTI voxel type of ours.");
        }
        if (header is { Slope: 1, Intercept: 0 }) return;
        for (int n = 0; n < values.Length; n++) values[n] = (float)(values[n] * header.Slope + header.Intercept);
    }

    /// <summary>Encodes one slice; returns how many values did not fit the integer type and were set to its nearest end.</summary>
    public static int Encode(ReadOnlySpan<float> values, NiftiHeader header, Span<byte> raw) => header.DataType switch
    {
        NiftiDataType.Float32 => EncodeSingles(values, raw),
        NiftiDataType.UInt8 => EncodeIntegers(values, header, byte.MinValue, byte.MaxValue, raw),
        NiftiDataType.Int16 => EncodeIntegers(values, header, short.MinValue, short.MaxValue, raw),
        NiftiDataType.UInt16 => EncodeIntegers(values, header, ushort.MinValue, ushort.MaxValue, raw),
        _ => throw new ArgumentOutOfRangeException(nameof(header), header.DataType, "Written are uint8, int16, uint16 and float32."),
    };

    private static int EncodeSingles(ReadOnlySpan<float> values, Span<byte> raw)
    {
        for (int n = 0; n < values.Length; n++) BinaryPrimitives.WriteSingleLittleEndian(raw[(4 * n)..], values[n]);
        return 0;
    }

    private static int EncodeIntegers(ReadOnlySpan<float> values, NiftiHeader header, double low, double high, Span<byte> raw)
    {
        int saturated = 0;
        for (int n = 0; n < values.Length; n++)
        {
            double stored = Math.Round((values[n] - header.Intercept) / header.Slope);
            if (stored < low || stored > high) saturated++;
            int clamped = (int)Math.Clamp(stored, low, high);
            if (header.DataType == NiftiDataType.UInt8) raw[n] = (byte)clamped;
            else BinaryPrimitives.WriteUInt16LittleEndian(raw[(2 * n)..], unchecked((ushort)clamped));
        }
        return saturated;
    }

    private static void Widen<TStored>(ReadOnlySpan<byte> raw, Span<float> values) where TStored : unmanaged, System.Numerics.INumber<TStored>
    {
        ReadOnlySpan<TStored> stored = MemoryMarshal.Cast<byte, TStored>(raw);
        for (int n = 0; n < values.Length; n++) values[n] = float.CreateTruncating(stored[n]);
    }

    private static void SwapBytes(Span<byte> raw, int width)
    {
        for (int at = 0; width > 1 && at < raw.Length; at += width) raw.Slice(at, width).Reverse();
    }
}
