using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Codecs;

/// <summary>
/// The Image Pixel module, checked: every number is in a range that makes sense, and no product of them overflows.
/// <paramref name="Signed"/> values are two's complement of <paramref name="BitsStored"/> bits that end at <paramref name="HighBit"/>.
/// </summary>
public sealed record PixelFormat(
    int Rows, int Columns, int Frames, int SamplesPerPixel, int BitsAllocated, int BitsStored, int HighBit, bool Signed, string Photometric)
{
    /// <summary>Pixels of one frame.</summary>
    public int PixelsPerFrame => Rows * Columns;

    /// <summary>Bits of one frame; one-bit frames follow one another without a gap.</summary>
    public long BitsPerFrame => (long)PixelsPerFrame * SamplesPerPixel * BitsAllocated;

    /// <summary>Bytes of one frame; one-bit frames are rounded up.</summary>
    public int BytesPerFrame => (int)((BitsPerFrame + 7) / 8);

    /// <summary>Reads and checks the module.</summary>
    /// <exception cref="DicomFormatException">A value is absent, out of range, or the image is larger than one array can hold.</exception>
    public static PixelFormat Of(DicomDataSet image)
    {
        int allocated = Required(image, DicomTags.BitsAllocated, 1, 64);
        int stored = Optional(image, DicomTags.BitsStored, allocated, 1, allocated);
        var format = new PixelFormat(
            Required(image, DicomTags.Rows, 1, ushort.MaxValue), Required(image, DicomTags.Columns, 1, ushort.MaxValue),
            Optional(image, DicomTags.NumberOfFrames, 1, 1, int.MaxValue), Optional(image, DicomTags.SamplesPerPixel, 1, 1, 4),
            allocated, stored, Optional(image, DicomTags.HighBit, stored - 1, stored - 1, allocated - 1),
            Optional(image, DicomTags.PixelRepresentation, 0, 0, 1) == 1,
            image.String(DicomTags.PhotometricInterpretation) ?? "MONOCHROME2");
        if (allocated is not (1 or 8 or 16 or 32 or 64))
            throw new DicomFormatException($"{DicomTags.BitsAllocated} is {allocated}: not 1, 8, 16, 32 or 64.");
        if ((long)format.Rows * format.Columns * format.SamplesPerPixel * ((allocated + 7) / 8) > Array.MaxLength)
            throw new DicomFormatException($"An image of {format.Rows} × {format.Columns} pixels of {allocated} bits is too large.");
        return format;
    }

    private static int Required(DicomDataSet image, DicomTag tag, int low, int high) =>
        image.Contains(tag) ? Optional(image, tag, low, low, high) : throw new DicomFormatException($"{tag} is missing: not an image.");

    private static int Optional(DicomDataSet image, DicomTag tag, int absent, int low, int high)
    {
        if (image.Bytes(tag).IsEmpty) return absent;
        return image.Int(tag) is { } value && value >= low && value <= high
            ? value : throw new DicomFormatException($"{tag} is '{image.String(tag)}': not a whole number from {low} to {high}.");
    }
}
