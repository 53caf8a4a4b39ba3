using System.Globalization;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Engine;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Work;

/// <summary>The settings of a case on the pages as the description a run takes; one meaning, two doors.</summary>
internal static class SettingsCase
{
    /// <summary>The edited regions of a job, from its <c>input/import</c>.</summary>
    private const string EditedLabels = "../edit/labels.nii.gz";

    /// <summary>The run that a job folder asks for.</summary>
    /// <exception cref="RefusedException">The settings are missing or out of range.</exception>
    public static CaseRunRequest Request(JobContext context)
    {
        CaseSettings settings = Durable.ReadJson<CaseSettings>(Path.Combine(context.InputFolder, "settings.json"))
            ?? throw new RefusedException("JOB.NO_SETTINGS", "The job has no settings. Start it again from the case.");
        CaseDescription description = Describe(settings);
        CaseRanges.Refuse(description);
        return new CaseRunRequest(description, [], Path.Combine(context.InputFolder, "import"), context.ResultFolder);
    }

    public static CaseDescription Describe(CaseSettings s) => new()
    {
        Patient = new CasePatient { Weight_kg = s.Patient.Weight_kg, Height_cm = s.Patient.Height_cm, Sex = s.Patient.Sex, Haematocrit = s.Patient.Haematocrit, Age = s.Patient.Age_y },
        Radiopharmaceutical = s.Administration is { } a
            ? new CaseRadiopharmaceutical { Nuclide = a.Nuclide, Ligand = a.Ligand, Activity_MBq = a.Activity_MBq, InjectionTime = a.InjectionTime, Amount_nmol = a.Amount_nmol }
            : new CaseRadiopharmaceutical(),
        Inputs = new CaseInputs
        {
            Ct = Series(s.Images.CtSeriesId), PretherapyPet = Series(s.Images.PetSeriesId),
            Spect = s.Images.SpectSeriesIds.Count == 0 ? null : [.. s.Images.SpectSeriesIds.Select(id => new CaseInput(id))],
            Moves = s.Images.Moves.Count == 0 ? null : s.Images.Moves,
        },
        Calibration = Recovery(s.Calibration is { } c ? Calibration(c) : null, s.Recovery),
        Regions = Regions(s.Regions) with { AlignmentConfirmed = s.Images.AlignmentConfirmed },
        Blood = s.Blood, Uncertainty = s.Uncertainty,
        Protocol = new CaseProtocol
        {
            Daughters = s.Protocol.Daughters, NuclideData = s.Protocol.NuclideData, Rbe = s.Protocol.Rbe,
            Engine = s.Protocol.Engine, Seed = s.Protocol.Seed, Histories = s.Protocol.Histories, TargetSigma = s.Protocol.TargetSigma, Model = s.Protocol.CurveModel,
            ModelOfRegion = s.Protocol.CurveModelOfRegion.Count == 0 ? null : s.Protocol.CurveModelOfRegion,
            ExcludedPoints = s.Protocol.ExcludedPoints.Count == 0 ? null : s.Protocol.ExcludedPoints,
            Radiobiology = s.Protocol.Radiobiology.Count == 0 ? null : s.Protocol.Radiobiology,
            PreviousHalfLife_h = s.Protocol.PreviousHalfLife_h.Count == 0 ? null : s.Protocol.PreviousHalfLife_h,
        },
    };

    private static CaseInput? Series(string? id) => id is null ? null : new CaseInput(id);

    private static CaseCalibration? Recovery(CaseCalibration? calibration, RecoverySettings r) => r is { Resolution_mm: null, Spheres.Count: 0 } ? calibration
        : (calibration ?? new CaseCalibration()) with { Resolution_mm = r.Resolution_mm, RecoverySpheres = r.Spheres.Count == 0 ? null : r.Spheres, Recovery = r.Origin };

    private static CaseCalibration Calibration(SpectCalibration c) =>
        new() { Sensitivity_cps_per_MBq = c.Sensitivity_cps_per_MBq, PerHead = c.PerHead, Heads = c.Heads, RelSigma = c.RelSigma, Duration_s = c.Duration_s, DeadTimeFactor = c.DeadTimeFactor };

    private static CaseRegions Regions(RegionSettings r) => new()
    {
        Source = r.StructureSetId,
        Edited = r.EditedVersion is null ? null : EditedLabels,
        Accepted = r.AcceptedNames,
        Organs = r.FindOrgans,
        Lesions = r.FindLesions == false ? "none" : (r.FindLesions is null ? "auto:" : "") + (r.LesionMethod == "fixed" ? string.Create(CultureInfo.InvariantCulture, $"fixed:{r.LesionThreshold_SUV}") : r.LesionMethod),
        Burden = r.BurdenRule,
        RejectedSpots = r.RejectedLesions.Count == 0 ? null : r.RejectedLesions,
        AcceptedSpots = r.AcceptedSpots.Count == 0 ? null : r.AcceptedSpots,
    };
}
