using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine;

/// <summary>
/// What one run uses, decided from the case description and the import: the series in use (<see cref="Study"/> holds no others), the administration, and
/// the options of every stage. Whatever nobody stated is a finding.
/// </summary>
public sealed record CaseSelection(
    CaseDescription Case, ImportedStudy Study, Administration Administration, NuclideData Nuclide, SpectCalibration Calibration,
    IReadOnlyList<DrawnRegion> Drawn, AlignOptions Align, SegmentOptions Segment, KineticsOptions Kinetics, string Engine, DoseOptions Dose,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Engine of a case that names none.</summary>
    public const string DefaultEngine = "voxel-s";

    /// <summary>Decides.</summary>
    /// <param name="description">What a person said.</param>
    /// <param name="imported">What the import found.</param>
    /// <param name="nuclides">The nuclides of the physics data.</param>
    /// <param name="more">Findings from before: of reading the description, of the command line.</param>
    /// <exception cref="RefusedException">Something that has no default is missing or names nothing in the import (<c>CASE.*</c>).</exception>
    public static CaseSelection Choose(CaseDescription description, ImportedStudy imported, NuclideLibrary nuclides, IReadOnlyList<Finding> more)
    {
        List<Finding> findings = [.. more];
        ImportedStudy study = SeriesChoice.Apply(description.Inputs, description.Radiopharmaceutical.InjectionTime, imported, findings);
        Administration administration = AdministrationChoice.From(description.Radiopharmaceutical, study, findings);
        return new CaseSelection(
            description, study, administration, nuclides[administration.Nuclide],
            CalibrationChoice.From(description.Calibration, study, findings),
            RegionChoice.Drawn(description.Regions, study, description.Inputs.Moves ?? [], findings),
            new AlignOptions(description.Regions.AlignmentConfirmed ?? false, description.Inputs.Moves), RegionChoice.Options(description.Regions, study),
            KineticsOf(description.Protocol) with { Recovery = RecoveryChoice.From(description.Calibration, findings) }, EngineOf(description.Protocol, findings),
            new DoseOptions(description.Protocol.Seed ?? 1, description.Protocol.Histories, description.Protocol.TargetSigma), findings);
    }

    private static KineticsOptions KineticsOf(CaseProtocol protocol) => new(
        protocol.Weights == "none" ? Weighting.None : Weighting.Proportional, protocol.Model ?? ModelSelection.Auto, protocol.ModelOfRegion)
    {
        Exclusions = protocol.ExcludedPoints ?? [],
        Bootstrap = new BootstrapOptions(protocol.BootstrapDraws ?? BootstrapOptions.DefaultDraws, protocol.Seed ?? 1),
        PreviousHalfLives = (protocol.PreviousHalfLife_h ?? new Dictionary<string, double>()).ToDictionary(p => p.Key, p => Duration.FromHours(p.Value)),
    };

    private static string EngineOf(CaseProtocol protocol, List<Finding> findings)
    {
        if (protocol.Engine is { } named) return named;
        findings.Add(new Finding(Severity.Info, "CASE.DEFAULT_ENGINE", $"The case names no dose engine; {DefaultEngine} is used."));
        return DefaultEngine;
    }
}
