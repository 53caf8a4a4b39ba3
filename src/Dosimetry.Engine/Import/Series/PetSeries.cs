using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Import.Geometry;
using Dosimetry.Engine.Import.Headers;
using Dosimetry.Engine.Import.Pet;

namespace Dosimetry.Engine.Import.Series;

/// <summary>
/// PET objects: stored as Bq/ml at the reference time by the rules of <see cref="PetQuantifier"/>. Vendors also export SPECT in them: a nuclide
/// without positrons, or Modality NM or ST, makes the series a SPECT.
/// </summary>
internal static class PetSeries
{
    /// <summary>Nuclides imaged by their positrons; any other in a PET object makes it a SPECT.</summary>
    private static readonly HashSet<string> PositronEmitters =
        ["F-18", "Ga-68", "C-11", "N-13", "O-15", "Cu-64", "Cu-62", "Zr-89", "I-124", "Rb-82", "Y-86", "Y-90", "Sc-44", "Sc-43", "Tb-152", "Ge-68", "Br-76", "Co-55"];

    public static ImportedSeries? Import(SeriesGroup group, ImportContext context)
    {
        if (group.Planes.Count == 0) return null;
        IReadOnlyList<Plane> planes = PlaneGroups.Largest(group, context.Findings);
        if (SliceStack.From(planes, group.First.Double(DicomTags.SliceThickness), group.Shown, context.Findings) is not { } stack) return null;
        CheckIntercept(group, planes, context.Findings);
        PetHeader header = PetHeaderReader.Read(group, [.. stack.Planes.OfType<Plane>()]);
        return IsSpect(group, header) ? ImportSpect(group, stack, header, context) : ImportPet(group, stack, header, context);
    }

    private static ImportedSeries? ImportPet(SeriesGroup group, SliceStack stack, PetHeader header, ImportContext context)
    {
        PetScale scale = PetQuantifier.Quantify(header);
        foreach (Finding finding in scale.Findings) context.Findings.Add(finding with { Text = $"{group.Shown}: {finding.Text}" });
        // A series that cannot be quantified is kept and shown; only what would use its numbers refuses it.
        foreach (Finding refusal in scale.Quantification.Refusals.Where(r => !scale.Findings.Any(f => f.Code == r.Code)))
            context.Findings.Warn(refusal.Code, $"{group.Shown}: {refusal.Text}");
        string id = context.NextId("pet"), file = id + ".nii.gz";
        VolumeStore.Format format = new(NiftiDataType.Float32, scale.Quantity, scale.Unit, scale.Quantification.ReferenceTime, ScaleOfSlice(stack, scale.FrameScale));
        return context.Store.Write(file, group.Shown, stack, format, context.Cancel)
            ? SeriesRecord.Of(id, "PT", file, group, stack, scale.Quantity, scale.Unit, header.EarliestAcquisition) with { Pet = scale.Quantification }
            : null;
    }

    private static ImportedSeries? ImportSpect(SeriesGroup group, SliceStack stack, PetHeader header, ImportContext context)
    {
        bool quantitative = string.Equals(header.Units, "BQML", StringComparison.OrdinalIgnoreCase);
        context.Findings.Info("NM.STORED_AS_PET", $"{group.Shown}: a SPECT ({header.Nuclide ?? "nuclide not stated"}) in PET objects; read as SPECT in {(quantitative ? "Bq/ml" : "counts")}.");
        // PET states MBq or Bq in one attribute: the same rule as for PET applies.
        List<Finding> notes = [];
        Activity? injected = AdministeredActivity.From(header.TotalDose, header.ActivityIsMBq, notes);
        DateTime? reference = quantitative && header.DecayCorrection == "START" ? DecayReference.OfStart(header, notes) : header.EarliestAcquisition;
        foreach (Finding note in notes) context.Findings.Add(note with { Text = $"{group.Shown}: {note.Text}" });
        NmAcquisition acquisition = new(
            header.Nuclide, injected?.MBq, header.InjectionDateTime, header.Frames[0].Duration_s, null, null, header.Frames[0].Duration_s,
            header.DecayCorrection == "START", quantitative);
        return StoreSpect(group, stack, acquisition, reference, context);
    }

    internal static ImportedSeries? StoreSpect(SeriesGroup group, SliceStack stack, NmAcquisition acquisition, DateTime? time, ImportContext context)
    {
        (string quantity, string unit) = acquisition.AlreadyQuantitative
            ? (ActivityConcentration.Name, ActivityConcentration.Unit) : (CountsPerVoxel.Name, CountsPerVoxel.Unit);
        string id = context.NextId("spect"), file = id + ".nii.gz";
        return context.Store.Write(file, group.Shown, stack, new(NiftiDataType.Float32, quantity, unit, time), context.Cancel)
            ? SeriesRecord.Of(id, "NM", file, group, stack, quantity, unit, time) with { Nm = acquisition }
            : null;
    }

    private static bool IsSpect(SeriesGroup group, PetHeader header) =>
        group.First.String(DicomTags.Modality) is "NM" or "ST" || header.Nuclide is { } nuclide && !PositronEmitters.Contains(nuclide);

    private static void CheckIntercept(SeriesGroup group, IReadOnlyList<Plane> planes, FindingLog findings)
    {
        if (planes.Any(p => p.Intercept != 0))
            findings.Error("PET.INTERCEPT", $"{group.Shown}: Rescale Intercept is not 0 (PS3.3 C.8.9.4 requires 0): activity concentration would have an offset. Check the export.");
    }

    /// <summary>Scale of slot k of a stack whose missing slices have none.</summary>
    private static Func<int, double> ScaleOfSlice(SliceStack stack, IReadOnlyList<double> scales)
    {
        double[] bySlot = new double[stack.Planes.Count];
        for (int k = 0, n = 0; k < bySlot.Length; k++) bySlot[k] = stack.Planes[k] is null ? 1 : scales[n++];
        return k => bySlot[k];
    }
}
