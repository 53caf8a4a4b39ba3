using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// Twelve pairs of ribs with costal cartilage, sternum, clavicles and shoulder blades around the chest wall <see cref="Chest"/>.
/// </summary>
internal static class RibCage
{
    /// <summary>The inner chest wall: what lies inside the ribs.</summary>
    public static readonly ProfileColumn Chest = new(2.15,
        new(395, 0, 6, 138, 92, 92), new(440, 0, 6, 141, 95, 94), new(500, 0, 5, 141, 96, 96), new(560, 0, 4, 139, 92, 98),
            new(620, 0, 0, 132, 82, 98),
        new(680, 0, -6, 116, 68, 90), new(725, 0, -14, 90, 54, 74), new(760, 0, -24, 60, 36, 52), new(790, 0, -34, 24, 14, 24));

    private readonly record struct RibPlan(double Back, double BoneEnd, double EndAngle, double CartilageTo);

    // Height of the head of the rib follows the spine; height and angle (degrees from the back) where bone ends; height at the sternum (0
    // = free rib).
    private static readonly RibPlan[] Ribs =
    [
        new(0, 726, 150, 716), new(0, 690, 148, 683), new(0, 656, 146, 660), new(0, 622, 143, 640), new(0, 590, 140, 622),
            new(0, 562, 135, 606),
        new(0, 532, 129, 592), new(0, 505, 122, 584), new(0, 482, 114, 576), new(0, 462, 106, 568), new(0, 440, 86, 0), new(0, 425, 56, 0),
    ];

    /// <summary>Paints ribs, sternum and shoulder girdle.</summary>
    public static void Paint(LabelPainter painter)
    {
        for (int n = 0; n < Ribs.Length; n++)
            foreach (int side in (int[])[1, -1]) PaintRib(painter, n, side);
        PaintSternum(painter);
        foreach (int side in (int[])[1, -1]) PaintShoulder(painter, side);
    }

    private static void PaintRib(LabelPainter painter, int n, int side)
    {
        RibPlan rib = Ribs[n];
        Vertebra v = Spine.Of($"T{n + 1}");
        Vector3D neck = new(side * (v.HalfWidth + 6), v.Canal.Y + 4, v.Centre.Z + 4);
        List<TubePoint> bone = [At(neck, 4.2)];
        for (double angle = 32; angle <= rib.EndAngle; angle += 8) bone.Add(At(OnWall(rib, v, angle, side), 4));
        Spine.Bone(painter, new Tube(bone, 3, 1.55), 1.2);
        if (rib.CartilageTo == 0) return;
        Vector3D end = OnWall(rib, v, rib.EndAngle, side);
        Section s = Chest.At(rib.CartilageTo);
        Vector3D join = new(side * 17, s.Y + s.Front + 2, rib.CartilageTo);
        Section m = Chest.At(0.55 * end.Z + 0.45 * join.Z);
        double half = 0.62 * end.X + 0.38 * join.X, reach = Math.Sqrt(Math.Max(0.05, 1 - half * half / (m.HalfWidth * m.HalfWidth)));
        Vector3D middle = new(half, Math.Max(m.Y + m.Front * reach + 4, 0.5 * (end.Y + join.Y)), 0.72 * end.Z + 0.28 * join.Z);
        painter.Paint(new Tube([At(end, 4.4), At(middle, 4.4), At(join, 4.4)], 5, 1.4), BodyTissues.Cartilage, 0,
            old => !BodyTissues.IsBone(old));
    }

    /// <summary>A point of a rib on the chest wall: 0° at the back, 90° at the side, 180° at the breast bone.</summary>
    private static Vector3D OnWall(RibPlan rib, Vertebra v, double angle, int side)
    {
        double along = Math.Clamp((angle - 32) / (rib.EndAngle - 32), 0, 1);
        double z = v.Centre.Z + 2 + along * (0.72 + 0.28 * along) * (rib.BoneEnd - v.Centre.Z - 2);
        Section s = Chest.At(z);
        double radians = angle * Math.PI / 180, depth = Math.Cos(radians) > 0 ? s.Back : s.Front;
        double a = s.HalfWidth + 3.5, b = depth + 3.5;
        return new(side * a * Math.Sin(radians), s.Y - b * Math.Cos(radians), z);
    }

    private static TubePoint At(Vector3D p, double radius) => new(p.X, p.Y, p.Z, radius);

    private static void PaintSternum(LabelPainter painter)
    {
        double Front(double z) => Chest.At(z).Y + Chest.At(z).Front + 3;
        ProfileColumn bone = new(3,
            new(572, 0, Front(572), 8, 4, 4), new(590, 0, Front(590), 17, 5, 5), new(640, 0, Front(640), 15, 5, 5),
            new(676, 0, Front(676), 16, 5.5, 5.5), new(705, 0, Front(705), 27, 6, 6), new(724, 0, Front(724), 28, 6, 6));
        Spine.Bone(painter, bone, 1.4);
        painter.Paint(new Ellipsoid(new(0, Front(562), 560), new(6, 3, 14)), BodyTissues.Cartilage);
    }

    private static void PaintShoulder(LabelPainter painter, int side)
    {
        Vector3D P(double x, double y, double z) => new(side * x, y, z);
        TubePoint T(double x, double y, double z, double r) => new(side * x, y, z, r);
        Spine.Bone(painter, new Tube([T(20, 42, 727, 8), T(60, 50, 738, 6), T(105, 26, 744, 5.5), T(140, 0, 747, 6), T(162, -8, 745, 5)]));
        Vector3D glenoid = P(148, -30, 712);
        painter.PaintShell(Plate.Fan(P(112, -80, 680), 6, glenoid, P(132, -60, 735), P(100, -74, 744), P(82, -84, 720), P(84, -96, 660),
            P(100, -99, 600),
            P(120, -88, 622), glenoid), BodyTissues.CorticalBone, BodyTissues.Spongiosa, 2);
        Spine.Bone(painter, new Tube([T(84, -90, 716, 4), T(115, -80, 728, 6), T(145, -56, 740, 7), T(166, -30, 747, 7),
            T(168, -14, 746, 6)]));
        Spine.Bone(painter, new Tube([T(104, -95, 604, 4), T(122, -78, 650, 5), T(140, -48, 698, 7)]));
        Spine.Bone(painter, new Ellipsoid(glenoid, new(8, 13, 18)));
        Spine.Bone(painter, new Tube([T(136, -28, 728, 7), T(140, 2, 735, 6), T(146, 10, 726, 5)]));
    }
}
