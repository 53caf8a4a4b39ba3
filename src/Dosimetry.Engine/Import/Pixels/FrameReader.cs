using Dosimetry.Dicom;
using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Import.Headers;

namespace Dosimetry.Engine.Import.Pixels;

/// <summary>Values of planes, one at a time: only the file of the latest plane is in memory.</summary>
internal sealed class FrameReader(IPixelTranscoder? transcoder)
{
    private string? _path;
    private PixelData? _pixels;

    /// <summary>Slope × stored + intercept of a plane, row by row.</summary>
    /// <exception cref="DicomFormatException">Pixels missing, damaged, or compressed in a way nothing here decodes.</exception>
    public float[] Read(Plane plane) => Open(plane.Instance).Scaled(plane.Frame, plane.Slope, plane.Intercept);

    /// <summary>The pixels of an instance, kept until another instance is asked for.</summary>
    public PixelData Open(InstanceHeader instance)
    {
        if (_path == instance.Source.Path && _pixels is not null) return _pixels;
        (_path, _pixels) = (null, null); // lets the previous file go before the next is read
        PixelData pixels = PixelData.Of(DicomReader.Read(File.ReadAllBytes(instance.Source.Path)), transcoder);
        (_path, _pixels) = (instance.Source.Path, pixels);
        return pixels;
    }
}
