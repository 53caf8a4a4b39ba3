using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Evaluate.Uncertainty;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Dose figures per region: mean, D_x, BED along the region's own curve, EUD, histogram, and the uncertainty of the mean from the time-integrated
/// activity and the engine's statistics, or through the whole chain where its inputs are given (<see cref="UncertaintyChain"/>).
/// </summary>
public static class DoseEvaluation
{
    /// <summary>Evaluates every region of the partition, then the unions.</summary>
    /// <param name="dose">Dose on the grid of the regions.</param>
    /// <param name="density">Density on the same grid.</param>
    /// <param name="regions">Regions with their unions.</param>
    /// <param name="kinetics">Curves of the regions.</param>
    /// <param name="administered">Net administered activity.</param>
    /// <param name="radiobiology">α/β and repair half-lives.</param>
    /// <param name="uncertainty">Inputs of the uncertainty chain; null leaves outline, recovery and dose factor out of the uncertainty.</param>
    /// <exception cref="RefusedException">Dose and regions lie on different grids, or a dose is not a number.</exception>
    public static EvaluationResult Evaluate(
        DoseResult dose, Volume<MassDensity> density, RegionSet regions, KineticsResult kinetics, Activity administered, RadiobiologyTable radiobiology,
        UncertaintyOptions? uncertainty = null)
    {
        Check(dose, density, regions, administered);
        List<Finding> findings = [new Finding(Severity.Info, "EVALUATE.METHOD", "Volumes by partial voxels; mean dose is energy over mass; BED along the curve fitted to each region.")];
        RegionCurves curves = new(regions, kinetics);
        List<RegionDose> doses = [];
        Region[] all = [.. regions.Regions, .. regions.Unions];
        for (int n = 0; n < all.Length; n++)
        {
            double? sigma_Gy = dose.RegionMeans.Count == all.Length ? dose.RegionMeans[n].Sigma_Gy : null; // the pipeline asks for them in this order
            doses.Add(Evaluate(all[n], dose, density, curves.Of(all[n]), administered, radiobiology.For(all[n].Name), sigma_Gy));
        }
        if (doses.Any(d => d.BedParameters?.Contains("to check", StringComparison.Ordinal) == true))
            findings.Add(new Finding(Severity.Info, "EVALUATE.RADIOBIOLOGY", "Some radiobiological parameters have not been compared with their source; they are marked in the table."));
        if (uncertainty is null) return new EvaluationResult(doses, findings);
        UncertaintyChain chain = new(doses, regions, kinetics.Regions, kinetics.CalibrationRelSigma, dose.Engine, uncertainty);
        if (chain.Assumptions is { } assumed) findings.Add(assumed);
        return new EvaluationResult([.. doses.Zip(all, (d, r) => chain.Complete(d, [.. curves.Of(r).Select(k => k.Region)]))], findings);
    }

    private static void Check(DoseResult dose, Volume<MassDensity> density, RegionSet regions, Activity administered)
    {
        if (!dose.Dose.Grid.SameAs(regions.Grid) || !dose.Dose.Grid.SameAs(density.Grid))
            throw new RefusedException("EVALUATE.GRID", "Dose, density and regions lie on different grids; compute the dose on the aligned study.");
        if (!Array.TrueForAll(dose.Dose.Values, float.IsFinite))
            throw new RefusedException("EVALUATE.NOT_A_NUMBER", "The dose holds a voxel that is not a number; the computation failed there.");
        if (!(administered.GBq > 0))
            throw new RefusedException("EVALUATE.ACTIVITY", "The administered activity must be positive to state dose per activity.");
    }

    private static RegionDose Evaluate(
        Region region, DoseResult dose, Volume<MassDensity> density, RegionKinetics[] parts, Activity administered, Radiobiology? radiobiology,
        double? statistical_Gy)
    {
        DoseSamples samples = DoseSamples.OfVoxels(region, dose.Dose, density);
        DoseStatistics s = new(samples);
        double mean = s.Mean_Gy;
        ExponentialTerm[] terms = [.. parts.SelectMany(p => p.Chosen.Terms)];
        double? bed = radiobiology is null || terms.Length == 0 ? null
            : BiologicalDose.Bed_Gy(mean, terms, radiobiology.AlphaBeta_Gy, radiobiology.RepairHalfLife_h);
        return new RegionDose(region.Name, s.Volume_ml, s.Mass_g, mean, s.Min_Gy, s.Max_Gy, s.D_Gy(98), s.D_Gy(50), s.D_Gy(2),
            bed, bed is null ? null : BiologicalDose.Eqd2_Gy(bed.Value, radiobiology!.AlphaBeta_Gy),
            radiobiology is null ? null : s.Eud_Gy(radiobiology.EudExponent), MeanSigma_Gy(parts, mean, statistical_Gy ?? OfVoxels_Gy(region, dose, density)), mean / administered.GBq, s.Histogram())
        { BedParameters = bed is null ? null : radiobiology!.ToString(), StatisticalSigma_Gy = statistical_Gy, VoxelBed = RegionBed.Of(samples, terms, radiobiology) };
    }

    /// <summary>
    /// Relative uncertainty of the integral (parts of a union taken as fully correlated, because one calibration stands behind them) with the
    /// engine's statistics; null when neither is known.
    /// </summary>
    private static double? MeanSigma_Gy(RegionKinetics[] parts, double mean_Gy, double statistical_Gy)
    {
        double tia = parts.Sum(p => p.Chosen.Tia_MBq_h), tiaSigma = parts.Sum(p => p.Chosen.TiaSigma_MBq_h);
        if (tia <= 0 || tiaSigma <= 0) return null;
        double kinetic = tiaSigma / tia * mean_Gy;
        return Math.Sqrt(kinetic * kinetic + statistical_Gy * statistical_Gy);
    }

    /// <summary>Statistical uncertainty of a mean from those of its voxels as if they were independent: for a dose that comes with no more.</summary>
    private static double OfVoxels_Gy(Region region, DoseResult dose, Volume<MassDensity> density)
    {
        double variance = 0, mass = 0;
        for (int n = 0; n < region.Voxels.Length; n++)
        {
            double m = region.Weights[n] * density.Values[region.Voxels[n]];
            double sigma = dose.Sigma?.Values[region.Voxels[n]] ?? 0;
            (mass, variance) = (mass + m, variance + m * m * sigma * sigma);
        }
        return mass > 0 ? Math.Sqrt(variance) / mass : 0;
    }
}
