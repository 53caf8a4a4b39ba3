using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// What is true of a virtual patient: <c>truth.json</c>. Volumes and masses come from the finest label volume; the self-dose is that of
/// the region's own
/// electrons, all absorbed in it (see <see cref="DoseModel"/>): cross-dose, photons and escape are left out on purpose, so it can be
/// computed by hand.
/// </summary>
public sealed record Truth(
    string Anatomy, ulong Seed, PhantomPatient Patient, TrueAdministration Administration, TrueCalibration Calibration,
    IReadOnlyList<TruthRegion> Regions, IReadOnlyList<TruthLesion> Lesions, IReadOnlyList<TruthScan> Spect, TruthPet Pet,
        IReadOnlyList<Finding> Findings)
{
    /// <summary>How <see cref="TruthRegion.SelfDose_Gy"/> is defined.</summary>
    public string DoseModel => "TIA x 147.92 keV / mass: electrons of Lu-177 (ICRP 107) absorbed in the region itself; no photons, no cross-dose, no escape";

    /// <summary>How resolution enters the images.</summary>
    public string ImageModel => "Gaussian blur (PET 6 mm, SPECT 12 mm FWHM) of the true activity, counting noise; no attenuation, scatter, dead time or reconstruction";
}

/// <summary>Therapy.</summary>
public sealed record TrueAdministration(string Nuclide, string Ligand, double Activity_MBq, DateTime InjectionTime);

/// <summary>SPECT calibration, in the form of calibration.json.</summary>
public sealed record TrueCalibration(double Sensitivity_cps_per_MBq, bool PerHead, int Heads, double RelSigma, double Duration_s);

/// <summary>A region: A(t) = Σ activity_MBq · exp(−ln2 · t / halfLife_h).</summary>
public sealed record TruthRegion(
    string Name, double Volume_ml, double Mass_g, double Tia_MBq_h, double SelfDose_Gy, double SelfDose_Gy_per_GBq, double Suv,
        IReadOnlyList<ExponentialTerm> Terms);

/// <summary>A lesion: centre in mm, RAS+ world.</summary>
public sealed record TruthLesion(string Name, LesionSite Site, string Place, double[] Centre_mm, double Diameter_mm, double Volume_ml);

/// <summary>A SPECT: hours after injection at the start, and the true mean activity in the body while it ran.</summary>
public sealed record TruthScan(string File, double Start_h, double Activity_MBq, long Counts);

/// <summary>The PET.</summary>
public sealed record TruthPet(string Nuclide, double Injected_MBq, DateTime InjectionTime, double Start_h);
