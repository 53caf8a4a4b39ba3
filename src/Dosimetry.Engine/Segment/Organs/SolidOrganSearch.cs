using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Organs;

/// <summary>A large, evenly filled organ as it was found; levels in multiples of the body's mean uptake.</summary>
internal sealed record FoundOrganBody(bool[] Mask, double Level, double Low, double High);

/// <summary>
/// Finds liver and spleen: soft tissue of even, moderate uptake in their zone. Method: the level L is the 60th percentile of the uptake of thick soft tissue in the
/// core of the zone, muscle left out; the organ is soft tissue of 0.6 L (more where blood is near it: half-way to blood, at most 0.8 L) to 1.7 L in the zone, freed of thin bridges, the largest part; hot spots that it encloses
/// (metastases) are counted in.
/// Validity: uptake of the organ above that of blood and muscle. Neglected: a neighbour of the same uptake and density (then too large), fat or cysts in it.
/// </summary>
internal sealed class SolidOrganSearch
{
    private const double CoreDepth_mm = 7, Bridge_mm = 5.5, Rebound_mm = 4, Closing_mm = 6, AboveMuscle = 2, LowShare = 0.6, HighestLow = 0.8, HighShare = 1.7, LevelShare = 0.6, LeastCore_ml = 4, EnclosedShare = 0.6;
    private readonly OrganField field;
    private readonly bool[] taken, zone, core;
    private readonly double muscle, blood;

    private SolidOrganSearch(OrganField field, bool[] taken, bool[] zone, bool[] core, double muscle, double blood) =>
        (this.field, this.taken, this.zone, this.core, this.muscle, this.blood) = (field, taken, zone, core, muscle, blood);

    /// <summary>The organ on the whole field, or null where its core shows nothing above muscle.</summary>
    /// <param name="whole">Images of the patient.</param>
    /// <param name="taken">Voxels of organs found before.</param>
    /// <param name="zone">Where the organ may lie, by voxel of the whole field.</param>
    /// <param name="core">Where most of it surely lies.</param>
    /// <param name="muscle">Uptake of muscle.</param>
    /// <param name="blood">Uptake of the heart, 0 where it is not in the field.</param>
    /// <param name="least_ml">Smaller than this it is not believed.</param>
    public static FoundOrganBody? Find(OrganField whole, bool[] taken, Func<int, bool> zone, Func<int, bool> core, double muscle, double blood, double least_ml)
    {
        if (LatticeBox.Around(whole.Grid, zone, 10) is not { } box) return null;
        bool[] zoneMask = new bool[whole.Grid.Count], coreMask = new bool[whole.Grid.Count];
        Parallel.For(0, zoneMask.Length, n => (zoneMask[n], coreMask[n]) = (zone(n), core(n)));
        FoundOrganBody? organ = new SolidOrganSearch(
            whole.Cut(box), box.Cut(taken, whole.Grid), box.Cut(zoneMask, whole.Grid), box.Cut(coreMask, whole.Grid), muscle, blood).Find(least_ml);
        return organ is null ? null : organ with { Mask = box.Place(organ.Mask, whole.Grid) };
    }

    private FoundOrganBody? Find(double least_ml)
    {
        Grid grid = field.Grid;
        bool[] soft = new bool[grid.Count];
        for (int n = 0; n < soft.Length; n++) soft[n] = zone[n] && !taken[n] && field.IsSoft(n, -10, 130);
        bool[] deep = Morphology.Erode(soft, grid, CoreDepth_mm);
        float[] levels = [.. Enumerable.Range(0, deep.Length).Where(n => deep[n] && core[n] && field.Smooth[n] > AboveMuscle * muscle).Select(n => field.Smooth[n]).Order()];
        if (levels.Length * grid.VoxelVolume_ml < LeastCore_ml) return null;
        double level = levels[(int)(LevelShare * levels.Length)], high = HighShare * level;
        double low = Math.Clamp(0.5 * (level + blood), LowShare * level, HighestLow * level);
        bool[] even = new bool[grid.Count];
        for (int n = 0; n < even.Length; n++) even[n] = soft[n] && field.Smooth[n] >= low && field.Smooth[n] <= high;
        bool[] trunk = Morphology.Largest(Morphology.Erode(even, grid, Bridge_mm), grid);
        bool[] organ = Morphology.Both(Morphology.Dilate(trunk, grid, Bridge_mm + Rebound_mm), even);
        organ = AddEnclosed(Morphology.Both(Morphology.Close(organ, grid, Closing_mm), soft), soft);
        return Morphology.Count(organ) * grid.VoxelVolume_ml < least_ml ? null : new FoundOrganBody(organ, level, low, high);
    }

    /// <summary>Parts of the soft tissue outside the organ whose border lies mostly on it.</summary>
    private bool[] AddEnclosed(bool[] organ, bool[] soft)
    {
        Grid grid = field.Grid;
        bool[] rest = new bool[grid.Count];
        bool[] near = Morphology.Dilate(organ, grid, 35);
        for (int n = 0; n < rest.Length; n++) rest[n] = near[n] && soft[n] && !organ[n];
        bool[] whole = (bool[])organ.Clone();
        foreach (int[] part in Morphology.Parts(Morphology.Open(rest, grid, 0.9 * field.Step_mm), grid).Where(p => p.Length > 4))
        {
            bool[] mask = Morphology.Of(grid, part), shell = Morphology.Dilate(mask, grid, 1.1 * field.Step_mm);
            int all = 0, touching = 0;
            for (int n = 0; n < shell.Length; n++)
                if (shell[n] && !mask[n]) (all, touching) = (all + 1, touching + (organ[n] ? 1 : 0));
            if (touching >= EnclosedShare * all) foreach (int n in part) whole[n] = true;
        }
        return whole;
    }
}
