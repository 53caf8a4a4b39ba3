using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;

namespace Dosimetry.TestSupport;

/// <summary>
/// A body small enough for a test of every step: a cylinder of muscle with a liver, two kidneys and a lesion of known voxels.
/// </summary>
internal static class SmallBody
{
    public static Anatomy Create()
    {
        Grid grid = new(80, 64, 60, Affine.Diagonal(new(-3, -3, 3), new(118.5, 94.5, 40)));
        Tissue[] tissues =
        [
            new(0, "air", null, 0.0012, -1000, "air", 0), new(1, "muscle", "muscle", 1.05, 55, "muscle"),
                new(2, "liver", "liver", 1.05, 60, "liver"),
            new(3, "kidney, left", "kidney_left", 1.05, 35, "kidney"), new(4, "kidney, right", "kidney_right", 1.05, 35, "kidney"),
            new(5, "lesion_001", "lesion_001", 1.04, 45, "soft_tissue"),
        ];
        ushort[] labels = new ushort[grid.Count];
        for (int n = 0; n < labels.Length; n++)
        {
            (int i, int j, int k) = grid.Voxel(n);
            Vector3D p = grid.Affine.Apply(i, j, k);
            if (Math.Sqrt(p.X * p.X + p.Y * p.Y * 1.6) < 100 && k is >= 4 and < 56) labels[n] = 1;
            if ((p - new Vector3D(40, 10, 130)).Length < 42) labels[n] = 2;
            if ((p - new Vector3D(-45, -20, 130)).Length < 24) labels[n] = 3;
            if ((p - new Vector3D(45, -35, 75)).Length < 24) labels[n] = 4;
            if ((p - new Vector3D(-20, 30, 80)).Length < 10) labels[n] = 5;
        }
        return new Anatomy("small body", new LabelVolume(grid, labels, tissues.ToDictionary(t => (int)t.Label, t => t.Name)),
            tissues.ToDictionary(t => t.Label),
            [new TrueLesion("lesion_001", LesionSite.Node, "here", new(-20, 30, 80), 20)],
                new PhantomPatient("SMALL", "Small^Body", "M", "19600101", 40, 150));
    }
}
