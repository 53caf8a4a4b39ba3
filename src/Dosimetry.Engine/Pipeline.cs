using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Dose.VoxelS;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Evaluate.Uncertainty;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine;

/// <summary>Share of a run that is done and the stage it is in, in words for people.</summary>
public sealed record PipelineProgress(double Fraction, string Stage, double? RelSigma = null);

/// <summary>What the stages need besides the case: point kernels with the data about matter, radiobiology, the dose engine, the device.</summary>
public sealed record PipelineTools(PointKernels Kernels, RadiobiologyTable Radiobiology, IDoseEngine Engine, IVoxelDevice Device)
{
    /// <summary>Data about matter and nuclides.</summary>
    public PhysicsLibrary Physics => Kernels.Library;
    /// <summary>Effective half-lives of a population, for the comparison of single-time-point methods; null leaves those out that need one.</summary>
    public PopulationHalfLives? Population { get; init; }
    /// <summary>Numbers of the blood-based marrow dose; null leaves it out.</summary>
    public MarrowTable? Marrow { get; init; }
}

/// <summary>Everything before the dose: scans on one grid, regions, curves with their integrals.</summary>
public sealed record PreparedCase(CaseSelection Selection, AlignedStudy Aligned, RegionSet Regions, KineticsResult Kinetics);

/// <summary>
/// The table of contents of the engine. Import has happened (in a capped child process); Report writes files. Each stage takes what the earlier ones made
/// and changes none of it.
/// </summary>
public sealed class Pipeline(PipelineTools tools)
{
    /// <summary>From import to time-integrated activity.</summary>
    /// <exception cref="RefusedException">A stage refuses its input.</exception>
    public PreparedCase Prepare(CaseSelection c, IProgress<PipelineProgress>? progress, CancellationToken cancel)
    {
        CtConversion matter = CtConversion.SchneiderMonotone(tools.Physics);
        Tell(progress, 0.00, "Calibrate", cancel);
        QuantifiedStudy quantified = Calibrator.Quantify(c.Study, c.Administration, c.Calibration, c.Nuclide.HalfLife, cancel);
        Tell(progress, 0.15, "Register", cancel);
        AlignedStudy aligned = Alignment.Align(quantified, hu => (float)matter.Density_g_per_cm3(hu), c.Align);
        Tell(progress, 0.30, "Segment", cancel);
        RegionSet regions = Segmentation.Segment(aligned, c.Drawn, c.Segment);
        Tell(progress, 0.45, "Kinetics", cancel);
        KineticsResult kinetics = TimeIntegration.Integrate(aligned, regions, c.Nuclide.HalfLife, c.Kinetics with { Population = tools.Population });
        kinetics = c.Case.Blood?.Fit(kinetics, c.Nuclide.HalfLife, c.Kinetics) ?? kinetics;
        return new PreparedCase(c, aligned, regions, kinetics);
    }

    /// <summary>From time-integrated activity to dose figures; the report is made of the record.</summary>
    /// <exception cref="RefusedException">The engine refuses the input.</exception>
    public CaseRecord Dose(PreparedCase p, Provenance provenance, IProgress<PipelineProgress>? progress, CancellationToken cancel)
    {
        CaseSelection c = p.Selection;
        Tell(progress, 0.50, "Dose", cancel);
        if (c.Case.Protocol.Rbe is { } wanted) RbeWeighting.Require(wanted, c.Nuclide);
        DoseInput input = InputOf(p);
        DoseOptions options = c.Dose with { Regions = [.. p.Regions.Regions.Concat(p.Regions.Unions).Select(r => new RegionVoxels(r.Voxels, r.Weights))] };
        DoseResult dose = tools.Engine.Compute(input, options, tools.Device, new DoseShare(progress), cancel) with { DeviceReason = tools.Device.Reason };
        Tell(progress, 0.90, "Evaluate", cancel);
        RadiobiologyTable radiobiology = tools.Radiobiology.With(c.Case.Protocol.Radiobiology?.Select(r => r.Entry(tools.Radiobiology)) ?? []);
        EvaluationResult evaluation = DoseEvaluation
            .Evaluate(dose, p.Aligned.Density, p.Regions, p.Kinetics, c.Administration.NetActivity, radiobiology, UncertaintyOf(p))
            .With(CrossCheck.Of(p.Regions.Regions.Concat(p.Regions.Unions), dose, input, Models(c, cancel)));
        if (c.Case.Protocol.Rbe is { } rbe) evaluation = evaluation with { RbeWeighted = RbeWeighting.Of(evaluation.CrossChecks!, c.Nuclide, rbe) };
        evaluation = evaluation with { Marrow = Marrow(p) };
        return new CaseRecord(c.Case, p.Aligned, p.Regions, p.Kinetics, dose, evaluation, provenance)
        {
            CaseFindings = c.Findings,
            Calibration = c.Study.Series.Any(s => s.Nm is { AlreadyQuantitative: false }) ? c.Calibration : null,
            PhysicalHalfLife_h = c.Nuclide.HalfLife.Hours,
            Biological = BiologicalMaps.Of(dose.Dose, p.Regions, p.Kinetics, radiobiology),
        };
    }

    /// <summary>Dose of the red marrow from blood samples; null without samples.</summary>
    /// <exception cref="RefusedException">The ratio of marrow to blood needs a haematocrit that nobody stated.</exception>
    public MarrowDose? Marrow(PreparedCase p)
    {
        if (p.Selection.Case.Blood is not { } said || p.Kinetics.Blood is not { } blood || tools.Marrow is not { } table) return null;
        (CasePatient patient, ImportedPatient read) = (p.Selection.Case.Patient, p.Selection.Study.Patient);
        return MarrowDosimetry.Of(blood, p.Kinetics.Regions, new MarrowInput(
            said.Ratio, said.Haematocrit ?? patient.Haematocrit, patient.Sex ?? read.Sex, patient.Weight_kg ?? read.Weight_kg, p.Selection.Nuclide, p.Selection.Administration.NetActivity), table);
    }

    private static UncertaintyOptions UncertaintyOf(PreparedCase p)
    {
        Vector3D? voxel = p.Aligned.Quantified.Pet?.Activity.Grid.Spacing_mm;
        return (p.Selection.Case.Uncertainty ?? new CaseUncertainty()).Options(p.Selection.Dose.Seed, voxel is { } v ? Math.Cbrt(v.X * v.Y * v.Z) : null);
    }

    /// <summary>What a dose engine gets of a prepared case.</summary>
    public DoseInput InputOf(PreparedCase p)
    {
        byte[] medium = MediumByDensity.Assign(p.Aligned.Density, CtConversion.SchneiderMonotone(tools.Physics));
        return new DoseInput(p.Kinetics.Tia, p.Aligned.Density, medium, MediumByDensity.Media, p.Selection.Nuclide.Name);
    }

    private CrossCheckModels Models(CaseSelection c, CancellationToken cancel) => new(
        tools.Kernels.Get(c.Nuclide.Name, VoxelSEngine.KernelMedium, c.Dose.Threads, cancel), c.Nuclide,
        OrganSTable.Open(tools.Physics.Folder, c.Nuclide.Name), c.Case.Patient.Sex ?? c.Study.Patient.Sex);

    private static void Tell(IProgress<PipelineProgress>? progress, double fraction, string stage, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        progress?.Report(new PipelineProgress(fraction, stage));
    }

    /// <summary>The dose engine's own progress as part of the run's.</summary>
    private sealed class DoseShare(IProgress<PipelineProgress>? run) : IProgress<DoseProgress>
    {
        public void Report(DoseProgress value) => run?.Report(new PipelineProgress(0.50 + 0.40 * value.Fraction, $"Dose: {value.Stage}", value.RelSigma));
    }
}
