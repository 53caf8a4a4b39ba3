using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Phantom.Psma;
using Dosimetry.Engine.Register;

namespace Dosimetry.Cli.Validate;

/// <summary>
/// Automatic registration against known shifts (up to 30 mm, 10°) of virtual patients: CT on CT and SPECT on SPECT of the first two sessions.
/// Counted as found: the body's middle within one voxel of the moving image and the angle within 1°. Simulated images; no breathing, no bending.
/// </summary>
internal sealed class KnownShifts : IValidationGroup
{
    private const int Patients = 8;
    private const ulong FirstSeed = 901;

    /// <inheritdoc/>
    public string Name => "registration";
    /// <inheritdoc/>
    public bool RunsOnlyByName => true;

    /// <inheritdoc/>
    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        List<Miss> ct = [], spect = [];
        for (ulong seed = FirstSeed; seed < FirstSeed + Patients; seed++)
        {
            context.Cancel.ThrowIfCancellationRequested();
            PsmaPatient patient = PsmaPatient.Draw(new PsmaOptions(seed) { Style = ScannerStyle.OfSeed(seed), Shifted = true });
            Affine truth = patient.ShiftOf(2)!.ToScan();
            Volume<CtNumber> moved = patient.Ct(2);
            ct.Add(Compare(RegistrationImage.OfCt(patient.Ct()), RegistrationImage.OfCt(moved), truth, patient.ShiftOf(2)!));
            spect.Add(Compare(Emission(patient.Spect(1)), Emission(patient.Spect(2)), truth, patient.ShiftOf(2)!));
        }
        return [Share("CT on CT", ct), Share("SPECT on SPECT", spect), Mean("CT on CT", ct), Mean("SPECT on SPECT", spect)];
    }

    /// <summary>Distance of the body's middle from where it should lie, mm and in voxels of the moving image; remaining angle.</summary>
    private sealed record Miss(double Distance_mm, double Voxels, double Angle_deg)
    {
        public bool Found => Voxels <= 1 && Angle_deg <= 1;
    }

    private static Miss Compare(RegistrationImage still, RegistrationImage moving, Affine truth, ScanShift shift)
    {
        Vector3D middle = new(shift.Centre_mm[0], shift.Centre_mm[1], shift.Centre_mm[2]), voxel_mm = moving.Grid.Spacing_mm;
        Affine left = RigidRegistration.Find(still, moving).MovingToFixed.Matrix().Compose(truth);
        double away_mm = (left.Apply(middle) - middle).Length;
        return new Miss(away_mm, away_mm / Math.Max(voxel_mm.X, Math.Max(voxel_mm.Y, voxel_mm.Z)), RigidTransform.FromMatrix(left, middle).Angle_deg);
    }

    private static RegistrationImage Emission(SimulatedSpect spect) => RegistrationImage.OfEmission(spect.Grid, Array.ConvertAll(spect.Counts, c => (float)c));

    private ValidationCheck Share(string what, List<Miss> misses) => new(Name, $"{what}: share of {misses.Count} shifts found",
        misses.Count(m => m.Found) / (double)misses.Count, 1, 0.05, false, "", "drawn shifts", FormattableString.Invariant($"found: within 1 voxel and 1°; largest miss {misses.Max(m => m.Distance_mm):F1} mm, {misses.Max(m => m.Angle_deg):F2}°"));

    private ValidationCheck Mean(string what, List<Miss> misses) => new(Name, $"{what}: mean distance", misses.Average(m => m.Distance_mm), 0, 3, false, "mm", "drawn shifts");
}
