using Dosimetry.Dicom;
using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Reading;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Cases.Tools;

/// <summary>
/// Decodes the JPEG family with <c>gdcmconv --raw</c> (Debian package libgdcm-tools), one frame per child process. The child never sees a file of
/// others: the frame is wrapped in a small file of our own writing, in a folder of its own, with a time limit.
/// </summary>
public sealed class GdcmTranscoder : IPixelTranscoder
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    /// <summary>JPEG baseline, extended, lossless; JPEG-LS; JPEG 2000.</summary>
    private static readonly HashSet<string> Syntaxes = [.. new[] { "50", "51", "57", "70", "80", "81", "90", "91" }.Select(s => "1.2.840.10008.1.2.4." + s)];

    private readonly string _program;

    private GdcmTranscoder(string program) => _program = program;

    /// <summary>The transcoder, or null where gdcmconv is not installed.</summary>
    public static GdcmTranscoder? Find()
    {
        string? program = new[] { "/usr/bin/gdcmconv", "/usr/local/bin/gdcmconv" }.FirstOrDefault(File.Exists);
        return program is null ? null : new GdcmTranscoder(program);
    }

    /// <inheritdoc/>
    public bool Decodes(TransferSyntax syntax) => Syntaxes.Contains(syntax.Uid);

    /// <inheritdoc/>
    public byte[] Decode(ReadOnlyMemory<byte> frame, PixelFormat format, TransferSyntax syntax)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("dosimetry-gdcm-");
        try
        {
            string packed = Path.Combine(folder.FullName, "packed.dcm"), raw = Path.Combine(folder.FullName, "raw.dcm");
            File.WriteAllBytes(packed, DicomWriter.Write(SingleFrame.DataSet(frame, format), syntax));
            ChildResult result = ChildProcess.RunAsync(new ChildCommand([_program, "--raw", packed, raw], TimeLimit), CancellationToken.None).GetAwaiter().GetResult();
            if (result is not { Ending: ChildEnding.Exited, ExitCode: 0 } || !File.Exists(raw))
                throw new DicomFormatException($"gdcmconv cannot decode the frame as {syntax}: it is damaged.");
            return DicomReader.Read(File.ReadAllBytes(raw)).DataSet.Bytes(DicomTags.PixelData).ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
