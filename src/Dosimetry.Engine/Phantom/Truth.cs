using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Psma;

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
    public string ImageModel { get; init; } = "Gaussian blur (PET 6 mm, SPECT 12 mm FWHM) of the true activity, counting noise; no attenuation, scatter, dead time or reconstruction";

    /// <summary>Scanner style of a drawn patient.</summary>
    public string? Style { get; init; }

    /// <summary>How scans lie against the reference scan, where they were shifted.</summary>
    public IReadOnlyList<ScanShift>? Shifts { get; init; }

    /// <summary>Parameters of the kinetic model of a drawn patient, and what he was given.</summary>
    public TruthPhysiology? Physiology { get; init; }
}

/// <summary>Therapy.</summary>
public sealed record TrueAdministration(string Nuclide, string Ligand, double Activity_MBq, DateTime InjectionTime);

/// <summary>SPECT calibration, in the form of calibration.json.</summary>
public sealed record TrueCalibration(double Sensitivity_cps_per_MBq, bool PerHead, int Heads, double RelSigma, double Duration_s);

/// <summary>A region: A(t) = Σ activity_MBq · exp(−ln2 · t / halfLife_h) over the terms, or the sampled curve.</summary>
public sealed record TruthRegion(
    string Name, double Volume_ml, double Mass_g, double Tia_MBq_h, double SelfDose_Gy, double SelfDose_Gy_per_GBq, double Suv,
        IReadOnlyList<ExponentialTerm> Terms)
{
    /// <summary>Hours and MBq of a curve that is no sum of exponentials; ln A is linear between them.</summary>
    public TruthCurve? Curve { get; init; }
}

/// <summary>Activities (MBq) at times (h after injection).</summary>
public sealed record TruthCurve(IReadOnlyList<double> Times_h, IReadOnlyList<double> Activities_MBq);

/// <summary>Drawn patient of the kinetic model and the protocol.</summary>
public sealed record TruthPhysiology(PsmaProtocol Protocol, Dosimetry.Pbpk.Model.PbpkPatient Patient, Dosimetry.Pbpk.Model.Ligand Tracer);

/// <summary>A lesion: centre in mm, RAS+ world.</summary>
public sealed record TruthLesion(string Name, LesionSite Site, string Place, double[] Centre_mm, double Diameter_mm, double Volume_ml);

/// <summary>A SPECT: hours after injection at the start, and the true mean activity in the body while it ran.</summary>
public sealed record TruthScan(string File, double Start_h, double Activity_MBq, long Counts);

/// <summary>The PET.</summary>
public sealed record TruthPet(string Nuclide, double Injected_MBq, DateTime InjectionTime, double Start_h);
