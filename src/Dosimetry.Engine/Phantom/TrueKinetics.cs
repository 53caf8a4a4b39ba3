using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>A region of the truth: size, kinetics, SUV.</summary>
public sealed record TrueRegion(string Name, double Volume_ml, double Mass_g, TrueCurve Curve, double Suv);

/// <summary>
/// Which region holds how much at what time, for the whole body: the regions share it out without overlap. Within a region the concentration follows
/// the tissues' <see cref="Tissue.Share"/>.
/// </summary>
public sealed class TrueKinetics
{
    private readonly Dictionary<ushort, double> concentrationFactor = [];
    private readonly Dictionary<ushort, int> regionOf = [];

    /// <summary>Kinetics by the uptake table, varied by seed; <paramref name="electronEnergy"/> per decay of the therapy nuclide.</summary>
    public TrueKinetics(Anatomy anatomy, ulong seed, Activity administered, Energy electronEnergy)
        : this(anatomy, new TabulatedUptake(seed, administered, electronEnergy)) { }

    /// <summary>Kinetics by any rule that names a curve for each region.</summary>
    internal TrueKinetics(Anatomy anatomy, IRegionKinetics rule)
    {
        long[] voxels = anatomy.VoxelsOfLabel();
        double voxel_ml = anatomy.Labels.Grid.VoxelVolume_ml;
        Tissue[] present = [.. anatomy.Tissues.Values.Where(t => t.Label != 0 && t.Share > 0 && voxels[t.Label] > 0).OrderBy(t => t.Label)];
        List<TrueRegion> regions = [];
        foreach (var group in present.GroupBy(t => rule.Knows(t.Region) ? t.Region! : UptakeTable.Rest.Region))
        {
            double volume_ml = group.Sum(t => voxels[t.Label] * voxel_ml),
                mass_g = group.Sum(t => voxels[t.Label] * voxel_ml * t.Density_g_per_cm3);
            double weight = group.Sum(t => t.Share * voxels[t.Label] * voxel_ml);
            foreach (Tissue tissue in group) (concentrationFactor[tissue.Label], regionOf[tissue.Label]) = (tissue.Share / weight,
                regions.Count);
            (TrueCurve curve, double suv) = rule.Of(group.Key, volume_ml, mass_g);
            regions.Add(new(group.Key, volume_ml, mass_g, curve, suv));
        }
        Regions = regions;
    }

    /// <summary>All regions; they share out the whole body without overlap. The last resort is "rest".</summary>
    public IReadOnlyList<TrueRegion> Regions { get; }

    /// <summary>Concentration in Bq/ml of each label (index) for a quantity in MBq of each region.</summary>
    public float[] Concentration_BqPerMl(Func<TrueRegion, double> activity_MBq)
    {
        double[] ofRegion = [.. Regions.Select(activity_MBq)];
        float[] ofLabel = new float[ushort.MaxValue + 1];
        foreach ((ushort label, double factor) in concentrationFactor) ofLabel[label] = (float)(1e6 * factor * ofRegion[regionOf[label]]);
        return ofLabel;
    }
}

/// <summary>Gives a region its curve.</summary>
internal interface IRegionKinetics
{
    /// <summary>True when the region has kinetics of its own; otherwise it belongs to "rest".</summary>
    bool Knows(string? region);

    /// <summary>Therapy curve and PET uptake of a region ("rest" too) of the given volume and mass.</summary>
    (TrueCurve Curve, double Suv) Of(string region, double volume_ml, double mass_g);
}
