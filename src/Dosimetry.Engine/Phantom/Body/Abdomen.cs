using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// Abdominal cavity with its fat, and the solid organs in it: liver, spleen, kidneys, stomach, pancreas, gallbladder, adrenals.
/// </summary>
internal static class Abdomen
{
    /// <summary>The room inside the abdominal wall, from the diaphragm to the pelvic floor.</summary>
    public static readonly ProfileColumn Cavity = new(2.4,
        new(168, 0, -2, 12, 14, 30), new(184, 0, -1, 36, 32, 50), new(210, 0, 4, 54, 44, 62), new(260, 0, 8, 74, 60, 66),
            new(310, 0, 8, 100, 76, 66), new(360, 0, 8, 122, 82, 66),
        new(420, 0, 8, 129, 84, 78), new(480, 0, 8, 133, 92, 88), new(560, 0, 5, 136, 90, 94), new(595, 0, 5, 134, 86, 94));

    /// <summary>Paints the fat that fills the abdomen before anything is put into it.</summary>
    public static void PaintRoom(LabelPainter painter)
    {
        Custom room = new(Cavity.Bounds, p => Math.Max(Cavity.Distance(p), p.Z - Thorax.Diaphragm(p.X, p.Y) + 3));
        painter.Paint(new Tabulated(room, 4), BodyTissues.VisceralFat, 0, old => old == BodyTissues.Muscle);
    }

    /// <summary>Paints the solid organs.</summary>
    public static void Paint(LabelPainter painter, BodyPlan plan)
    {
        PaintPsoas(painter);
        PaintLiver(painter, plan);
        PaintSpleen(painter, plan);
        PaintStomach(painter, plan);
        PaintPancreas(painter);
        PaintKidney(painter, plan, 1);
        PaintKidney(painter, plan, -1);
    }

    private static void PaintPsoas(LabelPainter painter)
    {
        foreach (int side in (int[])[1, -1])
        {
            painter.Paint(new Tube([new(side * 28, -34, 500, 9), new(side * 38, -30, 440, 17), new(side * 46, -26, 380, 22),
                new(side * 58, -18, 320, 22),
                new(side * 76, 14, 262, 18), new(side * 96, 10, 215, 14), new(side * 108, -10, 175, 8)]), BodyTissues.Muscle, 0,
                    old => old == BodyTissues.VisceralFat);
            painter.Paint(new Tube([new(side * 62, -66, 455, 16), new(side * 72, -62, 410, 20), new(side * 84, -58, 365, 18)]),
                BodyTissues.Muscle, 0, old => old == BodyTissues.VisceralFat);
        }
    }

    /// <summary>
    /// Right-sided wedge under the diaphragm: cavity, minus 3 mm under the dome, above an oblique lower surface that rises to the left,
    /// with the left
    /// lobe thinning out. The lower surface is shifted until the volume is the seed's (1.5–1.8 litres).
    /// </summary>
    private static void PaintLiver(LabelPainter painter, BodyPlan plan)
    {
        double wanted_ml = plan.Vary(BodyPart.Liver, 0, 1520, 1780) / (plan.Stretch.X * plan.Stretch.Y * plan.Stretch.Z);
        double low = -60, high = 60;
        for (int n = 0; n < 12; n++)
        {
            double middle = (low + high) / 2;
            if (Volume_ml(Liver(middle), 6) > wanted_ml) low = middle; else high = middle;
        }
        painter.Paint(new Tabulated(Liver((low + high) / 2), 3), BodyTissues.Liver, 0, BodyTissues.IsFiller);
        painter.Paint(new Ellipsoid(new(52, 52, 452), new(15, 17, 30), new(0.15, 0.45, 1)), BodyTissues.Gallbladder, 0,
            old => BodyTissues.IsFiller(old) || old == BodyTissues.Liver);
        painter.Paint(new Tube([new(24, 26, 470, 6), new(30, 22, 500, 6), new(54, 16, 522, 5), new(84, 10, 530, 3.5)]),
            BodyTissues.Vessels, 0, old => old == BodyTissues.Liver || BodyTissues.IsFiller(old));
        painter.Paint(new Tube([new(20, -2, 562, 6), new(48, 2, 556, 5), new(82, -4, 545, 3)]), BodyTissues.Vessels, 0,
            old => old == BodyTissues.Liver);
    }

    private static Custom Liver(double shift) => new(new(new(-95, -95, 380), new(142, 105, 595)), p =>
    {
        double wall = Cavity.Distance(p) + 2, dome = p.Z - Thorax.Diaphragm(p.X, p.Y) + 3;
        double lower = (472 + shift - 0.42 * p.X + 0.12 * p.Y + 0.0009 * (p.X - 30) * (p.X - 30) - p.Z) * 0.9;
        double left = (-p.X - 72 + 0.30 * (560 - p.Z)) * 0.9;
        double back = (-14 - 0.55 * (p.X - 22) - p.Y) * 0.85;
        double spine = 46 - Math.Sqrt(p.X * p.X + (p.Y + 44) * (p.Y + 44));
        double body = Custom.SmoothMax(Custom.SmoothMax(wall, dome, 10), Custom.SmoothMax(lower, left, 16), 14);
        return Custom.SmoothMax(Custom.SmoothMax(body, back, 18), spine, 8);
    });

    /// <summary>Volume of a shape in ml on a lattice of <paramref name="step"/> mm.</summary>
    private static double Volume_ml(IShape shape, double step)
    {
        Box b = shape.Bounds;
        long inside = 0;
        for (double z = b.Min.Z; z <= b.Max.Z; z += step)
            for (double y = b.Min.Y; y <= b.Max.Y; y += step)
                for (double x = b.Min.X; x <= b.Max.X; x += step)
                    if (shape.Distance(new(x, y, z)) <= 0) inside++;
        return inside * step * step * step / 1000;
    }

    private static void PaintSpleen(LabelPainter painter, BodyPlan plan)
    {
        double s = plan.Size(BodyPart.Spleen, 0.12);
        Vector3D centre = new Vector3D(-98, -36, 512) + plan.Shift(BodyPart.Spleen, 3);
        Ellipsoid body = new(centre, s * new Vector3D(29, 44, 58), new(0.25, 0.35, 1), 2.2);
        Ellipsoid hollow = new(centre + new Vector3D(38, 26, -4), new(30, 40, 60));
        Custom spleen = new(body.Bounds, p => Custom.SmoothMax(
            Custom.SmoothMax(body.Distance(p), -hollow.Distance(p), 10),
            Custom.SmoothMax(Cavity.Distance(p) + 2, p.Z - Thorax.Diaphragm(p.X, p.Y) + 3, 6), 6));
        painter.Paint(new Tabulated(spleen, 2.5), BodyTissues.Spleen, 0, BodyTissues.IsFiller);
    }

    private static void PaintStomach(LabelPainter painter, BodyPlan plan)
    {
        double s = plan.Vary(BodyPart.Stomach, 0, 0.88, 1.05);
        TubePoint[] axis =
        [
            new(-60, 0, 540, 30 * s), new(-62, 14, 510, 31 * s), new(-56, 32, 480, 26 * s), new(-36, 48, 456, 21 * s),
                new(-8, 52, 450, 16 * s), new(14, 46, 462, 12 * s),
        ];
        bool Free(ushort old) => BodyTissues.IsFiller(old);
        painter.Paint(new Tube(axis, 5), BodyTissues.Stomach, 0, Free);
        painter.Paint(new Tube([.. axis.Select(p => p with { Radius = p.Radius - 4 })], 5), (_, p, old) =>
            old is BodyTissues.Stomach or BodyTissues.StomachContent ? p.Y > 44 ? BodyTissues.AirInside : BodyTissues.StomachContent : old);
    }

    private static void PaintPancreas(LabelPainter painter)
    {
        painter.Paint(new Tube([new(32, 22, 438, 17), new(18, 24, 456, 15), new(-8, 24, 466, 12.5), new(-40, 0, 480, 13),
            new(-70, -18, 494, 10)]), BodyTissues.Pancreas, 0, BodyTissues.IsFiller);
        painter.Paint(new Ellipsoid(new(36, -28, 506), new(5, 14, 15), new(0.3, 0, 1)), BodyTissues.AdrenalRight, 0, BodyTissues.IsFiller);
        painter.Paint(new Ellipsoid(new(-38, -26, 512), new(6, 13, 14), new(-0.3, 0, 1)), BodyTissues.AdrenalLeft, 0, BodyTissues.IsFiller);
    }

    /// <summary>
    /// Bean: an ellipsoid bent round the hilum, upper pole tilted inwards and back. Cortex 8 mm and columns between eight pyramids of
    /// medulla;
    /// the pelvis opens to the middle.
    /// </summary>
    private static void PaintKidney(LabelPainter painter, BodyPlan plan, int side)
    {
        BodyPart part = side > 0 ? BodyPart.KidneyRight : BodyPart.KidneyLeft;
        (ushort cortex, ushort medulla, ushort pelvis) = side > 0
            ? (BodyTissues.CortexRight, BodyTissues.MedullaRight, BodyTissues.PelvisRight)
            : (BodyTissues.CortexLeft, BodyTissues.MedullaLeft, BodyTissues.PelvisLeft);
        double s = plan.Size(part);
        Vector3D centre = new Vector3D(side * 72, -46, side > 0 ? 426 : 440) + plan.Shift(part, 4);
        Ellipsoid bean = new(default, s * new Vector3D(27.2, 24.4, 56), power: 2.15);
        Ellipsoid sinus = new(s * new Vector3D(-15, 3, 0), s * new Vector3D(17, 9, 21));
        Vector3D Local(Vector3D p)
        {
            Vector3D d = p - centre;
            double x = side * d.X + 0.22 * d.Z - 7 * s, y = d.Y + 0.12 * d.Z;
            return new(x + 0.0052 * d.Z * d.Z / s, y, d.Z);
        }
        Box box = Box.Around(centre, s * new Vector3D(56, 42, 62));
        bool Free(ushort old) => BodyTissues.IsFiller(old) || old is BodyTissues.Liver or BodyTissues.Spleen;
        Tabulated kidney = new(new Custom(box, p => bean.Distance(Local(p))), 2);
        painter.Paint(kidney, BodyTissues.VisceralFat, -5, old => old is BodyTissues.Liver or BodyTissues.Spleen or BodyTissues.Muscle);
        painter.Paint(kidney, cortex, 0, Free);
        painter.Paint(kidney, (d, p, old) => old == cortex && d < -7.5 && InPyramid(Local(p)) ? medulla : old);
        painter.Paint(new Custom(box, p => sinus.Distance(Local(p))), (d, _, old) => old == cortex || old == medulla ? pelvis : old);
        painter.Paint(new Tube([new(centre.X - side * 14, centre.Y + 2, centre.Z, 5), new(side * 46, -26, centre.Z - 20, 4),
            new(side * 44, -4, 380, 2.5),
            new(side * 40, -10, 320, 2.5), new(side * 52, -30, 270, 2.5), new(side * 26, -20, 232, 2.5)]),
                side > 0 ? BodyTissues.UreterRight : BodyTissues.UreterLeft, 0, old => old == BodyTissues.VisceralFat);
    }

    private static bool InPyramid(Vector3D local) => Math.Cos(7 * Math.Atan2(local.Z, local.X + 16)) > -0.35;
}
