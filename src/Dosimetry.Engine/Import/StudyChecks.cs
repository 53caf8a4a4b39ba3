using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import;

/// <summary>What only shows when all series are there: frames of reference, fields of view, structure sets without their image.</summary>
internal static class StudyChecks
{
    public static void Report(IReadOnlyList<ImportedSeries> series, IReadOnlyList<ImportedStructureSet> structures, FindingLog findings)
    {
        ImportedSeries[] cts = [.. series.Where(s => s.Modality == "CT")];
        foreach (ImportedSeries emission in series.Where(s => s.Modality is "PT" or "NM"))
        {
            CheckFrame(emission, cts, findings);
            CheckField(emission, cts, findings);
        }
        foreach (ImportedStructureSet set in structures) CheckOrphan(set, series, findings);
    }

    private static void CheckFrame(ImportedSeries emission, ImportedSeries[] cts, FindingLog findings)
    {
        if (emission.FrameOfReferenceUid is null)
            findings.Warn("IMPORT.FRAME_OF_REFERENCE_MISSING", $"{emission.Id}: no Frame of Reference UID: how it lies to the CT is unknown until it is registered or confirmed.");
        else if (cts.Length > 0 && !cts.Any(c => c.FrameOfReferenceUid == emission.FrameOfReferenceUid))
            findings.Warn("IMPORT.FRAME_OF_REFERENCE_DIFFERS", $"{emission.Id}: its Frame of Reference is not that of a CT in this import: how they lie to each other is unknown until registered or confirmed.");
    }

    /// <summary>A PET or SPECT that reaches beyond its CT has activity without density there.</summary>
    private static void CheckField(ImportedSeries emission, ImportedSeries[] cts, FindingLog findings)
    {
        if (cts.FirstOrDefault(c => c.FrameOfReferenceUid == emission.FrameOfReferenceUid) is not { } ct) return;
        (Vector3D low, Vector3D high) = Box(ct);
        (Vector3D eLow, Vector3D eHigh) = Box(emission);
        double tolerance_mm = emission.Spacing_mm.Max();
        double beyond_mm = Math.Max(
            Math.Max(Math.Max(low.X - eLow.X, low.Y - eLow.Y), low.Z - eLow.Z), Math.Max(Math.Max(eHigh.X - high.X, eHigh.Y - high.Y), eHigh.Z - high.Z));
        if (beyond_mm > tolerance_mm)
            findings.Info("IMPORT.FIELD_LARGER_THAN_CT", FormattableString.Invariant($"{emission.Id}: reaches {beyond_mm:F0} mm beyond {ct.Id}; there is no density there, and air is assumed outside."));
    }

    private static void CheckOrphan(ImportedStructureSet set, IReadOnlyList<ImportedSeries> series, FindingLog findings)
    {
        if (set.FrameOfReferenceUid is { } frame && series.Any(s => s.FrameOfReferenceUid == frame)) return;
        if (series.Count == 0 || set.FrameOfReferenceUid is not null)
            findings.Warn("IMPORT.ORPHAN", $"{set.Id}: the images it was drawn on are not in this import. Cure: send them too.");
    }

    private static (Vector3D Low, Vector3D High) Box(ImportedSeries s)
    {
        Affine affine = Affine.FromRowMajor(s.Affine);
        Vector3D[] corners = [.. Enumerable.Range(0, 8).Select(n => affine.Apply(
            (n & 1) * (s.Size[0] - 1), (n >> 1 & 1) * (s.Size[1] - 1), (n >> 2) * (s.Size[2] - 1)))];
        return (new Vector3D(corners.Min(c => c.X), corners.Min(c => c.Y), corners.Min(c => c.Z)),
            new Vector3D(corners.Max(c => c.X), corners.Max(c => c.Y), corners.Max(c => c.Z)));
    }
}
