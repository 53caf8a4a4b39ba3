// Quantity: absorbed dose per voxel (Gy) of a therapy that has not been given, with an interval per region.
// Equation: ã_v = Ã_r · q_rv with the predicted integral Ã_r of the region (kinetic model) and the voxel's share q_rv of the region's PET activity; the dose
//   engine does the rest. Interval: D · e^(±1.645 s) with the sd s of ln Ã_r, error of the model included.
// Validity: the therapeutic ligand spreads inside a region as the tracer did an hour after injection. Neglected: partial-volume loss of the PET, motion,
//   change between PET and therapy, uncertainty of volume and dose factor, dose from neighbouring regions in the interval, urine in the bladder.
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine;

/// <summary>Predicted time-integrated activity of a region (MBq·h), sd of its logarithm, and where it comes from.</summary>
public sealed record RegionPrediction(string Region, double Tia_MBq_h, double LogSd, string Method);

/// <summary>Predicted mean dose of a region with its 90 % interval, Gy; no interval where only its neighbours irradiate it.</summary>
public sealed record PredictedDose(string Name, double Volume_ml, double Mass_g, double Dose_Gy, double? Low_Gy, double? High_Gy, string Method);

/// <summary>A predicted dose map on the PET's grid with figures per region.</summary>
public sealed record DosePredictionResult(DoseResult Dose, RegionSet Regions, EvaluationResult Evaluation, IReadOnlyList<PredictedDose> Doses, IReadOnlyList<Finding> Findings);

/// <summary>From a PET and predicted integrals to a dose map, before any therapy.</summary>
public sealed class DosePrediction(PipelineTools tools)
{
    private const double Band90 = 1.6448536269514722;

    /// <summary>Predicts.</summary>
    /// <param name="description">Which images and regions.</param>
    /// <param name="imported">The import.</param>
    /// <param name="predicted">Integral of every region; regions without one count as empty, which a finding says.</param>
    /// <param name="nuclide">Nuclide of the therapy.</param>
    /// <param name="planned">Activity that the integrals belong to.</param>
    /// <param name="progress">Where it stands.</param>
    /// <param name="cancel">Stops between and inside stages.</param>
    /// <exception cref="RefusedException">The PET or the engine refuses.</exception>
    public DosePredictionResult Compute(
        CaseDescription description, ImportedStudy imported, IReadOnlyList<RegionPrediction> predicted, NuclideData nuclide, Activity planned, IProgress<PipelineProgress>? progress, CancellationToken cancel)
    {
        CtConversion matter = CtConversion.SchneiderMonotone(tools.Physics);
        List<Finding> findings = [];
        AlignedStudy aligned = Align(description, imported, hu => (float)matter.Density_g_per_cm3(hu), findings);
        ImportedStudy study = aligned.Quantified.Study;
        RegionSet regions = Segmentation.Segment(aligned, RegionChoice.Drawn(description.Regions, study, description.Inputs.Moves ?? [], findings), RegionChoice.Options(description.Regions, study));
        KineticsResult kinetics = Kinetics(aligned, regions, predicted, findings);
        progress?.Report(new PipelineProgress(0.4, "Dose"));
        var input = new DoseInput(kinetics.Tia, aligned.Density, MediumByDensity.Assign(aligned.Density, matter), MediumByDensity.Media, nuclide.Name);
        DoseResult dose = tools.Engine.Compute(input, new DoseOptions(description.Protocol.Seed ?? 1, description.Protocol.Histories, description.Protocol.TargetSigma), tools.Device, null, cancel);
        EvaluationResult evaluation = DoseEvaluation.Evaluate(dose, aligned.Density, regions, kinetics, planned, tools.Radiobiology);
        return new DosePredictionResult(dose, regions, evaluation, [.. evaluation.Regions.Select(r => Interval(r, kinetics, regions, predicted))], [.. findings, .. aligned.Findings, .. regions.Findings]);
    }

    /// <summary>The PET plays the part of the one time point: its grid carries density, regions and dose.</summary>
    private static AlignedStudy Align(CaseDescription description, ImportedStudy imported, Func<float, float> densityOfHu, List<Finding> findings)
    {
        ImportedStudy study = SeriesChoice.Apply(description.Inputs, null, imported, []);
        ImportedSeries pet = PetUptake.Usable(study);
        var activity = NiftiFile.Read<ActivityConcentration>(Path.Combine(study.Folder, pet.File));
        QuantifiedScan scan = new(pet.Id, activity, pet.Pet!.ReferenceTime ?? default, Duration.FromSeconds(0), 0);
        ImportedSeries? ct = study.Series.Where(s => s.Quantity == CtNumber.Name).OrderByDescending(s => s.FrameOfReferenceUid == pet.FrameOfReferenceUid).ThenByDescending(s => s.Size[2]).FirstOrDefault();
        Volume<CtNumber>? numbers = ct is null ? null : NiftiFile.Read<CtNumber>(Path.Combine(study.Folder, ct.File));
        QuantifiedStudy quantified = new(study, new Administration("", null, Activity.FromMBq(1), default), numbers, new QuantifiedPet(pet.Id, activity, pet.Pet.SuvFactor!.Value, pet.Pet.ReferenceTime), [scan], findings);
        return Alignment.Align(quantified, densityOfHu, new AlignOptions(description.Regions.AlignmentConfirmed ?? false, description.Inputs.Moves));
    }

    private static KineticsResult Kinetics(AlignedStudy aligned, RegionSet regions, IReadOnlyList<RegionPrediction> predicted, List<Finding> findings)
    {
        Dictionary<string, RegionPrediction> byName = predicted.ToDictionary(p => p.Region);
        (Region Region, double Tia_MBq_h)[] known = [.. regions.Regions.Where(r => byName.ContainsKey(r.Name)).Select(r => (r, byName[r.Name].Tia_MBq_h))];
        if (known.Length == 0) throw new RefusedException("PREDICT.NO_REGION", "No region of the PET has a predicted activity: fit the kinetic model to the same regions first.");
        string[] left = [.. regions.Regions.Select(r => r.Name).Where(n => !byName.ContainsKey(n))];
        if (left.Length > 0) findings.Add(new Finding(Severity.Warning, "PREDICT.LEFT_OUT", $"Taken as without activity, because nothing is predicted for them: {string.Join(", ", left)}."));
        Volume<VoxelTia> tia = VoxelTiaMap.Spread(aligned, known);
        return new KineticsResult([.. known.Select(k => Curve(byName[k.Region.Name]))], tia, []);
    }

    /// <summary>An integral without points: it was not measured.</summary>
    private static RegionKinetics Curve(RegionPrediction p)
    {
        CurveFit fit = new(p.Method, [], new Dictionary<string, double>(), null, null, p.Tia_MBq_h, p.Tia_MBq_h * p.LogSd, 1, 0, []);
        return new RegionKinetics(p.Region, [], [fit], fit, "predicted, not measured");
    }

    /// <summary>A union's parts are taken as fully correlated: one model stands behind them.</summary>
    private static PredictedDose Interval(RegionDose r, KineticsResult kinetics, RegionSet regions, IReadOnlyList<RegionPrediction> predicted)
    {
        string[] parts = kinetics.Regions.Any(k => k.Region == r.Name) ? [r.Name]
            : r.Name == RegionNames.WholeBody ? [.. kinetics.Regions.Select(k => k.Region)]
            : RegionNames.Unions([.. regions.Regions.Select(x => x.Name)]).FirstOrDefault(u => u.Union == r.Name).Parts ?? [];
        RegionPrediction[] known = [.. predicted.Where(p => parts.Contains(p.Region))];
        double tia_MBq_h = known.Sum(p => p.Tia_MBq_h), sd = tia_MBq_h > 0 ? known.Sum(p => p.Tia_MBq_h * p.LogSd) / tia_MBq_h : 0;
        string method = known.Length == 0 ? "dose from its neighbours only; no interval" : string.Join("; ", known.Select(p => p.Method).Distinct());
        return new PredictedDose(r.Name, r.Volume_ml, r.Mass_g, r.MeanDose_Gy, sd > 0 ? r.MeanDose_Gy * Math.Exp(-Band90 * sd) : null, sd > 0 ? r.MeanDose_Gy * Math.Exp(Band90 * sd) : null, method);
    }
}
