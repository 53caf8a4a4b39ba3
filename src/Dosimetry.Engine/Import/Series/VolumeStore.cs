using Dosimetry.Dicom;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Import.Geometry;
using Dosimetry.Engine.Import.Headers;
using Dosimetry.Engine.Import.Pixels;

namespace Dosimetry.Engine.Import.Series;

/// <summary>
/// Writes a stack slice by slice as NIfTI; a missing slice is interpolated between its neighbours (the finding was made with the stack).
/// </summary>
internal sealed class VolumeStore(string folder, FrameReader frames, FindingLog findings)
{
    /// <summary>How the values of a volume are to be stored; <c>Scale</c> is the factor on the rescaled value of slice k, null for 1.</summary>
    public sealed record Format(NiftiDataType Type, string Quantity, string Unit, DateTime? ReferenceTime = null, Func<int, double>? Scale = null);

    /// <summary>Writes <paramref name="file"/> below the output folder; false with a finding when the pixels cannot be had.</summary>
    public bool Write(string file, string series, SliceStack stack, Format format, CancellationToken cancel)
    {
        try
        {
            using NiftiWriter writer = NiftiWriter.Create(
                Path.Combine(folder, file), stack.Grid, format.Type, format.Quantity, format.Unit, referenceTime: format.ReferenceTime);
            WriteSlices(writer, stack, format, cancel);
            writer.Complete();
            if (writer.Saturated > 0)
                findings.Warn("IMPORT.VALUES_CLIPPED", $"{series}: {writer.Saturated} values do not fit 16 bits and were set to the nearest that does.");
            return true;
        }
        catch (DicomFormatException e) when (e.UnsupportedSyntax is { } syntax)
        {
            findings.Error("IMPORT.COMPRESSED", $"{series}: the pixels are compressed as {syntax}, which cannot be decoded here. Cure: install gdcmconv (Debian package libgdcm-tools), or have the archive send Explicit VR Little Endian.", FileOf(stack));
        }
        catch (Exception e) when (e is DicomFormatException or ArgumentException)
        {
            findings.Error("IMPORT.PIXELS_DAMAGED", $"{series}: the pixels cannot be read: {e.Message} Not read as a volume. Cure: send the series again.", FileOf(stack));
        }
        catch (OutOfMemoryException)
        {
            findings.Error("IMPORT.TOO_LARGE", $"{series}: one of its files is too large for the memory allowed to an import. Cure: send it as single-frame images.", FileOf(stack));
        }
        return false;
    }

    private void WriteSlices(NiftiWriter writer, SliceStack stack, Format format, CancellationToken cancel)
    {
        float[]? previous = null;
        for (int k = 0, missing = 0; k < stack.Planes.Count; k++)
        {
            cancel.ThrowIfCancellationRequested();
            if (stack.Planes[k] is not { } plane) { missing++; continue; }
            float[] values = Scaled(frames.Read(plane), format.Scale?.Invoke(k) ?? 1);
            for (int m = 1; m <= missing; m++) writer.WriteSlice(Between(previous!, values, (float)m / (missing + 1)));
            writer.WriteSlice(values);
            (previous, missing) = (values, 0);
        }
    }

    private static float[] Scaled(float[] values, double scale)
    {
        if (scale != 1)
            for (int n = 0; n < values.Length; n++) values[n] = (float)(values[n] * scale);
        return values;
    }

    private static float[] Between(float[] a, float[] b, float share)
    {
        float[] mixed = new float[a.Length];
        for (int n = 0; n < mixed.Length; n++) mixed[n] = a[n] + share * (b[n] - a[n]);
        return mixed;
    }

    private static string FileOf(SliceStack stack) => stack.Planes.OfType<Plane>().First().Instance.Source.Name;
}
