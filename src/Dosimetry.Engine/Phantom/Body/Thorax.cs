using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>Lungs above the diaphragm, mediastinum with heart and great vessels, windpipe, gullet, thyroid.</summary>
internal static class Thorax
{
    /// <summary>
    /// Height of the diaphragm over a point of the floor plan: two domes, the right one higher, falling towards the chest wall.
    /// </summary>
    public static double Diaphragm(double x, double y)
    {
        double Dome(double cx, double top) =>
            top - 95 * Math.Pow(((x - cx) * (x - cx) / (82.0 * 82) + (y - 12) * (y - 12) / (98.0 * 98)) / 1.1, 1.25);
        return -Union.SmoothMin(-Dome(66, 588), -Dome(-66, 574), 14);
    }

    /// <summary>Paints the fat that fills the chest before anything is put into it.</summary>
    public static void PaintRoom(LabelPainter painter) =>
        painter.Paint(new Tabulated(RibCage.Chest, 4), BodyTissues.VisceralFat, 5, old => old == BodyTissues.Muscle);

    /// <summary>Paints the chest's inside.</summary>
    public static void Paint(LabelPainter painter, BodyPlan plan)
    {
        PaintLungs(painter);
        PaintLungVessels(painter, plan);
        PaintHeart(painter, plan);
        PaintVessels(painter);
        PaintAirways(painter);
    }

    private static IShape Mediastinum() => new ProfileColumn(2.2,
                new(520, -8, -10, 40, 60, 70), new(580, -12, 0, 44, 92, 70), new(650, -6, 0, 40, 76, 70), new(700, -2, -8, 34, 58, 60),
                new(750, 0, -22, 24, 34, 40), new(800, 0, -34, 16, 16, 20));

    private static void PaintLungs(LabelPainter painter)
    {
        IShape middle = Mediastinum();
        foreach ((int side, ushort label) in ((int, ushort)[])[(1, BodyTissues.LungRight), (-1, BodyTissues.LungLeft)])
        {
            Box box = new(new(side > 0 ? 0 : -145, -110, 440), new(side > 0 ? 145 : 0, 110, 792));
            IShape lung = new Custom(box, p =>
            {
                double wall = RibCage.Chest.Distance(p) + 3.5;
                double floor = Diaphragm(p.X, p.Y) - p.Z;
                double inner = Custom.SmoothMax(Custom.SmoothMax(-middle.Distance(p), 8 - side * p.X, 6),
                    2 - Spine.BackMuscles.Distance(p), 6);
                return Custom.SmoothMax(Custom.SmoothMax(wall, floor, 8), inner, 8);
            });
            painter.Paint(new Tabulated(lung, 3), label, 0, BodyTissues.IsFiller);
        }
    }

    /// <summary>Vessels branching from the hilum: three generations of tubes, thinner and shorter each time.</summary>
    private static void PaintLungVessels(LabelPainter painter, BodyPlan plan)
    {
        foreach (int side in (int[])[1, -1])
        {
            (ushort lung, ushort vessel) = side > 0
                ? (BodyTissues.LungRight, BodyTissues.VesselsLungRight)
                : (BodyTissues.LungLeft, BodyTissues.VesselsLungLeft);
            for (int n = 0; n < 22; n++)
            {
                double turn = 2 * Math.PI * (n + plan.Vary(BodyPart.LungVessels, n, 0, 0.9)) / 22, rise = Math.Sin(turn),
                    reach = plan.Vary(BodyPart.LungVessels, 50 + n, 0.45, 1.1);
                Vector3D hilum = new(side * 36, -14, 648);
                Vector3D tip = new(side * (72 + 36 * Math.Abs(Math.Cos(2.7 * n))), -10 + 72 * reach * Math.Cos(turn),
                    640 + (rise > 0 ? 105 : 80) * reach * rise);
                Vector3D fork = hilum + 0.5 * (tip - hilum) + new Vector3D(0, 0, 8);
                Branch(painter, vessel, lung, hilum, fork, tip, 4.2);
                for (int b = 0; b < 3; b++)
                {
                    double u = plan.Vary(BodyPart.LungVessels, 100 + 3 * n + b + 100 * (side + 1), -1, 1), v = 1 - 2.0 * b / 2;
                    Vector3D twig = fork + new Vector3D(side * 34, 30 * v, 30 * u);
                    Branch(painter, vessel, lung, fork, fork + 0.6 * (twig - fork) + new Vector3D(0, 3, 0), twig, 2.2);
                }
            }
        }
    }

    private static void Branch(LabelPainter painter, ushort vessel, ushort lung, Vector3D a, Vector3D b, Vector3D c, double radius) =>
        painter.Paint(
            new Tube([new(a.X, a.Y, a.Z, radius), new(b.X, b.Y, b.Z, 0.7 * radius), new(c.X, c.Y, c.Z, 0.35 * radius)], 4), vessel, 0,
                old => old == lung);

    private static void PaintHeart(LabelPainter painter, BodyPlan plan)
    {
        double s = 1.06 * plan.Size(BodyPart.Heart, 0.1);
        Vector3D centre = new(-20, 22, 606), apex = new(-0.62, 0.5, -0.6);
        bool Soft(ushort old) => !BodyTissues.IsBone(old) && old != BodyTissues.Cartilage;
        Ellipsoid outer = new(centre, s * new Vector3D(46, 44, 64), apex);
        Ellipsoid atria = new(centre + new Vector3D(22, -20, 30), s * new Vector3D(40, 30, 34));
        IShape heart = new Union([outer, atria], 14);
        painter.Paint(heart, BodyTissues.VisceralFat, -4, old => Soft(old) && old != BodyTissues.Muscle);
        painter.Paint(heart, BodyTissues.HeartWall, 0, Soft);
        painter.Paint(new Ellipsoid(centre + new Vector3D(-14, -3, -2), s * new Vector3D(22, 22, 44), apex), BodyTissues.HeartBlood);
        painter.Paint(new Ellipsoid(centre + new Vector3D(16, 16, 2), s * new Vector3D(19, 15, 42), apex), BodyTissues.HeartBlood);
        painter.Paint(new Ellipsoid(centre + new Vector3D(34, -12, 34), s * new Vector3D(21, 20, 26)), BodyTissues.HeartBlood);
        painter.Paint(new Ellipsoid(centre + new Vector3D(4, -30, 32), s * new Vector3D(24, 15, 22)), BodyTissues.HeartBlood);
    }

    private static void PaintVessels(LabelPainter painter)
    {
        bool Soft(ushort old) => !BodyTissues.IsBone(old);
        painter.Paint(new Tube(
            [new(-4, 14, 640, 13), new(8, 20, 670, 14), new(6, 12, 700, 14), new(-8, -12, 712, 13), new(-20, -32, 698, 12.5),
                new(-22, -36, 660, 12),
                new(-20, -28, 590, 11.5), new(-12, -16, 540, 11), new(-8, -6, 500, 10), new(-7, 4, 430, 9), new(-6, 6, 385, 8.5)]),
                    BodyTissues.Aorta, 0, Soft);
        painter.Paint(new Tube([new(20, 2, 660, 11), new(22, 4, 700, 11), new(20, 4, 735, 9)]), BodyTissues.Vessels, 0, Soft);
        painter.Paint(new Tube([new(20, 0, 590, 13), new(20, -2, 540, 13), new(17, 0, 490, 12), new(15, 4, 430, 11),
            new(14, 4, 375, 10.5)]), BodyTissues.Vessels, 0, Soft);
        painter.Paint(new Tube([new(-6, 22, 664, 13), new(-14, 6, 672, 13)], 2), BodyTissues.Vessels, 0, Soft);
        foreach (int side in (int[])[1, -1])
        {
            painter.Paint(new Tube([new(side * 4, 4, 382, 7), new(side * 30, -14, 330, 6.5), new(side * 58, 6, 285, 6),
                new(side * 66, 42, 240, 5.5), new(side * 68, 48, 180, 5), new(side * 74, 40, 110, 4.5), new(side * 80, 30, 40, 4)]),
                BodyTissues.Vessels, 0, Soft);
            painter.Paint(new Tube([new(side * 9, -2, 372, 8), new(side * 34, -24, 325, 7.5), new(side * 54, -4, 285, 7),
                new(side * 56, 36, 240, 6.5), new(side * 58, 42, 180, 6), new(side * 66, 34, 40, 5)]), BodyTissues.Vessels, 0, Soft);
            painter.Paint(new Tube([new(side * 8, 4, 715, 5), new(side * 22, -2, 780, 4), new(side * 28, 6, 850, 3.5),
                new(side * 28, 4, 905, 3)]), BodyTissues.Vessels, 0, Soft);
            painter.Paint(new Tube([new(side * 14, 4, 725, 7), new(side * 30, 4, 780, 6), new(side * 36, 0, 850, 5.5),
                new(side * 38, -2, 905, 5)]), BodyTissues.Vessels, 0, Soft);
        }
    }

    private static void PaintAirways(LabelPainter painter)
    {
        painter.Paint(new Tube([new(0, -4, 850, 8), new(-2, -14, 780, 7), new(-4, -22, 700, 7), new(-4, -24, 575, 8),
            new(-14, -6, 556, 8)]), BodyTissues.Oesophagus, 0, BodyTissues.IsFiller);
        bool Soft(ushort old) => !BodyTissues.IsBone(old);
        TubePoint[] windpipe = [new(0, 8, 828, 10.5), new(0, 2, 780, 10.5), new(0, -8, 720, 10), new(1, -12, 680, 10)];
        painter.Paint(new Tube([.. windpipe.Select(p => p with { Radius = p.Radius + 1.8 })]), BodyTissues.Cartilage, 0,
            BodyTissues.IsFiller);
        painter.Paint(new Tube(windpipe), BodyTissues.AirInside, 0, Soft);
        painter.Paint(new Tube([new(1, -12, 684, 8), new(24, -14, 660, 7), new(48, -14, 640, 5)]), BodyTissues.AirInside, 0, Soft);
        painter.Paint(new Tube([new(1, -12, 684, 8), new(-28, -16, 660, 6.5), new(-50, -18, 644, 5)]), BodyTissues.AirInside, 0, Soft);
        foreach (int side in (int[])[1, -1])
            painter.Paint(new Ellipsoid(new(side * 17, 12, 795), new(9, 9, 21)), BodyTissues.Thyroid, 0, BodyTissues.IsFiller);
    }
}
