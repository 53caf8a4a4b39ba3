using System.CommandLine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry segment --pet suv.nii.gz</c>: spots of uptake on a PET, each a lesion or set aside with a reason.</summary>
internal static class SegmentVerb
{
    private static readonly Option<FileInfo> Pet = new("--pet") { Required = true, Description = "SUV volume (NIfTI), as `suv --out` writes it." };
    private static readonly Option<FileInfo?> Ct = new("--ct") { Description = "CT in HU (NIfTI): adds the mean CT number of each spot." };
    private static readonly Option<FileInfo?> Organs = new("--organs") { Description = "Label volume with labels.json: normal uptake in and near these organs is set aside." };
    private static readonly Option<string> Method = new("--method") { Description = "fixed:3, fixed:4, percent:41, percent:50, contrast or qpsma (needs --ct and a liver in --organs).", DefaultValueFactory = _ => "fixed:3" };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Label volume on the PET grid: organs and lesions, with its names beside it." };

    public static Command Create()
    {
        Command segment = new("segment", "Lesions by threshold and connected components; normal uptake set aside with a reason.") { Pet, Ct, Organs, Method, Out };
        return segment.Does((parsed, _) => Run(parsed));
    }

    private static VerbResult Run(ParseResult parsed)
    {
        Volume<Suv> suv = NiftiFile.Read<Suv>(parsed.GetValue(Pet)!.FullName);
        IReadOnlyList<DrawnRegion> organs = parsed.GetValue(Organs) is { } file ? Segmentation.Drawn(NiftiFile.ReadLabels(file.FullName), file.Name) : [];
        ThresholdMethod method = ThresholdMethod.Parse(parsed.GetValue(Method)!);
        float[]? hu = parsed.GetValue(Ct) is { } ct ? ThresholdMap.HuOn(NiftiFile.Read<CtNumber>(ct.FullName), suv.Grid) : null;
        IReadOnlyList<LesionComponent> found = LesionFinder.Find(suv, organs.ToDictionary(o => o.Name, o => o.Shape), method, 1, hu);
        if (parsed.GetValue(Out) is { } output) NiftiFile.WriteLabels(output.FullName, Labels(suv.Grid, organs, found));
        Finding[] findings = organs.Count > 0 ? [] : [new Finding(Severity.Warning, "SEGMENT.NO_ORGANS", "No organs given: normal uptake cannot be told from lesions.")];
        return new VerbResult(
            new { Method = method.ToString(), Components = found.Select(Row), LesionVolume_ml = found.Where(IsLesion).Sum(c => c.Volume_ml), Findings = findings },
            found.Select(Line).Concat(findings.Select(f => "! " + f.Text)));
    }

    private static bool IsLesion(LesionComponent c) => c.Class == ComponentClass.Lesion;

    private static object Row(LesionComponent c) => new
    {
        c.Id, c.Class, c.Reason, c.Volume_ml, c.SuvMax, c.SuvMean, c.Centroid_mm, c.Threshold_SUV, c.Diameter_mm, Voxels = c.Voxels.Length, c.HuMean,
    };

    private static string Line(LesionComponent c) => FormattableString.Invariant(
        $"{c.Id,-12}{c.Class,-14}{c.Reason,-18}{c.Volume_ml,9:F2} ml  SUVmax {c.SuvMax,7:F2}  SUVmean {c.SuvMean,7:F2}  at ({c.Centroid_mm[0]:F0}, {c.Centroid_mm[1]:F0}, {c.Centroid_mm[2]:F0}) mm");

    private static LabelVolume Labels(Grid grid, IReadOnlyList<DrawnRegion> organs, IReadOnlyList<LesionComponent> found)
    {
        ushort[] labels = new ushort[grid.Count];
        Dictionary<int, string> names = [];
        foreach (DrawnRegion organ in organs)
        {
            names.Add(names.Count + 1, organ.Name);
            float[] weights = organ.Shape.WeightsOn(grid);
            for (int n = 0; n < labels.Length; n++)
                if (weights[n] >= 0.5f) labels[n] = (ushort)names.Count;
        }
        foreach (LesionComponent lesion in found.Where(IsLesion))
        {
            names.Add(names.Count + 1, lesion.Id);
            foreach (int n in lesion.Voxels) labels[n] = (ushort)names.Count;
        }
        return new LabelVolume(grid, labels, names);
    }
}
