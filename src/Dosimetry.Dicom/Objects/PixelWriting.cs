using System.Runtime.InteropServices;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>The Image Pixel module of grey images with whole-byte pixels.</summary>
internal static class PixelWriting
{
    public static DicomDataSet SetPixels<T>(this DicomDataSet image, int rows, int columns, ReadOnlySpan<T> stored, bool signed) where T
        : unmanaged
    {
        int bits = 8 * Marshal.SizeOf<T>();
        // Every platform .NET 10 runs on here is little endian, as is the file.
        byte[] bytes = MemoryMarshal.AsBytes(stored).ToArray();
        return image.SetPixelFormat(rows, columns, bits, signed).SetBytes(DicomTags.PixelData, bytes, DicomVr.OW);
    }

    public static DicomDataSet SetPixelFormat(this DicomDataSet image, int rows, int columns, int bits, bool signed) => image
        .Set(DicomTags.SamplesPerPixel, 1).Set(DicomTags.PhotometricInterpretation, "MONOCHROME2")
        .Set(DicomTags.Rows, rows).Set(DicomTags.Columns, columns)
        .Set(DicomTags.BitsAllocated, bits).Set(DicomTags.BitsStored, bits).Set(DicomTags.HighBit, bits - 1)
        .Set(DicomTags.PixelRepresentation, signed ? 1 : 0);
}
