using System.CommandLine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Segment.Organs;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry segment --pet suv.nii.gz</c>: spots of uptake on a PET, each a lesion or set aside with a reason.</summary>
internal static class SegmentVerb
{
    private const string Automatic = "auto";
    private static readonly Option<FileInfo?> Pet = new("--pet") { Description = "SUV volume (NIfTI), as `suv --out` writes it." };
    private static readonly Option<FileInfo?> Spect = new("--spect") { Description = "SPECT (NIfTI) in place of a PET: organs only." };
    private static readonly Option<FileInfo?> Ct = new("--ct") { Description = "CT in HU (NIfTI), in the position of the PET: finds organs better, and adds the mean CT number of each spot." };
    private static readonly Option<string?> Organs = new("--organs") { Description = "Label volume with labels.json, or auto: approximate organs from the images. Normal uptake in and near organs is set aside." };
    private static readonly Option<string> Method = new("--method") { Description = "fixed:3, fixed:4, percent:41, percent:50, contrast or qpsma (needs --ct and a liver in --organs).", DefaultValueFactory = _ => "fixed:3" };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Label volume on the PET grid: organs and lesions, with its names beside it." };

    public static Command Create()
    {
        Command segment = new("segment", "Lesions by threshold and connected components; organs from a file or found; normal uptake set aside with a reason.") { Pet, Spect, Ct, Organs, Method, Out };
        return segment.Does((parsed, _) => Run(parsed));
    }

    private static VerbResult Run(ParseResult parsed)
    {
        Volume<CtNumber>? ct = parsed.GetValue(Ct) is { } file ? NiftiFile.Read<CtNumber>(file.FullName) : null;
        if (parsed.GetValue(Pet) is { } pet) return OnPet(parsed, NiftiFile.Read<Suv>(pet.FullName), ct);
        if (parsed.GetValue(Spect) is not { } spect) throw new WrongArgumentsException("Give --pet, or --spect for organs without a PET.");
        if (parsed.GetValue(Organs) != Automatic) throw new WrongArgumentsException("--spect is for --organs auto; lesions need --pet.");
        Volume<Dimensionless> image = NiftiFile.Read<Dimensionless>(spect.FullName);
        FoundOrgans found = OrganFinder.Find(image, ct, "SPECT");
        if (parsed.GetValue(Out) is { } output) NiftiFile.WriteLabels(output.FullName, Labels(image.Grid, found.Drawn, []));
        return new VerbResult(new { Organs = Rows(found), OrgansMissing = found.Missing, found.Findings }, found.Findings.Select(f => f.Text));
    }

    private static VerbResult OnPet(ParseResult parsed, Volume<Suv> suv, Volume<CtNumber>? ct)
    {
        FoundOrgans? automatic = parsed.GetValue(Organs) == Automatic ? OrganFinder.Find(suv, ct, "PET") : null;
        IReadOnlyList<DrawnRegion> organs = automatic?.Drawn ?? (parsed.GetValue(Organs) is { } file ? Segmentation.Drawn(NiftiFile.ReadLabels(file), Path.GetFileName(file)) : []);
        ThresholdMethod method = ThresholdMethod.Parse(parsed.GetValue(Method)!);
        float[]? hu = ct is null ? null : ThresholdMap.HuOn(ct, suv.Grid);
        IReadOnlyList<LesionComponent> found = DoubtfulUptake.Judge(LesionFinder.Find(suv, organs.ToDictionary(o => o.Name, o => o.Shape), method, 1, hu), organs, method);
        if (parsed.GetValue(Out) is { } output) NiftiFile.WriteLabels(output.FullName, Labels(suv.Grid, organs, found));
        IReadOnlyList<Finding> findings = automatic?.Findings ?? (organs.Count > 0 ? [] : [new Finding(Severity.Warning, "SEGMENT.NO_ORGANS", "No organs given: normal uptake cannot be told from lesions. Give a label volume, or --organs auto.")]);
        return new VerbResult(
            new
            {
                Method = method.ToString(), Components = found.Select(Row), LesionVolume_ml = found.Where(IsLesion).Sum(c => c.Volume_ml),
                Organs = automatic is null ? null : Rows(automatic), OrgansMissing = automatic?.Missing, Findings = findings,
            },
            found.Select(Line).Concat(findings.Select(f => "! " + f.Text)));
    }

    private static IEnumerable<object> Rows(FoundOrgans found) => found.Organs.Select(o => new { o.Name, o.Volume_ml, o.Explanation });

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
        foreach (DrawnRegion organ in organs.Where(o => o.Name != RegionNames.WholeBody))
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
