namespace Dosimetry.Cases.Planning;

/// <summary>
/// One organ of the model in one image: time after injection (min), activity as it was then (MBq), relative standard uncertainty, and the regions it was
/// summed from. <paramref name="Image"/>: "PET" or "SPECT". <paramref name="NotUsed"/>: why the fit leaves it out, null when it is used.
/// </summary>
public sealed record OrganObservation(
    string Organ, string Image, string Ligand, string Nuclide, double Injected_MBq, double Ligand_nmol, double Time_min, double Activity_MBq, double RelativeSigma,
    IReadOnlyList<string> Regions, string? NotUsed = null);
