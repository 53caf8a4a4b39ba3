using System.Globalization;
using System.Text.RegularExpressions;
using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Objects;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>What an NM object says about its acquisition: nuclide, administered activity (MBq in this module), time per projection, heads.</summary>
internal static partial class NmHeader
{
    public static NmAcquisition Read(DicomDataSet data, bool alreadyQuantitative, string series, FindingLog findings)
    {
        DicomDataSet drug = data.FirstItem(DicomTags.RadiopharmaceuticalInformationSequence) ?? new();
        IReadOnlyList<DicomDataSet> rotations = data.Items(DicomTags.RotationInformationSequence);
        double? frame_s = rotations.Count > 0 ? rotations[0].Double(DicomTags.ActualFrameDuration) / 1000 : data.Double(DicomTags.ActualFrameDuration) / 1000;
        int? projections = rotations.Count > 0 ? rotations.Sum(r => r.Int(DicomTags.NumberOfFramesInRotation) ?? 0) : null;
        double? duration_s = rotations.Count > 0 && projections > 0
            ? rotations.Sum(r => (r.Double(DicomTags.ActualFrameDuration) ?? 0) / 1000 * (r.Int(DicomTags.NumberOfFramesInRotation) ?? 0))
            : null;
        duration_s = duration_s is > 0 ? duration_s : FromComments(data, series, findings);
        return new NmAcquisition(
            Radiopharmaceutical.Of(data) is { } given ? NuclideName.Of(given) : null, Activity_MBq(drug, series, findings), ImageTimes.Injection(drug, data), frame_s, projections is > 0 ? projections : null,
            Heads(data), duration_s, data.Strings(DicomTags.CorrectedImage).Contains("DECY"), alreadyQuantitative);
    }

    private static int? Heads(DicomDataSet data) => data.Int(DicomTags.NumberOfDetectors) is > 0 and var n ? n
        : data.Items(DicomTags.DetectorInformationSequence) is { Count: > 0 } list ? list.Count : null;

    private static double? Activity_MBq(DicomDataSet drug, string series, FindingLog findings)
    {
        if (drug.Double(DicomTags.RadionuclideTotalDose) is not { } stored) return null;
        if (stored <= 0)
        {
            findings.Warn("NM.ACTIVITY_ZERO", $"{series}: the administered activity is stored as {stored.ToString(CultureInfo.InvariantCulture)}, which is no activity; it is not used. Enter it with the case.");
            return null;
        }
        // 1e6 MBq = 1 TBq is beyond any administration: the value is in Bq, as the PET module has it.
        if (stored < 1e6) return stored;
        findings.Warn("NM.ACTIVITY_IN_BQ", string.Create(CultureInfo.InvariantCulture, $"{series}: the administered activity is stored as {stored:G6}, which the NM module means in MBq; taken as Bq. Check it."));
        return stored / 1e6;
    }

    /// <summary>GE StarGuide reconstructions state their duration in the comments only: <c>$ImagingDuration$720000$</c> in ms.</summary>
    private static double? FromComments(DicomDataSet data, string series, FindingLog findings)
    {
        Match match = ImagingDuration().Match(data.String(DicomTags.ImageComments) ?? "");
        if (!match.Success || !double.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out double ms) || ms <= 0) return null;
        findings.Info("NM.DURATION_FROM_COMMENTS", string.Create(CultureInfo.InvariantCulture, $"{series}: the duration, {ms / 1000:G6} s, is taken from Image Comments; no rotation information is there."));
        return ms / 1000;
    }

    [GeneratedRegex(@"\$ImagingDuration\$\s*([0-9.]+)\s*\$?")]
    private static partial Regex ImagingDuration();
}
