using System.CommandLine;
using System.Reflection;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Export;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Segment.Edit;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry export --study DIR</c>: regions from labels or a structure set to DICOM SEG, RTSTRUCT and NIfTI labels.</summary>
internal static class ExportVerb
{
    private static readonly Option<string> Study = new("--study") { Required = true, Description = "Folder that `dosimetry import` wrote: its patient, study and frame of reference are those of the objects." };
    private static readonly Option<FileInfo?> Labels = new("--labels") { Description = "Label volume (NIfTI) with its names beside it." };
    private static readonly Option<string?> Structures = new("--structures") { Description = "Instead of --labels: id of a structure set of the study; without both, the first." };
    private static readonly Option<string?> Series = new("--series") { Description = "Series that the regions were drawn on; default the CT, else the first." };
    private static readonly Option<FileInfo?> Seg = new("--seg") { Description = "Write a DICOM Segmentation (binary, one segment per region)." };
    private static readonly Option<FileInfo?> RtStruct = new("--rtstruct") { Description = "Write a DICOM RT Structure Set." };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Write a label volume (NIfTI) with its names beside it." };

    public static Command Create()
    {
        Command export = new("export", "Regions out as DICOM SEG, RTSTRUCT or NIfTI labels.") { Study, Labels, Structures, Series, Seg, RtStruct, Out };
        return export.Does((parsed, _) => Run(parsed));
    }

    private static VerbResult Run(ParseResult parsed)
    {
        ImportedStudy study = StudyFile.Read(parsed.GetValue(Study)!);
        ImportedSeries drawnOn = DrawnOn(study, parsed.GetValue(Series));
        List<Finding> findings = [];
        LabelVolume labels = parsed.GetValue(Labels) is { } file ? NiftiFile.ReadLabels(file.FullName) : FromStructures(study, parsed.GetValue(Structures), findings);
        RegionExport export = new(study, drawnOn, labels, Maker());
        List<string> written = [];
        if (parsed.GetValue(Seg) is { } seg) Write(seg, export.Seg(), written);
        if (parsed.GetValue(RtStruct) is { } rtstruct) Write(rtstruct, export.Structures(), written);
        if (parsed.GetValue(Out) is { } nifti)
        {
            NiftiFile.WriteLabels(nifti.FullName, labels);
            written.Add(nifti.FullName);
        }
        Dictionary<int, int> counts = labels.Labels.Where(l => l != 0).CountBy(l => (int)l).ToDictionary();
        var regions = labels.Names.OrderBy(n => n.Key).Select(n => new { Name = n.Value, Volume_ml = counts.GetValueOrDefault(n.Key) * labels.Grid.VoxelVolume_ml }).ToArray();
        return new VerbResult(new { Regions = regions, Files = written, Findings = findings },
            [.. regions.Select(r => FormattableString.Invariant($"{r.Name,-24}{r.Volume_ml,10:F2} ml")), .. written.Select(w => "-> " + w), .. findings.Select(f => "! " + f.Text)]);
    }

    private static ImportedSeries DrawnOn(ImportedStudy study, string? id) =>
        (id is null ? study.Series.FirstOrDefault(s => s.Quantity == CtNumber.Name) ?? study.Series.FirstOrDefault() : study.Series.FirstOrDefault(s => s.Id == id))
        ?? throw new RefusedException("EXPORT.NO_SERIES", $"The study has no series {id}. There are: {string.Join(", ", study.Series.Select(s => s.Id))}.");

    private static LabelVolume FromStructures(ImportedStudy study, string? id, List<Finding> findings)
    {
        ImportedStructureSet set = (id is null ? study.StructureSets.FirstOrDefault() : study.StructureSets.FirstOrDefault(s => s.Id == id))
            ?? throw new RefusedException("EXPORT.NO_REGIONS", "The study has no such structure set; name one with --structures, or give --labels.");
        Grid[] images = [.. study.Series.Select(s => new Grid(s.Size[0], s.Size[1], s.Size[2], Affine.FromRowMajor(s.Affine)))];
        IReadOnlyList<DrawnRegion> drawn = Segmentation.Drawn(DrawnStructures.Load(study.Folder, set), null, findings);
        return EditLabels.Of(EditGrid.Of(images), drawn, [], null);
    }

    private static void Write(FileInfo file, byte[] bytes, List<string> written)
    {
        File.WriteAllBytes(file.FullName, bytes);
        written.Add(file.FullName);
    }

    private static ExportMaker Maker() => new("Dosimetry Planner",
        typeof(ExportVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown", TimeProvider.System.GetUtcNow().UtcDateTime);
}
