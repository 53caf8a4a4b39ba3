using System.CommandLine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry fit --tac tac.csv</c>: time-activity curves to time-integrated activity.</summary>
internal static class FitVerb
{
    private static readonly Option<FileInfo> Tac = new("--tac") { Required = true, Description = "CSV: time_h,<region>_MBq[,<region>_sd_MBq]…, times after injection, not decay-corrected." };
    private static readonly Option<string> Nuclide = new("--nuclide") { Description = "ICRP name; its half-life bounds every rate.", DefaultValueFactory = _ => "Lu-177" };
    private static readonly Option<string> Model = new("--model") { Description = "auto, mono, bi, bi-uptake or tri.", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string> Weights = new("--weights") { Description = "proportional (relative residuals) or none.", DefaultValueFactory = _ => "proportional" };
    private static readonly Option<string?> Single = new("--single-time-point") { Description = "hanscheid or madsen, instead of a fit." };
    private static readonly Option<double?> At = new("--time") { Description = "Single time point: which time of the table, h." };
    private static readonly Option<double> Population = new("--population-half-life")
    { Description = "Madsen: effective half-life of the population, h.", DefaultValueFactory = _ => SingleTimePoint.PopulationHalfLife.Hours };
    private static readonly Option<double?> Administered = new("--administered-MBq") { Description = "Adds the time-integrated activity coefficient (h)." };

    public static Command Create()
    {
        Command fit = new("fit", "Time-activity curve to time-integrated activity.") { Tac, Nuclide, Model, Weights, Single, At, Population, Administered };
        Model.AcceptOnlyFromAmong(["auto", .. CurveModel.All.Select(m => m.Name)]);
        Weights.AcceptOnlyFromAmong("proportional", "none");
        Single.AcceptOnlyFromAmong("hanscheid", "haenscheid", "madsen");
        return fit.Does((parsed, _) =>
        {
            double? administered_MBq = parsed.GetValue(Administered);
            FitReport[] reports = [.. TacCsv.Read(parsed.GetValue(Tac)!.FullName).Select(c => FitReport.Of(Fit(c, parsed), administered_MBq))];
            object json = reports.Length == 1 ? reports[0] with { Regions = reports } : new { Regions = reports };
            return new VerbResult(json, reports.SelectMany(Lines));
        });
    }

    private static RegionKinetics Fit(TimeActivityCurve curve, ParseResult parsed)
    {
        if (parsed.GetValue(Single) is { } method) return FitSingle(curve, method, parsed);
        Duration halfLife = new NuclideLibrary(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides"))[parsed.GetValue(Nuclide)!].HalfLife;
        Weighting weighting = parsed.GetValue(Weights) == "none" ? Weighting.None : Weighting.Proportional;
        return CurveModel.ByName(parsed.GetValue(Model)!) is { } model
            ? ModelSelection.Fixed(curve, model, halfLife, weighting) : ModelSelection.Choose(curve, halfLife, weighting);
    }

    private static RegionKinetics FitSingle(TimeActivityCurve curve, string method, ParseResult parsed)
    {
        if (parsed.GetValue(At) is { } time_h) curve = curve.At(Duration.FromHours(time_h));
        CurveFit fit = method == "madsen" ? SingleTimePoint.Madsen(curve, Duration.FromHours(parsed.GetValue(Population))) : SingleTimePoint.Haenscheid(curve);
        return new RegionKinetics(curve.Region, curve.Points, [fit], fit, "single time point, chosen by the user");
    }

    private static IEnumerable<string> Lines(FitReport r)
    {
        string sigma = r.TiaSigma_MBq_h is { } s ? FormattableString.Invariant($" ± {s:G4}") : "";
        yield return FormattableString.Invariant($"{r.Region,-24}{r.Model,-10} TIA {r.Tia_MBq_h:G7}{sigma} MBq·h, {100 * r.ExtrapolatedFraction:F1} % extrapolated ({r.Reason})");
        foreach (string warning in r.Warnings) yield return "  ! " + warning;
    }
}
