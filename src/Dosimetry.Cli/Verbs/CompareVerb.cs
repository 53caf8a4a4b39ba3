using System.CommandLine;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry compare --reference A --evaluated B</c>: two doses of one patient: figures per region, gamma, difference maps.</summary>
internal static class CompareVerb
{
    private const string Kinds = "Results folder of a run, dose in Gy (NIfTI), or RTDOSE file or folder";
    private static readonly Option<string> Reference = new("--reference") { Required = true, Description = Kinds + "; differences refer to it." };
    private static readonly Option<string> Evaluated = new("--evaluated") { Required = true, Description = Kinds + ", any grid." };
    private static readonly Option<string?> Labels = new("--labels") { Description = "Regions: label volume (NIfTI), RTSTRUCT or SEG; a results folder brings its own." };
    private static readonly Option<double> DosePercent = new("--dose-percent") { Description = "Dose criterion of gamma, %.", DefaultValueFactory = _ => 2 };
    private static readonly Option<double> Distance = new("--distance-mm") { Description = "Distance criterion of gamma, mm.", DefaultValueFactory = _ => 2 };
    private static readonly Option<double> Cutoff = new("--cutoff-percent") { Description = "Voxels below this % of the reference's maximum are not compared by gamma.", DefaultValueFactory = _ => 10 };
    private static readonly Option<bool> Local = new("--local") { Description = "Dose criterion as % of the reference's dose in the voxel instead of its maximum." };
    private static readonly Option<string> PercentOfWhat = new("--percent-of") { Description = "Percent map: of the reference's region-mean (default with regions) or max.", DefaultValueFactory = _ => "region-mean" };
    private static readonly Option<bool> Confirmed = new("--alignment-confirmed") { Description = "Doses of different frames of reference are known to fit." };
    private static readonly Option<string?> Out = new("--out") { Description = "Folder for comparison.json, difference.nii.gz (Gy), difference-percent.nii.gz and gamma.nii.gz." };

    public static Command Create() => new Command("compare", "Two doses of one patient: difference, gamma, figures per region.")
    {
        Reference, Evaluated, Labels, DosePercent, Distance, Cutoff, Local, PercentOfWhat, Confirmed, Out,
    }.Does(Run);

    private static VerbResult Run(ParseResult parsed, CancellationToken cancel)
    {
        GammaCriteria criteria = new(parsed.GetValue(DosePercent), parsed.GetValue(Distance), parsed.GetValue(Cutoff)) { Local = parsed.GetValue(Local) };
        PercentOf percentOf = parsed.GetValue(PercentOfWhat) switch
        {
            "region-mean" => PercentOf.RegionMean,
            "max" => PercentOf.Maximum,
            var other => throw new WrongArgumentsException($"--percent-of is region-mean or max, not '{other}'."),
        };
        CompareInput reference = CompareInput.Open(parsed.GetValue(Reference)!, cancel), evaluated = CompareInput.Open(parsed.GetValue(Evaluated)!, cancel);
        CompareInput.RequireSameFrame(reference, evaluated, parsed.GetValue(Confirmed));
        List<Finding> findings = [];
        ComparisonResult result = DoseComparison.Compare(reference.Dose, evaluated.Dose, Regions(parsed.GetValue(Labels), reference, findings, cancel), criteria, percentOf, cancel);
        result = result with { Findings = [.. findings, .. result.Findings] };
        if (parsed.GetValue(Out) is { } folder) ComparisonOutput.Write(result, Directory.CreateDirectory(folder).FullName);
        return new VerbResult(Json(result), Lines(result));
    }

    private static IReadOnlyList<Region> Regions(string? path, CompareInput reference, List<Finding> findings, CancellationToken cancel)
    {
        if (path is not null) return [.. DvhInput.Drawn(path, findings, cancel).Select(d => DvhInput.OnGrid(d, reference.Dose.Dose.Grid)).Where(r => r.Voxels.Length > 0)];
        return reference.ResultFolder is { } folder ? ComparedResult.Regions(folder) : [];
    }

    private static object Json(ComparisonResult r) => new
    {
        r.Reference, r.Evaluated, r.PassRate, MeanDifference = r.MeanDifference_Gy, r.MeanDifference_Gy, r.LargestDifference_Gy, r.ReferenceMaximum_Gy, r.Compared, r.Criteria,
        r.PercentOf, r.ReferenceEngine, r.EvaluatedEngine, r.Regions, r.Findings,
    };

    private static IEnumerable<string> Lines(ComparisonResult r) =>
    [
        FormattableString.Invariant($"γ ≤ 1 in {100 * r.PassRate:F2} % of {r.Compared} voxels ({r.Criteria}); mean difference {r.MeanDifference_Gy:G4} Gy, largest {r.LargestDifference_Gy:G4} Gy"),
        .. new[] { ("reference", r.ReferenceEngine), ("evaluated", r.EvaluatedEngine) }.Where(e => e.Item2 is not null)
            .Select(e => FormattableString.Invariant($"{e.Item1}: {e.Item2!.Engine} on {e.Item2.Device}, {e.Item2.Elapsed_s:F1} s")),
        "region                      mean Gy: reference  evaluated  difference    D98 %    D2 %   γ ≤ 1",
        .. r.Regions.Select(x => FormattableString.Invariant(
            $"{x.Name,-28}{x.Reference.Mean_Gy,18:G4}{x.Evaluated.Mean_Gy,11:G4}{x.MeanDifference_percent,10:F2} %{x.D98Difference_percent,9:F2}{x.D2Difference_percent,8:F2}{100 * x.PassRate,8:F1}")),
        .. r.Findings.Where(f => f.Severity != Severity.Info).Select(f => $"! {f.Text} [{f.Code}]"),
    ];
}
