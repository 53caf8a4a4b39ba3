using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Segment.Edit;

namespace Dosimetry.Engine;

/// <summary>Which drawn regions a run uses, and whether lesions are looked for on the PET.</summary>
internal static class RegionChoice
{
    private const string Automatic = "auto:";

    /// <summary>Drawn regions of the named source: a structure set of the import, or a label volume; the first structure set where none is named.</summary>
    public static IReadOnlyList<DrawnRegion> Drawn(CaseRegions said, ImportedStudy study, IReadOnlyList<SeriesMove> moves, List<Finding> findings)
    {
        IReadOnlyList<DrawnRegion> all = LabelFile(said, study) is { } labels
            ? Segmentation.Drawn(NiftiFile.ReadLabels(labels), Path.GetFileName(labels))
            : Moved(OfStructureSet(said, study, findings), Chosen(said, study), study, moves);
        if (EditOf(said, study) is { } edit) return edit.Over(all);
        if (said.Accepted is not { } accepted) return all;
        string[] unknown = [.. accepted.Where(a => all.All(r => r.Name != a))];
        if (unknown.Length > 0)
            findings.Add(new Finding(Severity.Warning, "CASE.NO_SUCH_REGION", $"The case accepts regions that nobody drew: {string.Join(", ", unknown)}. Drawn are: {string.Join(", ", all.Select(r => r.Name))}."));
        return [.. all.Where(r => accepted.Contains(r.Name))];
    }

    /// <summary>Lesions by the named method; by contrast where the case says nothing and nobody drew one.</summary>
    public static SegmentOptions Options(CaseRegions said, ImportedStudy study)
    {
        bool drawn = Chosen(said, study)?.Regions.Any(r => RegionNames.ClassOf(r.Name) == RegionClass.Lesion) ?? false;
        string lesions = said.Lesions ?? Automatic + ThresholdMethod.Contrast;
        bool unasked = lesions == "none" || (lesions.StartsWith(Automatic, StringComparison.Ordinal) && (drawn || study.Series.All(s => s.Pet is null)));
        return new SegmentOptions(unasked ? null : Method(lesions), said.AcceptedSpots?.ToHashSet(), said.RejectedSpots?.ToHashSet()) { FindOrgans = FindsOrgans(said, study), LesionsAreDrawn = said.Edited is not null, Burden = said.Burden is { } burden ? ThresholdMethod.Parse(burden) : ThresholdMethod.Suv3 };
    }

    /// <summary>The threshold method of a lesion setting, with or without <c>auto:</c> before it.</summary>
    public static ThresholdMethod Method(string lesions) => ThresholdMethod.Parse(lesions.StartsWith(Automatic, StringComparison.Ordinal) ? lesions[Automatic.Length..] : lesions);

    /// <summary>Whether organs are looked for: where the case says so, else where nobody drew or edited any.</summary>
    private static bool FindsOrgans(CaseRegions said, ImportedStudy study) => said.Organs switch
    {
        "add" => true,
        "none" => false,
        null or "auto" => said.Edited is null && LabelFile(said, study) is null && Chosen(said, study) is null,
        _ => throw new RefusedException("CASE.ORGANS", $"case.json: regions.organs is \"{said.Organs}\"; write auto, add or none."),
    };

    private static EditedRegions? EditOf(CaseRegions said, ImportedStudy study)
    {
        if (said.Edited is not { } edited) return null;
        string path = Path.Combine(study.Folder, edited);
        if (!File.Exists(path)) throw new RefusedException("CASE.NO_SUCH_EDIT", "case.json: regions.edited names a label volume that is not there. It is relative to the folder of the import.", edited);
        return EditedFile.Read(path);
    }

    private static IReadOnlyList<DrawnRegion> OfStructureSet(CaseRegions said, ImportedStudy study, List<Finding> findings)
    {
        if (Chosen(said, study) is not { } set)
        {
            findings.Add(new Finding(Severity.Warning, "CASE.NO_REGIONS", FindsOrgans(said, study)
                ? "No regions were drawn: organs are outlined automatically and approximately. Check every outline, or add an RTSTRUCT or SEG."
                : "No regions were drawn: only lesions found on the PET, the remainder and the whole body are evaluated. Add an RTSTRUCT or SEG."));
            return [];
        }
        if (said.Source is null && study.StructureSets.Count > 1)
            findings.Add(new Finding(Severity.Warning, "CASE.FIRST_STRUCTURES", $"The import holds {study.StructureSets.Count} structure sets; the first, {set.Id} ({set.Label}), is used. Name another in regions.source."));
        return Segmentation.Drawn(DrawnStructures.Load(study.Folder, set), null, findings);
    }

    /// <summary>Regions go where the images went that they were drawn on: the moved CT, else any moved series, of their frame of reference.</summary>
    private static IReadOnlyList<DrawnRegion> Moved(IReadOnlyList<DrawnRegion> drawn, ImportedStructureSet? set, ImportedStudy study, IReadOnlyList<SeriesMove> moves)
    {
        IEnumerable<ImportedSeries> seen = study.Series.Where(s => set?.FrameOfReferenceUid is { } frame && s.FrameOfReferenceUid == frame).OrderByDescending(s => s.Modality == "CT");
        return seen.FirstOrDefault() is { } on && moves.FirstOrDefault(m => m.SeriesId == on.Id) is { } move
            ? [.. drawn.Select(d => d with { Shape = new MovedShape(d.Shape, move.ToReference()) })] : drawn;
    }

    private static ImportedStructureSet? Chosen(CaseRegions said, ImportedStudy study)
    {
        if (said.Source is null) return study.StructureSets.FirstOrDefault();
        if (LabelFile(said, study) is not null) return null;
        return study.StructureSets.FirstOrDefault(s => s.Id == said.Source || s.Label == said.Source)
            ?? throw new RefusedException("CASE.NO_SUCH_STRUCTURES",
                $"case.json: regions.source names \"{said.Source}\", which is neither a label volume nor a structure set of the import. There are: {string.Join(", ", study.StructureSets.Select(s => s.Id))}.");
    }

    private static string? LabelFile(CaseRegions said, ImportedStudy study)
    {
        if (said.Source is not { } source || !(source.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) || source.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase))) return null;
        return Path.Combine(study.Folder, source);
    }
}
