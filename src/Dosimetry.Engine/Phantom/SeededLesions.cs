using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// Spheres for an anatomy without tumours: three in bone (spine, pelvis, ribs) and two nodes in the fat of the trunk, 10–28 mm, placed by
/// the seed on voxels of
/// the right tissue that are surrounded by it.
/// </summary>
internal static class SeededLesions
{
    private static readonly (string Tissue, LesionSite Site, double Smallest, double Largest)[] Places =
    [
        ("Lumbar spine, spongiosa", LesionSite.Bone, 18, 28), ("Thoracic spine, spongiosa", LesionSite.Bone, 14, 24),
            ("Pelvis, spongiosa", LesionSite.Bone, 16, 28),
        ("Lymphatic nodes, trunk", LesionSite.Node, 12, 20), ("Lymphatic nodes, trunk", LesionSite.Node, 10, 16),
    ];

    /// <summary>Paints the lesions into the labels and adds their tissues.</summary>
    public static IReadOnlyList<TrueLesion> Paint(Grid grid, ushort[] labels, Dictionary<ushort, Tissue> tissues, ulong seed)
    {
        CounterRandom random = new(seed, 7);
        List<TrueLesion> lesions = [];
        foreach ((string tissue, LesionSite site, double smallest, double largest) in Places)
        {
            int n = lesions.Count;
            int[] voxels = [.. Enumerable.Range(0, labels.Length).Where(v => tissues.TryGetValue(labels[v], out Tissue? t)
                && t.Name == tissue)];
            if (voxels.Length == 0) continue;
            (int i, int j, int k) = grid.Voxel(voxels[(int)(random.Uniform(3 * n) * voxels.Length)]);
            ushort label = (ushort)(200 + n);
            string name = string.Create(CultureInfo.InvariantCulture, $"lesion_{n + 1:000}");
            TrueLesion lesion = new(name, site, tissue, grid.Affine.Apply(i, j, k),
                Math.Round(random.Between(3 * n + 1, smallest, largest), 1));
            tissues[label] = Body.Lesions.TissueOf(site, label, name);
            PaintSphere(grid, labels, lesion, label, t => site != LesionSite.Bone || tissues[t].Region == "skeleton");
            lesions.Add(lesion);
        }
        return lesions;
    }

    private static void PaintSphere(Grid grid, ushort[] labels, TrueLesion lesion, ushort label, Func<ushort, bool> keeps)
    {
        for (int n = 0; n < labels.Length; n++)
        {
            if (labels[n] is 0 or >= 200) continue;
            (int i, int j, int k) = grid.Voxel(n);
            if ((grid.Affine.Apply(i, j, k) - lesion.Centre_mm).Length <= lesion.Diameter_mm / 2 && keeps(labels[n])) labels[n] = label;
        }
    }
}
