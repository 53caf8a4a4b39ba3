using System.Globalization;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose;

/// <summary>What every engine asks of its input: finite, not negative, same grids, matter where there is activity, names that the library
/// knows.</summary>
internal static class DoseInputCheck
{
    private const double DensestTissue_g_per_cm3 = 25; // no element is denser; a larger number is a unit mistake (kg/m³)
    private const float Gas_g_per_cm3 = 0.05f;

    /// <summary>Every reason to refuse or to warn.</summary>
    public static List<Finding> Findings(DoseInput input, PhysicsLibrary library)
    {
        var findings = new List<Finding>();
        Names(input, library, findings);
        if (!input.Tia.Grid.SameAs(input.Density.Grid) || input.Medium.Length != input.Tia.Grid.Count)
            Refuse(findings, "DOSE.GRIDS_DIFFER", "Time-integrated activity, density and medium must lie on one grid. Resample them to the activity's grid first.");
        else
            Voxels(input, findings);
        return findings;
    }

    /// <summary>Throws the first refusal; returns the warnings.</summary>
    public static IReadOnlyList<Finding> Require(DoseValidity validity)
    {
        Finding? refusal = validity.Findings.FirstOrDefault(f => f.Severity == Severity.Error);
        return refusal is null ? validity.Findings : throw new RefusedException(refusal);
    }

    /// <summary>Refuses voxel axes that are not at right angles to each other.</summary>
    public static void RightAngles(DoseInput input, List<Finding> findings)
    {
        Affine a = input.Tia.Grid.Affine;
        double skew = Math.Max(Math.Abs(a.StepI.Dot(a.StepJ)), Math.Max(Math.Abs(a.StepI.Dot(a.StepK)), Math.Abs(a.StepJ.Dot(a.StepK))));
        if (skew > 1e-3 * a.StepI.Dot(a.StepI))
            Refuse(findings, "DOSE.SKEWED_GRID", "The voxel axes are not at right angles; resample the images to a rectangular grid.");
    }

    private static void Names(DoseInput input, PhysicsLibrary library, List<Finding> findings)
    {
        foreach (string medium in input.Media.Where(m => !library.MediumNames.Contains(m)))
            Refuse(findings, "MEDIUM.UNKNOWN", $"The medium '{medium}' is not in the data. Known: {string.Join(", ", library.MediumNames)}.");
        try { Daughters(library.Nuclides[input.Nuclide], library, findings); }
        catch (RefusedException e) { findings.Add(e.Finding); }
    }

    private static void Daughters(NuclideData nuclide, PhysicsLibrary library, List<Finding> findings)
    {
        string[] missing = [.. nuclide.Daughters.Where(d => library.Nuclides.Names.Contains(d.Nuclide)).Select(d => d.Nuclide)];
        if (nuclide.Included.Count > 0)
            findings.Add(new(Severity.Warning, "DOSE.DAUGHTERS_INCLUDED", string.Create(CultureInfo.InvariantCulture,
                $"Each decay of {nuclide.Name} is followed, at its place, by those of its daughters (rule '{library.Nuclides.Options.DaughterWord}'): {string.Join(", ", nuclide.Included.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Nuclide} {d.Branch:G4}")))}. Daughters that leave that place are not modelled.")));
        else if (missing.Length > 0)
            findings.Add(new(Severity.Warning, "DOSE.DAUGHTERS",
                $"The dose counts the decays of {nuclide.Name} alone; its radioactive daughters ({string.Join(", ", missing)}) are not in it."));
        if (nuclide.Source == "DDEP")
            findings.Add(new(Severity.Info, "DOSE.DDEP", "Half-life, gamma and beta yields by DDEP; X rays, conversion and Auger electrons, alphas, positrons and the shape of beta spectra by ICRP 107."));
    }

    private static void Voxels(DoseInput input, List<Finding> findings)
    {
        (float[] tia, float[] density) = (input.Tia.Values, input.Density.Values);
        int notFinite = 0, negative = 0, densityRange = 0, vacuum = 0, gas = 0, medium = 0, media = input.Media.Count;
        for (int v = 0; v < tia.Length; v++) // one pass: an image has up to 1e8 voxels
        {
            (float a, float d) = (tia[v], density[v]);
            if (!float.IsFinite(a)) notFinite++;
            if (a < 0) negative++;
            if (!(d >= 0 && d <= DensestTissue_g_per_cm3)) densityRange++;
            if (input.Medium[v] >= media) medium++;
            if (a > 0 && d == 0) vacuum++;
            if (a > 0 && d is > 0 and < Gas_g_per_cm3) gas++;
        }
        Count(notFinite, "DOSE.TIA_NOT_FINITE", "voxels of time-integrated activity are not finite numbers. Mend the fit or mask these voxels.");
        Count(negative, "DOSE.TIA_NEGATIVE", "voxels of time-integrated activity are negative. Set them to zero knowingly, or mend the fit.");
        Count(densityRange, "DOSE.DENSITY_RANGE", "voxels have a density outside 0…25 g/cm³. Densities are in g/cm³.");
        Count(vacuum, "DOSE.DENSITY_ZERO", "active voxels have density 0: energy without mass. Give them the density of what they are.");
        if (gas > 0)
            findings.Add(new(Severity.Warning, "DOSE.ACTIVITY_IN_GAS",
                $"{gas} voxels with activity have the density of a gas (below 0.05 g/cm³): blurred activity outside the body, or a shifted CT. Their dose means nothing; mask them."));
        Count(medium, "DOSE.MEDIUM_INDEX", $"voxels have a medium number outside the list of {media} media.");

        void Count(int count, string code, string text)
        {
            if (count > 0) Refuse(findings, code, $"{count} {text}");
        }
    }

    private static void Refuse(List<Finding> findings, string code, string text) => findings.Add(new(Severity.Error, code, text));
}
