using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>Bones of arm, hand, pelvis and thigh.</summary>
internal static class Limbs
{
    /// <summary>Centre of the right femoral head.</summary>
    public static readonly Vector3D FemoralHead = new(86, -8, 232);

    /// <summary>Paints both sides.</summary>
    public static void Paint(LabelPainter painter)
    {
        foreach (int side in (int[])[1, -1])
        {
            PaintArm(painter, side);
            PaintPelvis(painter, side);
            PaintFemur(painter, side);
        }
        painter.Paint(new Ellipsoid(new(0, 46, 206), new(4, 10, 17)), BodyTissues.Cartilage);
    }

    private static void PaintArm(LabelPainter painter, int side)
    {
        TubePoint T(double x, double y, double z, double r) => new(side * x, y, z, r);
        TubePoint[] shaft = [T(192, -18, 700, 14), T(205, -17, 655, 11.5), T(217, -18, 560, 11), T(226, -16, 470, 11),
            T(229, -12, 440, 14)];
        LongBone(painter, new Tube(shaft), new Tube([.. shaft.Skip(1).SkipLast(1)]));
        Spine.Bone(painter, new Union([new Ellipsoid(new(side * 178, -20, 717), new(23, 23, 23)),
            new Ellipsoid(new(side * 192, -12, 712), new(14, 16, 22))]), 1.6);
        Spine.Bone(painter, new Ellipsoid(new(side * 229, -10, 428), new(28, 12, 12)), 1.5);
        Spine.Bone(painter, new Tube([T(222, -22, 432, 10), T(224, -2, 380, 8), T(221, 20, 300, 6.5), T(214, 40, 218, 6)]), 2);
        Spine.Bone(painter, new Tube([T(238, -2, 418, 9), T(240, 12, 370, 7), T(240, 30, 300, 7), T(236, 44, 215, 10)]), 2);
        Spine.Bone(painter, new Ellipsoid(new(side * 226, 45, 196), new(20, 9, 12)), 1.2);
        for (int finger = 0; finger < 4; finger++)
            Spine.Bone(painter, new Tube([T(213 + 8 * finger, 47, 184, 4.5), T(209 + 8 * finger, 53, 130, 4),
                T(210 + 7 * finger, 55, 84, 3.5)], 3), 1.2);
    }

    private static void LongBone(LabelPainter painter, IShape bone, IShape cavity)
    {
        painter.PaintShell(bone, BodyTissues.CorticalBone, BodyTissues.Spongiosa, 4);
        painter.Paint(cavity, BodyTissues.YellowMarrow, 5);
    }

    private static void PaintPelvis(LabelPainter painter, int side)
    {
        Vector3D P(double x, double y, double z) => new(side * x, y, z);
        TubePoint T(double x, double y, double z, double r) => new(side * x, y, z, r);
        Vector3D socket = new(side * (FemoralHead.X + 2), FemoralHead.Y, FemoralHead.Z + 6);
        Vector3D[] rim =
        [
            P(84, 18, 262), P(112, 42, 300), P(124, 38, 322), P(134, 14, 350), P(132, -18, 368), P(112, -50, 372), P(80, -80, 352),
            P(58, -92, 322), P(56, -82, 296), P(72, -58, 272),
        ];
        IShape wing = new Union([Plate.Fan(P(100, -22, 316), 9, rim),
            Plate.Fan(P(82, -16, 270), 15, P(72, -58, 272), P(100, -22, 316), P(84, 18, 262))]);
        painter.PaintShell(wing, BodyTissues.CorticalBone, BodyTissues.Spongiosa, 2);
        Spine.Bone(painter, new Tube([T(110, 40, 304, 7), T(124, 38, 324, 8), T(134, 14, 351, 7), T(132, -18, 369, 7),
            T(112, -50, 373, 7.5), T(80, -82, 352, 9), T(60, -94, 324, 8)]), 1.8);
        Spine.Bone(painter, new Ellipsoid(socket, new(34, 34, 36)), 2);
        Spine.Bone(painter, new Tube([T(70, 14, 238, 13), T(44, 38, 226, 9), T(15, 48, 212, 12)]), 1.8);
        Spine.Bone(painter, new Tube([T(13, 46, 202, 9), T(28, 30, 182, 6.5), T(48, -14, 166, 9)]), 1.8);
        Spine.Bone(painter, new Tube([T(78, -38, 226, 15), T(66, -50, 198, 14), T(54, -42, 172, 17)]), 1.8);
        painter.Paint(new Ellipsoid(new(side * FemoralHead.X, FemoralHead.Y, FemoralHead.Z), new(28, 28, 28)), BodyTissues.Cartilage);
        painter.Paint(new Tube([T(100, -8, 226, 27), T(128, -8, 218, 34)], 1), BodyTissues.Muscle, 0,
            old => old != BodyTissues.SubcutaneousFat && !BodyTissues.IsBone(old));
    }

    private static void PaintFemur(LabelPainter painter, int side)
    {
        TubePoint T(double x, double y, double z, double r) => new(side * x, y, z, r);
        Spine.Bone(painter, new Tube([T(86, -8, 232, 15), T(112, -10, 216, 14), T(132, -12, 198, 17)], 3), 2);
        Spine.Bone(painter, new Ellipsoid(new(side * 139, -18, 208), new(16, 19, 22)), 1.8);
        Spine.Bone(painter, new Ellipsoid(new(side * 114, -22, 168), new(11, 11, 13)), 1.8);
        TubePoint[] shaft = [T(133, -12, 192, 19), T(128, -8, 160, 16.5), T(122, -2, 110, 14.5), T(113, 2, 30, 14)];
        LongBone(painter, new Tube(shaft), new Tube([.. shaft.Skip(1)]));
        Spine.Bone(painter, new Ellipsoid(new(side * FemoralHead.X, FemoralHead.Y, FemoralHead.Z), new(24.5, 24.5, 24.5)), 1.6);
    }
}
