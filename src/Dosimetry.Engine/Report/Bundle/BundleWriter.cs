using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Export;

namespace Dosimetry.Engine.Report.Bundle;

/// <summary>
/// What goes into a bundle: the import, regions with the series they were drawn on, the administration, and a computed dose with its file; null = not there.
/// </summary>
public sealed record BundleContent(ImportedStudy Study, LabelVolume? Regions, Administration? Given, ReportDocument? Result, string? DoseFile);

/// <summary>A file of a bundle.</summary>
public sealed record BundleFile(string Name, string Sha256);

/// <summary>
/// A de-identified research bundle: zip of calibrated images and labels (NIfTI), regions as SEG, JSON of study, administration and dose, and
/// <c>bundle.json</c> with the SHA-256 of every file and a list of what was taken away.
/// </summary>
public sealed class BundleWriter(Deidentifier identity, ExportMaker maker)
{
    private const int Descrip = 148, Descrip_bytes = 80, AuxFile = 228, AuxFile_bytes = 24;

    private static readonly string[] Removed =
    [
        "patient name, identifier and birth date", "study, series and structure descriptions", "serial numbers, stations, institutions, people",
        "all DICOM headers (images are NIfTI)", "texts of findings", "names of files",
    ];

    private static readonly string[] Changed = ["identifiers replaced, alike in every bundle of this installation", "dates moved back by whole days, the same number for every image of this patient", "times of day and intervals kept"];

    /// <summary>Writes the zip and says what is in it.</summary>
    /// <exception cref="RefusedException">A file of the import is damaged.</exception>
    public IReadOnlyList<BundleFile> Write(BundleContent content, Stream target, CancellationToken cancel)
    {
        ImportedStudy study = identity.Study(content.Study);
        List<BundleFile> files = [];
        using ZipArchive zip = new(target, ZipArchiveMode.Create, leaveOpen: true);
        for (int n = 0; n < study.Series.Count; n++)
        {
            cancel.ThrowIfCancellationRequested();
            string from = Path.Combine(content.Study.Folder, content.Study.Series[n].File);
            files.Add(Add(zip, study.Series[n].File, stream => CopyNifti(from, stream)));
        }
        files.Add(Json(zip, "study.json", study with { Folder = "." }));
        if (content.Regions is { } labels) files.AddRange(Regions(zip, labels, study));
        if (content.Given is { } given) files.Add(Json(zip, "administration.json", new { given.Nuclide, given.Ligand, Activity_MBq = given.NetActivity.MBq, InjectionTime = identity.Shift(given.Time), given.Amount_nmol }));
        if (content.Result is { } result) files.Add(Json(zip, "dose/regions.json", new { result.Dose, result.Regions, result.Kinetics }));
        if (content.DoseFile is { } dose) files.Add(Add(zip, "dose/dose.nii.gz", stream => CopyNifti(dose, stream)));
        Json(zip, "bundle.json", new
        {
            Schema = "dosimetry-bundle/1", Patient = identity.Pseudonym, maker.Software, maker.Version, Files = files.ToDictionary(f => f.Name, f => f.Sha256), Removed, Changed,
            Notes = (string[])["The shape of the patient is in the images: a CT or PET of the head shows a face.", Statements.ResearchUseOnly],
        });
        return files;
    }

    private List<BundleFile> Regions(ZipArchive zip, LabelVolume labels, ImportedStudy study)
    {
        List<BundleFile> files = [Add(zip, "regions/labels.nii.gz", stream => WriteLabels(labels, stream)), Json(zip, "regions/labels.json", labels.Names.OrderBy(n => n.Key).ToDictionary(n => n.Key, n => n.Value))];
        if (labels.Labels.All(l => l == 0) || study.Series.Count == 0) return files;
        ImportedSeries drawnOn = study.Series.FirstOrDefault(s => s.Quantity == CtNumber.Name) ?? study.Series[0];
        RegionExport export = new(study, drawnOn, labels, maker with { Created = drawnOn.AcquisitionTime ?? identity.Shift(maker.Created) });
        files.Add(Add(zip, "regions/seg.dcm", stream => stream.Write(export.Seg())));
        return files;
    }

    private static void WriteLabels(LabelVolume labels, Stream target)
    {
        string folder = Directory.CreateTempSubdirectory("dosimetry-bundle-").FullName;
        try
        {
            string path = Path.Combine(folder, "labels.nii.gz");
            NiftiFile.WriteLabels(path, labels);
            using FileStream file = File.OpenRead(path);
            file.CopyTo(target);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>A NIfTI file with its free texts replaced: description (holds the reference time) and auxiliary file name.</summary>
    private void CopyNifti(string path, Stream target)
    {
        using FileStream file = File.OpenRead(path);
        using Stream plain = NiftiStream.Plain(file);
        using GZipStream packed = new(target, CompressionLevel.Fastest, leaveOpen: true);
        byte[] header = new byte[NiftiHeaderReader.Size];
        plain.ReadExactly(header);
        string description = Encoding.ASCII.GetString(header, Descrip, Descrip_bytes).TrimEnd('\0');
        header.AsSpan(Descrip, Descrip_bytes).Clear();
        header.AsSpan(AuxFile, AuxFile_bytes).Clear();
        Encoding.ASCII.GetBytes(identity.NiftiDescription(description)).AsSpan().CopyTo(header.AsSpan(Descrip, Descrip_bytes));
        packed.Write(header);
        plain.CopyTo(packed);
    }

    private static BundleFile Json<T>(ZipArchive zip, string name, T value) => Add(zip, name, stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(value, EngineJson.Options)));

    private static BundleFile Add(ZipArchive zip, string name, Action<Stream> write)
    {
        // Everything inside is packed already, or small.
        ZipArchiveEntry entry = zip.CreateEntry(name, name.EndsWith(".json", StringComparison.Ordinal) ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (Stream stream = entry.Open())
        using (HashingStream counted = new(stream, hash)) write(counted);
        return new BundleFile(name, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Hashes what is written through it.</summary>
    private sealed class HashingStream(Stream inner, IncrementalHash hash) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            inner.Write(buffer);
        }
    }
}
