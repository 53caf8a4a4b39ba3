using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Two doses of one patient beside each other: difference maps, gamma, and the figures of every region under both. Whatever makes the two hard to compare
/// (another grid, other regions, other curves) is a finding.
/// </summary>
public static class DoseComparison
{
    private const double SameVolume = 0.005, SameIntegral = 1e-3;
    private const int NamesShown = 4;

    /// <summary>Compares an evaluated dose with a reference.</summary>
    /// <param name="reference">The dose that differences refer to.</param>
    /// <param name="evaluated">The other dose, on any grid.</param>
    /// <param name="regions">Regions on the reference's grid; may be empty.</param>
    /// <param name="criteria">Gamma criteria.</param>
    /// <param name="percentOf">What the percent map refers to; without regions it is the maximum.</param>
    /// <param name="cancel">Stops the search.</param>
    /// <exception cref="RefusedException">The two do not overlap, a criterion is impossible, or the reference is zero everywhere.</exception>
    public static ComparisonResult Compare(
        ComparedDose reference, ComparedDose evaluated, IReadOnlyList<Region> regions, GammaCriteria criteria, PercentOf percentOf, CancellationToken cancel = default)
    {
        List<Finding> findings = [];
        GammaResult gamma = GammaIndex.Compare(reference.Dose, evaluated.Dose, criteria, cancel);
        Volume<Dose_Gy> other = Moved(reference.Dose, evaluated.Dose, gamma.Cutoff_Gy, findings);
        RegionComparison[] rows = [.. Names(reference, evaluated, regions, findings).Select(name => Row(name, reference, evaluated.Figures, other, regions, gamma)).OfType<RegionComparison>()];
        Basis(reference, evaluated, rows, findings);
        Volume<Dose_Gy> difference = DifferenceMaps.Absolute(reference.Dose, other);
        double maximum_Gy = reference.Dose.Values.Max();
        if (regions.Count == 0) percentOf = PercentOf.Maximum;
        Volume<Dimensionless> percent = percentOf == PercentOf.Maximum ? DifferenceMaps.OfMaximum(difference, maximum_Gy)
            : DifferenceMaps.OfRegionMean(difference, from row in rows join region in regions on row.Name equals region.Name select (region, row.Reference.Mean_Gy));
        return new ComparisonResult(reference.Title, evaluated.Title, criteria, gamma.PassRate, gamma.Compared, gamma.MeanDifference_Gy,
            difference.Values.Max(Math.Abs), maximum_Gy, percentOf, rows, findings)
        {
            ReferenceEngine = reference.Engine, EvaluatedEngine = evaluated.Engine, Maps = new ComparisonMaps(difference, percent, gamma.Gamma),
        };
    }

    private static Volume<Dose_Gy> Moved(Volume<Dose_Gy> reference, Volume<Dose_Gy> evaluated, double cutoff_Gy, List<Finding> findings)
    {
        if (evaluated.Grid.SameAs(reference.Grid)) return evaluated;
        // Coverage as interpolation sees it: a volume of ones is 1 inside the evaluated grid and 0 outside.
        float[] inside = DifferenceMaps.OnGrid(new Volume<Dose_Gy>(evaluated.Grid, [.. Enumerable.Repeat(1f, evaluated.Grid.Count)]), reference.Grid).Values;
        int dosed = reference.Values.Count(d => GammaIndex.IsCompared(d, cutoff_Gy)), covered = inside.Zip(reference.Values, (c, d) => c > 0 && GammaIndex.IsCompared(d, cutoff_Gy)).Count(x => x);
        if (covered == 0)
            throw new RefusedException("COMPARE.NO_OVERLAP", "The two doses do not overlap in space: they belong to different patients, positions or frames of reference. Compare doses of one study.");
        findings.Add(new Finding(Severity.Warning, "COMPARE.RESAMPLED", $"The doses lie on different grids ({Words(reference.Grid)} and {Words(evaluated.Grid)}); the evaluated dose is interpolated linearly at the reference's voxels."));
        if (covered < dosed)
            findings.Add(new Finding(Severity.Warning, "COMPARE.PARTLY_OUTSIDE", FormattableString.Invariant(
                $"{100.0 * (dosed - covered) / dosed:F1} % of the compared voxels lie outside the evaluated dose; there it counts as zero.")));
        return DifferenceMaps.OnGrid(evaluated, reference.Grid);
    }

    /// <summary>Regions of the table: those both evaluations know, else those that are drawn here.</summary>
    private static IEnumerable<string> Names(ComparedDose reference, ComparedDose evaluated, IReadOnlyList<Region> regions, List<Finding> findings)
    {
        if (reference.Figures.Count == 0 || evaluated.Figures.Count == 0) return regions.Select(r => r.Name);
        string[] alone = [.. reference.Figures.Keys.Except(evaluated.Figures.Keys), .. evaluated.Figures.Keys.Except(reference.Figures.Keys)];
        if (alone.Length > 0)
            findings.Add(new Finding(Severity.Warning, "COMPARE.REGIONS_DIFFER", $"Only one of the two knows {Listed(alone)}: the regions are different versions. The table shows what both know."));
        return reference.Figures.Keys.Where(evaluated.Figures.ContainsKey);
    }

    private static RegionComparison? Row(
        string name, ComparedDose reference, IReadOnlyDictionary<string, RegionFigures> evaluated, Volume<Dose_Gy> other, IReadOnlyList<Region> regions, GammaResult gamma)
    {
        Region? region = regions.FirstOrDefault(r => r.Name == name);
        bool bothEvaluated = reference.Figures.ContainsKey(name) && evaluated.ContainsKey(name);
        if (!bothEvaluated && (region is null || region.Voxels.Length == 0)) return null;
        RegionFigures a = bothEvaluated ? reference.Figures[name] : RegionFigures.Of(DoseSamples.OfVoxels(region!, reference.Dose, null));
        RegionFigures b = bothEvaluated ? evaluated[name] : RegionFigures.Of(DoseSamples.OfVoxels(region!, other, null));
        int[] compared = [.. (region is null ? [] : region.Voxels.Where((v, n) => region.Weights[n] >= 0.5 && GammaIndex.IsCompared(reference.Dose.Values[v], gamma.Cutoff_Gy)))];
        return new RegionComparison(name, a, b, b.Mean_Gy - a.Mean_Gy, Percent(a.Mean_Gy, b.Mean_Gy), Percent(a.D98_Gy, b.D98_Gy), Percent(a.D2_Gy, b.D2_Gy),
            compared.Length, compared.Length == 0 ? null : compared.Count(v => gamma.Gamma.Values[v] <= 1) / (double)compared.Length);
    }

    private static double? Percent(double reference, double evaluated) => reference > 0 ? 100 * (evaluated - reference) / reference : null;

    /// <summary>What the two doses were computed from: volumes, time-integrated activities, administered activity.</summary>
    private static void Basis(ComparedDose reference, ComparedDose evaluated, RegionComparison[] rows, List<Finding> findings)
    {
        string[] volumes = [.. rows.Where(r => !Near(r.Reference.Volume_ml, r.Evaluated.Volume_ml, SameVolume)).Select(r => r.Name)];
        if (volumes.Length > 0)
            findings.Add(new Finding(Severity.Warning, "COMPARE.VOLUMES_DIFFER", $"The volume differs in {Listed(volumes)}: the regions are different versions, and part of the difference in dose is theirs."));
        string[] integrals = [.. rows.Where(r => r.Reference.Tia_MBq_h is { } a && r.Evaluated.Tia_MBq_h is { } b && !Near(a, b, SameIntegral)).Select(r => r.Name)];
        if (integrals.Length > 0)
            findings.Add(new Finding(Severity.Warning, "COMPARE.KINETICS_DIFFER", $"The time-integrated activity differs in {Listed(integrals)}: the doses belong to different fits or calibrations, not only to different engines."));
        if (reference.Engine is { } x && evaluated.Engine is { } y && !Near(x.Activity_MBq, y.Activity_MBq, 1e-6))
            findings.Add(new Finding(Severity.Warning, "COMPARE.ACTIVITY_DIFFERS", FormattableString.Invariant($"The administered activity differs: {x.Activity_MBq:G6} and {y.Activity_MBq:G6} MBq.")));
    }

    private static bool Near(double a, double b, double relative) => Math.Abs(a - b) <= relative * Math.Max(Math.Abs(a), Math.Abs(b));

    private static string Listed(string[] names) => string.Join(", ", names.Take(NamesShown)) + (names.Length > NamesShown ? $" and {names.Length - NamesShown} more" : "");

    private static string Words(Grid g) => FormattableString.Invariant($"{g.Nx} × {g.Ny} × {g.Nz} voxels of {g.Spacing_mm.X:G3} × {g.Spacing_mm.Y:G3} × {g.Spacing_mm.Z:G3} mm");
}
