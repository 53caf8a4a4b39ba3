using System.Text.Json;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cases.Work;

/// <summary>A folder of dose results (of the verb <c>run</c> or of a dose job) as one side of a comparison.</summary>
public static class ComparedResult
{
    /// <summary>The files of a result that a comparison reads.</summary>
    public static readonly IReadOnlySet<string> Files = new HashSet<string> { ReportFiles.Result, ReportFiles.Evaluation, ReportFiles.Dose, ReportFiles.Labels, "labels.json" };

    /// <summary>True when the folder holds a finished dose.</summary>
    public static bool IsResult(string folder) => File.Exists(Path.Combine(folder, ReportFiles.Result)) && File.Exists(Path.Combine(folder, ReportFiles.Dose));

    /// <summary>Dose, figures of every region and how it was made.</summary>
    /// <exception cref="RefusedException">COMPARE.NO_RESULT, or a file cannot be read.</exception>
    public static ComparedDose Read(string folder, string title)
    {
        if (!IsResult(folder)) throw new RefusedException("COMPARE.NO_RESULT", "The folder holds no finished dose (result.json and dose.nii.gz). Compute the dose first.", Path.GetFileName(folder));
        ReportDocument report = ResultJson.Read(File.ReadAllText(Path.Combine(folder, ReportFiles.Result)));
        var tia = report.Regions.Where(r => r.Tia_MBq_h is not null).ToDictionary(r => r.Name, r => r.Tia_MBq_h);
        Dictionary<string, RegionFigures> figures = Evaluation(folder).Regions.ToDictionary(
            r => r.Name, r => RegionFigures.Of(r) with { Tia_MBq_h = tia.GetValueOrDefault(r.Name) });
        return new ComparedDose(title, NiftiFile.Read<Dose_Gy>(Path.Combine(folder, ReportFiles.Dose)), figures) { Engine = EngineOf(report) };
    }

    /// <summary>Regions of a result on its dose grid: its own label volume; empty where an older result has none.</summary>
    public static IReadOnlyList<Region> Regions(string folder)
    {
        string path = Path.Combine(folder, ReportFiles.Labels);
        return File.Exists(path) ? OfLabels(NiftiFile.ReadLabels(path)) : [];
    }

    /// <summary>Every label as a region of whole voxels, then the unions of them that carry a name.</summary>
    public static IReadOnlyList<Region> OfLabels(LabelVolume labels)
    {
        ILookup<int, int> voxels = Enumerable.Range(0, labels.Labels.Length).Where(n => labels.Labels[n] > 0).ToLookup(n => (int)labels.Labels[n]);
        List<Region> regions = [.. labels.Names.Where(n => voxels.Contains(n.Key)).Select(n => Whole(n.Value, [.. voxels[n.Key]]))];
        string[] names = [.. regions.Select(r => r.Name)];
        IEnumerable<Region> unions = RegionNames.Unions(names).Select(u => Whole(u.Union, [.. regions.Where(r => u.Parts.Contains(r.Name)).SelectMany(r => r.Voxels).Order()]));
        return [.. regions, .. unions.Where(u => !names.Contains(u.Name))];
    }

    private static Region Whole(string name, int[] voxels) =>
        new(name, RegionNames.ClassOf(name), voxels, [.. Enumerable.Repeat(1f, voxels.Length)], "label volume", RegionNames.Colour(name));

    private static EvaluationResult Evaluation(string folder)
    {
        string path = Path.Combine(folder, ReportFiles.Evaluation);
        try { return JsonSerializer.Deserialize<EvaluationResult>(File.ReadAllText(path), EngineJson.Options) ?? throw new JsonException("empty"); }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new RefusedException("COMPARE.NO_EVALUATION", $"The figures of this dose cannot be read ({e.Message}). Compute it again.", ReportFiles.Evaluation);
        }
    }

    private static ComparedEngine EngineOf(ReportDocument r) => new(
        r.Dose.Engine, r.Dose.Device, r.Timings_s.TryGetValue("dose", out double seconds) ? seconds : null, r.Dose.Histories, r.Administration.Activity_MBq, r.Provenance.Created);
}
