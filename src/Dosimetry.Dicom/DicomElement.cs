namespace Dosimetry.Dicom;

/// <summary>
/// One data element: exactly one of bytes (<see cref="Bytes"/>, always little endian), a sequence (<see cref="Items"/>) or encapsulated
/// pixel data (<see cref="Fragments"/>, offset table first). Immutable.
/// </summary>
public sealed class DicomElement
{
    /// <summary>An element of plain bytes; numbers little endian.</summary>
    public DicomElement(DicomTag tag, DicomVr vr, ReadOnlyMemory<byte> bytes) => (Tag, Vr, Bytes) = (tag, vr, bytes);

    /// <summary>A sequence.</summary>
    public DicomElement(DicomTag tag, IReadOnlyList<DicomDataSet> items) => (Tag, Vr, Items) = (tag, DicomVr.SQ, items);

    /// <summary>Encapsulated pixel data; the first fragment is the (possibly empty) offset table.</summary>
    public DicomElement(DicomTag tag, IReadOnlyList<ReadOnlyMemory<byte>> fragments) => (Tag, Vr, Fragments) = (tag, DicomVr.OB, fragments);

    /// <summary>Which element.</summary>
    public DicomTag Tag { get; }
    /// <summary>How its bytes are to be read.</summary>
    public DicomVr Vr { get; }
    /// <summary>The value, little endian; empty for sequences and fragments.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }
    /// <summary>The data sets of a sequence, else null.</summary>
    public IReadOnlyList<DicomDataSet>? Items { get; }
    /// <summary>The fragments of encapsulated pixel data, else null.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Fragments { get; }

    /// <summary>Tag, VR and size, for messages.</summary>
    public override string ToString() => Items is { } items ? $"{Tag} SQ, {items.Count} items"
        : Fragments is { } fragments ? $"{Tag} {fragments.Count} fragments" : $"{Tag} {Vr}, {Bytes.Length} bytes";
}
