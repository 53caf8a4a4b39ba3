using System.CommandLine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry fit --tac tac.csv</c>: time-activity curves to time-integrated activity, with the single-time-point methods beside.</summary>
internal static class FitVerb
{
    private const string Compare = "compare";
    private static readonly Option<FileInfo?> Tac = new("--tac") { Description = "CSV: time_h,<region>_MBq[,<region>_sd_MBq]…, times after injection, not decay-corrected." };
    private static readonly Option<string> Nuclide = new("--nuclide") { Description = "ICRP name; its half-life bounds every rate.", DefaultValueFactory = _ => "Lu-177" };
    private static readonly Option<string> Model = new("--model") { Description = "auto, average (over models), mono, bi, bi-uptake or tri.", DefaultValueFactory = _ => ModelSelection.Auto };
    private static readonly Option<string> Weights = new("--weights") { Description = "proportional (relative residuals) or none.", DefaultValueFactory = _ => "proportional" };
    private static readonly Option<int> Draws = new("--bootstrap") { Description = "Refits behind the interval of the integral; 0 = none.", DefaultValueFactory = _ => BootstrapOptions.DefaultDraws };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of the bootstrap.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "A point left out of the fit: region@time_h=reason. Repeatable." };
    private static readonly Option<string?> Single = new("--single-time-point")
    { Description = "hanscheid, madsen, jackson or previous, instead of a fit; compare = all of them at every point beside the fit." };
    private static readonly Option<double?> At = new("--time") { Description = "Single time point: which time of the table, h." };
    private static readonly Option<double?> Population = new("--population-half-life")
    { Description = "Madsen, Jackson: effective half-life of the population, h. Madsen without it takes 36.5 h; Jackson and compare take the table of the program by region." };
    private static readonly Option<double?> Uptake = new("--uptake-half-time") { Description = "Jackson: half-time of the population's uptake, h." };
    private static readonly Option<double?> Previous = new("--previous-half-life") { Description = "The patient's own effective half-life of an earlier cycle, h." };
    private static readonly Option<double?> Administered = new("--administered-MBq") { Description = "Adds the time-integrated activity coefficient (h)." };

    public static Command Create()
    {
        Command fit = new("fit", "Time-activity curve to time-integrated activity.")
        { Tac, Nuclide, Model, Weights, Draws, Seed, Exclude, Single, At, Population, Uptake, Previous, Administered, BloodFit.Samples, BloodFit.Ratio, BloodFit.Haematocrit, BloodFit.Sex };
        Model.AcceptOnlyFromAmong([.. ModelSelection.Names]);
        Weights.AcceptOnlyFromAmong("proportional", "none");
        Single.AcceptOnlyFromAmong("hanscheid", "haenscheid", "madsen", "jackson", "previous", Compare);
        BloodFit.Ratio.AcceptOnlyFromAmong("one", "haematocrit");
        return fit.Does((parsed, _) =>
        {
            double? administered_MBq = parsed.GetValue(Administered);
            FitReport[] reports = [.. Curves(parsed).Select(c => Report(Fit(c, parsed), administered_MBq, parsed))];
            object json = reports.Length == 1 ? reports[0] with { Regions = reports } : new { Regions = reports };
            return new VerbResult(json, reports.SelectMany(FitLines.Of));
        });
    }

    private static IReadOnlyList<TimeActivityCurve> Curves(ParseResult parsed) => (parsed.GetValue(Tac), parsed.GetValue(BloodFit.Samples)) switch
    {
        ({ } tac, null) => TacCsv.Read(tac.FullName),
        (null, { } blood) => [BloodCurve.Of(BloodCurve.Read(blood.FullName))],
        _ => throw new WrongArgumentsException("Give --tac tac.csv or --blood samples.csv."),
    };

    private static FitReport Report(RegionKinetics kinetics, double? administered_MBq, ParseResult parsed) => FitReport.Of(kinetics, administered_MBq) with
    { Marrow = kinetics.Region == BloodCurve.Name ? BloodFit.Marrow(kinetics, NuclideOf(parsed), administered_MBq, parsed) : null };

    private static RegionKinetics Fit(TimeActivityCurve measured, ParseResult parsed)
    {
        List<Finding> findings = [];
        PointExclusion[] exclusions = [.. (parsed.GetValue(Exclude) ?? []).Select(PointOption.Read)];
        (IReadOnlyList<TacPoint> kept, IReadOnlyList<ExcludedPoint> excluded) = Outliers.Split(measured.Region, measured.Points, exclusions, findings);
        TimeActivityCurve curve = new(measured.Region, kept);
        RegionKinetics kinetics = parsed.GetValue(Single) is { } method && method != Compare ? FitSingle(curve, method, parsed) : FitAll(curve, parsed, findings);
        foreach (Finding finding in findings) Console.Error.WriteLine(finding.Text);
        return kinetics with { Excluded = excluded };
    }

    private static RegionKinetics FitAll(TimeActivityCurve curve, ParseResult parsed, List<Finding> findings)
    {
        KineticsOptions options = new(parsed.GetValue(Weights) == "none" ? Weighting.None : Weighting.Proportional, parsed.GetValue(Model)!)
        {
            Bootstrap = new BootstrapOptions(parsed.GetValue(Draws), parsed.GetValue(Seed)),
            Population = parsed.GetValue(Single) == Compare ? PopulationHalfLives.OpenDefault() : null,
        };
        RegionKinetics kinetics = RegionFit.Of(curve, HalfLife(parsed), options, findings);
        return parsed.GetValue(Single) != Compare ? kinetics with { SingleTimePoint = [] }
            : kinetics with { SingleTimePoint = SingleTimePointComparison.Of(curve, kinetics.Chosen, OfPopulation(curve, parsed), Hours(parsed, Previous)) };
    }

    private static RegionKinetics FitSingle(TimeActivityCurve curve, string method, ParseResult parsed)
    {
        if (parsed.GetValue(At) is { } time_h) curve = curve.At(Duration.FromHours(time_h));
        CurveFit fit = method switch
        {
            "madsen" => SingleTimePoint.Madsen(curve, Hours(parsed, Population) ?? SingleTimePoint.PopulationHalfLife),
            "jackson" => OfPopulation(curve, parsed) is { } p ? SingleTimePoint.Jackson(curve, Duration.FromHours(p.Median_h), Duration.FromHours(p.UptakeHalfTime_h))
                : throw new WrongArgumentsException($"The program knows no population for {curve.Region}: give --population-half-life and --uptake-half-time."),
            "previous" => SingleTimePoint.Previous(curve, Hours(parsed, Previous) ?? throw new WrongArgumentsException("Give --previous-half-life, the effective half-life of the earlier cycle in h.")),
            _ => SingleTimePoint.Haenscheid(curve),
        };
        return new RegionKinetics(curve.Region, curve.Points, [fit], fit, "single time point, chosen by the user");
    }

    private static PopulationKinetics? OfPopulation(TimeActivityCurve curve, ParseResult parsed)
    {
        PopulationKinetics? table = PopulationHalfLives.OpenDefault().For(curve.Region, HalfLife(parsed));
        if (parsed.GetValue(Population) is not { } median_h) return table;
        return (table ?? new PopulationKinetics(curve.Region, median_h, 0.5, 0.5, "", "")) with
        { Median_h = median_h, UptakeHalfTime_h = parsed.GetValue(Uptake) ?? table?.UptakeHalfTime_h ?? 0.5, Source = "given on the command line", Status = "read" };
    }

    private static Duration HalfLife(ParseResult parsed) => NuclideOf(parsed).HalfLife;

    private static NuclideData NuclideOf(ParseResult parsed) =>
        new NuclideLibrary(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides"))[parsed.GetValue(Nuclide)!];

    private static Duration? Hours(ParseResult parsed, Option<double?> option) => parsed.GetValue(option) is { } h ? Duration.FromHours(h) : null;
}
