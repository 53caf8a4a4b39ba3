using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Import.Sources;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>
/// First pass: reads every file up to its pixels and sorts it by series. What is no DICOM, is cut off, or is of no use here becomes a finding.
/// </summary>
internal sealed class HeaderScan(FindingLog findings)
{
    private readonly Dictionary<(string, ObjectKind), SeriesGroup> _series = [];
    private readonly DuplicateInstances _duplicates = new(findings);

    /// <summary>The series found, in the order of their first file.</summary>
    public IReadOnlyCollection<SeriesGroup> Series => _series.Values;

    /// <summary>Files that are NIfTI volumes.</summary>
    public List<SourceFile> Nifti { get; } = [];

    /// <summary>Every patient seen.</summary>
    public PatientCheck Patients { get; } = new();

    public void Scan(SourceFile source)
    {
        try
        {
            using FileStream stream = source.Open();
            if (stream.Length == 0) findings.Warn("IMPORT.EMPTY_FILE", "The file is empty. Copy it again.", source.Name);
            else if (LooksLikeNifti(source)) Nifti.Add(source);
            else if (Read(stream, source) is { } file) Sort(source, file, stream.Length);
        }
        catch (DicomFormatException e)
        {
            findings.Warn("IMPORT.DAMAGED", $"Not readable as DICOM: {e.Message}", source.Name);
        }
        catch (IOException e)
        {
            findings.Error("IMPORT.UNREADABLE", $"The file cannot be read: {e.Message}", source.Name);
        }
    }

    private DicomFile? Read(FileStream stream, SourceFile source)
    {
        DicomFile file;
        try
        {
            file = DicomReader.Read(stream, stopBeforePixels: true);
        }
        catch (DicomFormatException) when (!HasDicomMark(stream))
        {
            file = new DicomFile(new DicomDataSet(), new DicomDataSet(), TransferSyntax.ExplicitLittleEndian);
        }
        if (file.SopClassUid is not null || file.DataSet.Contains(DicomTags.Rows)) return file;
        bool marked = HasDicomMark(stream);
        if (marked) findings.Warn("IMPORT.NO_SOP_CLASS", "A DICOM file without SOP Class UID: what it is cannot be told. Left out.", source.Name);
        else findings.Warn("IMPORT.NOT_DICOM", "Not a DICOM file, nor a NIfTI volume, nor a zip. Left out.", source.Name);
        return null;
    }

    private void Sort(SourceFile source, DicomFile file, long fileLength)
    {
        InstanceHeader header = InstanceHeader.From(source, file);
        if (header.Kind == ObjectKind.Directory)
        {
            findings.Info("IMPORT.DICOMDIR", "A DICOMDIR is not needed and was ignored; the files themselves are read.", source.Name);
            return;
        }
        foreach (string warning in file.Warnings.Take(3)) findings.Info("IMPORT.TOLERATED", warning, source.Name);
        if (IsTruncated(file, header, fileLength)) // before duplicates are looked at: a sound copy may follow
        {
            findings.Error("IMPORT.TRUNCATED", "The file is cut off: its pixels are not all there. Left out. Cure: copy or send it again.", source.Name);
            return;
        }
        if (!_duplicates.IsNew(header)) return;
        Patients.Add(file.DataSet, header.Kind);
        SeriesGroup group = GroupOf(header, file.DataSet);
        group.Instances.Add(header);
        if (header.Kind is ObjectKind.Ct or ObjectKind.Pet) AddPlanes(group, header, file.DataSet);
    }

    private SeriesGroup GroupOf(InstanceHeader header, DicomDataSet data)
    {
        if (!_series.TryGetValue((header.SeriesKey, header.Kind), out SeriesGroup? group))
            _series.Add((header.SeriesKey, header.Kind), group = new SeriesGroup(header.SeriesKey, header.Kind, WithoutPixels(data)));
        return group;
    }

    private void AddPlanes(SeriesGroup group, InstanceHeader header, DicomDataSet data)
    {
        if (header.Kind == ObjectKind.Ct && data.Strings(DicomTags.ImageType).Contains("LOCALIZER"))
        {
            findings.Info("IMPORT.LOCALIZER", "A CT localizer (scout view) is no slice of the volume; left out.", header.Source.Name);
            return;
        }
        IReadOnlyList<Plane> planes = PlaneReader.Read(header, data);
        if (planes.Count == 0)
            findings.Error("IMPORT.POSITION_MISSING", "Image Position, Orientation or Pixel Spacing is missing or impossible: where the image lies is unknown. Left out.", header.Source.Name);
        group.Planes.AddRange(planes);
    }

    /// <summary>Native pixels that end beyond the file, or hold fewer bytes than rows, columns and frames need.</summary>
    private static bool IsTruncated(DicomFile file, InstanceHeader header, long fileLength)
    {
        if (file.Pixels is not { Length: { } length } place) return !file.IsComplete && header.Rows > 0;
        int bits = file.DataSet.Int(DicomTags.BitsAllocated) ?? 16, frames = file.DataSet.Int(DicomTags.NumberOfFrames) ?? 1;
        Int128 needed = ((Int128)header.Rows * header.Columns * Math.Max(frames, 1) * bits + 7) / 8;
        return place.Offset + length > fileLength || length < needed;
    }

    private static DicomDataSet WithoutPixels(DicomDataSet data) => data.Contains(DicomTags.PixelData) ? data.Copy().Remove(DicomTags.PixelData) : data;

    private static bool HasDicomMark(FileStream stream)
    {
        if (stream.Length < 132) return false;
        stream.Position = 128;
        Span<byte> mark = stackalloc byte[4];
        stream.ReadExactly(mark);
        return mark.SequenceEqual("DICM"u8);
    }

    private static bool LooksLikeNifti(SourceFile source)
    {
        using FileStream stream = source.Open();
        Span<byte> head = stackalloc byte[348];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read > 2 && head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return OpensAsNifti(source.Path);
        return read == 348 && head[344..347].SequenceEqual("n+1"u8);
    }

    private static bool OpensAsNifti(string path)
    {
        try
        {
            using NiftiReader reader = NiftiReader.Open(path);
            return true;
        }
        catch (RefusedException)
        {
            return false;
        }
    }
}
