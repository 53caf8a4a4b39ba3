using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>Skull, jaws, teeth, eyes, brain with ventricles, airways of the face.</summary>
internal static class Skull
{
    /// <summary>Paints the head's inside.</summary>
    public static void Paint(LabelPainter painter)
    {
        PaintFace(painter);
        PaintVault(painter);
        PaintBrain(painter);
        PaintOrbits(painter);
        PaintJaw(painter);
        PaintAirways(painter);
    }

    /// <summary>Height of the skull base: low in the back (cerebellum), high over the eyes.</summary>
    private static double Base(double y) => 938 + 24 / (1 + Math.Exp(-(y - 22) / 8)) - 8 / (1 + Math.Exp((y + 20) / 12));

    private static void PaintVault(LabelPainter painter)
    {
        Ellipsoid vault = new(new(0, -5, 984), new(72, 91, 81), power: 2.15);
        IShape skull = new Custom(vault.Bounds, p => Custom.SmoothMax(vault.Distance(p), Base(p.Y) - 5 - p.Z, 6));
        painter.Paint(new Tabulated(skull, 2.5), (d, _, old) => old == BodyTissues.Skin ? old : d is < -2.2 and > -4.8 ? BodyTissues.Spongiosa : BodyTissues.CorticalBone);
    }

    private static void PaintBrain(LabelPainter painter)
    {
        Ellipsoid inner = new(new(0, -5, 984), new(65, 84, 74), power: 2.15);
        IShape brain = new Custom(inner.Bounds, p => Custom.SmoothMax(inner.Distance(p), Base(p.Y) - p.Z, 14));
        painter.Paint(new Tabulated(brain, 2.5), (d, p, _) => d < -2.5
            && Math.Abs(p.X) > 1.2 + (p.Z > 990 ? 0.6 : -2) ? BodyTissues.Brain : BodyTissues.Csf);
        foreach (int side in (int[])[1, -1])
            painter.Paint(new Tube([new(side * 12, 38, 1000, 4), new(side * 11, 5, 1010, 5), new(side * 16, -28, 1004, 6),
                new(side * 28, -22, 986, 4)]), BodyTissues.Csf);
    }

    private static void PaintFace(LabelPainter painter)
    {
        Spine.Bone(painter, new Ellipsoid(new(0, 60, 928), new(40, 24, 28), power: 2.6), 1.4);
        Spine.Bone(painter, new Tube([new(-34, 66, 890, 6), new(-22, 82, 890, 7), new(0, 88, 890, 7), new(22, 82, 890, 7),
            new(34, 66, 890, 6)]), 1.3);
        foreach (int side in (int[])[1, -1])
        {
            Spine.Bone(painter, new Tube([new(side * 38, 72, 930, 8), new(side * 56, 52, 932, 5), new(side * 63, 24, 936, 4),
                new(side * 60, 0, 938, 5)]));
            Spine.Bone(painter, new Tube([new(side * 48, 66, 932, 5), new(side * 49, 64, 955, 4), new(side * 48, 62, 970, 5)]));
            Spine.Bone(painter, new Ellipsoid(new(side * 50, -22, 930), new(14, 20, 20)), 2);
            painter.Paint(new Ellipsoid(new(side * 26, 58, 922), new(12, 15, 14)), BodyTissues.AirInside);
            painter.Paint(new Ellipsoid(new(side * 50, -24, 928), new(6, 8, 9)), BodyTissues.AirInside);
        }
    }

    private static void PaintOrbits(LabelPainter painter)
    {
        foreach (int side in (int[])[1, -1])
        {
            IShape socket = new Tube([new(side * 32, 80, 952, 19), new(side * 27, 54, 951, 13), new(side * 18, 32, 950, 5)]);
            painter.Paint(socket, BodyTissues.CorticalBone, -2.2,
                old => old is BodyTissues.Muscle or BodyTissues.Spongiosa or BodyTissues.Brain or BodyTissues.Csf);
            painter.Paint(socket, BodyTissues.VisceralFat, 0, old => old is not (BodyTissues.Skin or BodyTissues.SubcutaneousFat or BodyTissues.Air));
            painter.Paint(new Tube([new(side * 18, 32, 950, 2), new(side * 29, 62, 951, 2)], 1), BodyTissues.SpinalCord);
            painter.Paint(new Ellipsoid(new(side * 32, 73, 952), new(12, 12, 12)), BodyTissues.Eye, 0,
                old => old is not (BodyTissues.Skin or BodyTissues.Air));
        }
    }

    private static void PaintJaw(LabelPainter painter)
    {
        foreach (int side in (int[])[1, -1])
        {
            TubePoint[] half =
            [
                new(side * 51, 4, 931, 5), new(side * 50, 10, 910, 5), new(side * 49, 10, 884, 6), new(side * 45, 20, 868, 6.5),
                    new(side * 35, 50, 858, 6.5),
                new(side * 18, 76, 855, 6.5), new(0, 82, 856, 7),
            ];
            Spine.Bone(painter, new Tube(half, 5, 1.5), 1.6);
            painter.Paint(new Tube([new(side * 33, 58, 880, 3.5), new(side * 20, 76, 880, 3.5), new(0, 84, 880, 3.5)], 5, 2.4),
                BodyTissues.Teeth);
        }
    }

    private static void PaintAirways(LabelPainter painter)
    {
        bool Soft(ushort old) => old is not (BodyTissues.Skin or BodyTissues.Air) && !BodyTissues.IsBone(old);
        painter.Paint(new Ellipsoid(new(6, 62, 918), new(4, 28, 17)), BodyTissues.AirInside, 0,
            old => old is not (BodyTissues.Skin or BodyTissues.Air));
        painter.Paint(new Ellipsoid(new(-6, 62, 918), new(4, 28, 17)), BodyTissues.AirInside, 0,
            old => old is not (BodyTissues.Skin or BodyTissues.Air));
        foreach (int side in (int[])[1, -1])
            painter.Paint(new Ellipsoid(new(side * 8, 60, 948), new(5, 14, 10)), BodyTissues.AirInside, 0,
                old => old is not (BodyTissues.Skin or BodyTissues.Air));
        painter.Paint(new Tube([new(0, 30, 918, 9), new(0, 16, 905, 9), new(0, 12, 880, 7), new(0, 10, 845, 8), new(0, 8, 825, 9)]),
            BodyTissues.AirInside, 0, Soft);
        painter.Paint(new Tube([new(0, 68, 884, 3), new(0, 40, 888, 3), new(0, 22, 884, 4)]), BodyTissues.AirInside, 0, Soft);
    }
}
