using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Quantity: BED and EQD2 per voxel, Gy. Equation: <see cref="LinearQuadratic"/> of the voxel's dose along the curve of its region.
/// A voxel belongs to the region with the largest share of it among those whose radiobiology and curve are known; outside all of them there is no BED, and
/// the maps hold 0. Neglected: a voxel shared by two organs has the parameters of one.
/// </summary>
public sealed record BiologicalMaps(Volume<BiologicallyEffectiveDose> Bed, Volume<EquivalentDose2Gy> Eqd2)
{
    /// <summary>Maps of a dose.</summary>
    /// <param name="dose">Absorbed dose on the grid of the regions.</param>
    /// <param name="regions">Regions; only the partition decides.</param>
    /// <param name="kinetics">Curves of the regions.</param>
    /// <param name="radiobiology">α/β and repair half-lives.</param>
    public static BiologicalMaps Of(Volume<Dose_Gy> dose, RegionSet regions, KineticsResult kinetics, RadiobiologyTable radiobiology)
    {
        float[] bed = new float[dose.Values.Length], eqd2 = new float[bed.Length], share = new float[bed.Length];
        RegionCurves curves = new(regions, kinetics);
        foreach (Region region in regions.Regions)
        {
            ExponentialTerm[] terms = curves.TermsOf(region);
            if (terms.Length == 0 || radiobiology.For(region.Name) is not { } parameters) continue;
            LinearQuadratic lq = LinearQuadratic.Along(terms, parameters);
            for (int n = 0; n < region.Voxels.Length; n++)
            {
                int voxel = region.Voxels[n];
                if (region.Weights[n] <= share[voxel]) continue;
                (share[voxel], bed[voxel], eqd2[voxel]) = (region.Weights[n], (float)lq.Bed_Gy(dose.Values[voxel]), (float)lq.Eqd2_Gy(dose.Values[voxel]));
            }
        }
        return new BiologicalMaps(new(dose.Grid, bed), new(dose.Grid, eqd2));
    }
}
