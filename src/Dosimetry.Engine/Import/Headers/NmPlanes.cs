using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Pet;

namespace Dosimetry.Engine.Import.Headers;

// Quantity: where the frames of an NM RECON TOMO object lie, mm.
// Equation: origin of slice s = Image Position + (s − 1) · Spacing Between Slices · normal, s from the Slice Vector; position and orientation stand in
// item 1 of the Detector Information Sequence; the sign of Spacing Between Slices gives the stacking direction (PS3.3 C.8.4.9, C.8.4.15).
// Validity: one energy window, one detector, one time slot per object. Neglected: nothing.

/// <summary>Planes of a reconstructed NM volume.</summary>
internal static class NmPlanes
{
    private static readonly double[] Axial = [1, 0, 0, 0, 1, 0];

    /// <summary>The planes, or null with the reason among the findings.</summary>
    public static IReadOnlyList<Plane>? Read(InstanceHeader instance, DicomDataSet data, ValueMap? map, string series, FindingLog findings)
    {
        string file = instance.Source.Name;
        if (!IsVolume(data, series, file, findings)) return null;
        if (SliceNumbers(data, series, file, findings) is not { } slices) return null;
        DicomDataSet place = data.FirstItem(DicomTags.DetectorInformationSequence) is { } d && d.Contains(DicomTags.ImagePositionPatient) ? d : data;
        IReadOnlyList<double> position = place.Doubles(DicomTags.ImagePositionPatient), cosines = place.Doubles(DicomTags.ImageOrientationPatient);
        if (position.Count < 3 || cosines.Count < 6)
        {
            findings.Error("NM.GEOMETRY_MISSING", $"{series}: position or orientation is missing: an upright axial stack at 0, 0, 0 is assumed. The volume cannot be laid over others before it is registered.", file);
            (position, cosines) = (position.Count < 3 ? [0, 0, 0] : position, cosines.Count < 6 ? Axial : cosines);
        }
        double step_mm = Step(data, series, file, findings);
        PetFrame timing = new(ImageTimes.Acquisition(data), null, null, null);
        Plane? first = PlaneReader.At(
            instance, 0, position, cosines, data.Doubles(DicomTags.PixelSpacing), map?.Slope ?? PlaneReader.Slope(data), map?.Intercept ?? PlaneReader.Intercept(data), timing);
        if (first is null)
            findings.Error("IMPORT.POSITION_MISSING", $"{series}: pixel spacing or orientation is missing or impossible. Not read as a volume.", file);
        return first is null ? null : [.. slices.Select((slice, frame) => first with { Frame = frame, Origin = first.Origin + (slice - 1) * step_mm * first.Normal })];
    }

    private static bool IsVolume(DicomDataSet data, string series, string file, FindingLog findings)
    {
        string kind = data.Strings(DicomTags.ImageType) is { Count: > 2 } type ? type[2].ToUpperInvariant() : "";
        switch (kind)
        {
            case "RECON TOMO": return true;
            case "TOMO" or "GATED TOMO":
                findings.Error("NM.PROJECTIONS", $"{series}: projections ({kind}), not a reconstructed volume. Cure: reconstruct them and send RECON TOMO.", file);
                return false;
            case "RECON GATED TOMO":
                findings.Error("NM.GATED", $"{series}: a gated reconstruction. Cure: send the ungated one.", file);
                return false;
            default:
                findings.Error("NM.PLANAR", $"{series}: a planar image ({(kind.Length == 0 ? "Image Type does not say RECON TOMO" : kind)}), not a volume; no voxel dose can come from it. Cure: send a SPECT reconstruction.", file);
                return false;
        }
    }

    /// <summary>Slice number (from 1) of every frame, each number once.</summary>
    private static IReadOnlyList<int>? SliceNumbers(DicomDataSet data, string series, string file, FindingLog findings)
    {
        int frames = data.Int(DicomTags.NumberOfFrames) ?? 1;
        IReadOnlyList<int> slices = data.Ints(DicomTags.SliceVector);
        if (slices.Count == 0)
        {
            findings.Warn("NM.SLICE_VECTOR_MISSING", $"{series}: Slice Vector (0054,0080) is missing; the frames are taken in file order.", file);
            return [.. Enumerable.Range(1, frames)];
        }
        if (slices.Count == frames && slices.Order().SequenceEqual(Enumerable.Range(1, frames)))
        {
            if (!slices.SequenceEqual(Enumerable.Range(1, frames)))
                findings.Info("NM.FRAMES_REORDERED", $"{series}: frames are not stored in slice order; ordered by Slice Vector.", file);
            return slices;
        }
        findings.Error("NM.SLICE_VECTOR", $"{series}: Slice Vector does not number {frames} frames once each (several energy windows, detectors or times in one object?). Not read as a volume. Cure: send one volume per object.", file);
        return null;
    }

    /// <summary>Signed distance between slices, mm.</summary>
    private static double Step(DicomDataSet data, string series, string file, FindingLog findings)
    {
        if (data.Double(DicomTags.SpacingBetweenSlices) is { } signed && signed != 0)
        {
            if (signed < 0) findings.Info("NM.SPACING_NEGATIVE", $"{series}: Spacing Between Slices is negative: slices stack against their normal, and are placed so.", file);
            return signed;
        }
        double thickness_mm = data.Double(DicomTags.SliceThickness) is > 0 and var t ? t : 1;
        findings.Warn("NM.SPACING_MISSING", FormattableString.Invariant($"{series}: Spacing Between Slices is missing; {thickness_mm:G5} mm (slice thickness) is assumed."), file);
        return thickness_mm;
    }
}
