using Dosimetry.Dicom.Codecs;
using Dosimetry.Engine.Import.Headers;
using Dosimetry.Engine.Import.Pixels;

namespace Dosimetry.Engine.Import.Series;

/// <summary>What the series of one import share: the output folder, the findings, the pixel reader and the numbering of names.</summary>
internal sealed class ImportContext(string folder, FindingLog findings, IPixelTranscoder? transcoder, CancellationToken cancel)
{
    private readonly Dictionary<string, int> _numbers = [];

    public string Folder { get; } = folder;
    public FindingLog Findings { get; } = findings;
    public FrameReader Frames { get; } = new(transcoder);
    public ValueMaps ValueMaps { get; } = new();
    public CancellationToken Cancel { get; } = cancel;
    public VolumeStore Store => new(Folder, Frames, Findings);

    /// <summary>"ct-1", "ct-2", …: names in the output folder are ours.</summary>
    public string NextId(string kind)
    {
        int number = _numbers[kind] = _numbers.GetValueOrDefault(kind) + 1;
        return FormattableString.Invariant($"{kind}-{number}");
    }
}
