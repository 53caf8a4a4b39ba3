using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// The outside of the body and what lies directly beneath: skin 2 mm, subcutaneous fat, then muscle until the organs are painted. Parts
/// (head,
/// trunk, arms, legs) are joined with rounded transitions of 20–40 mm.
/// </summary>
internal static class BodyOutline
{
    /// <summary>Paints skin, subcutaneous fat and muscle.</summary>
    public static void Paint(LabelPainter painter, BodyPlan plan)
    {
        IShape trunk = Trunk(), head = Head();
        IShape legs = new Union([Leg(1), Leg(-1), Genitals()], 12), arms = new Union([Arm(1), Arm(-1)]);
        double Outline(Vector3D p)
        {
            double body = Union.SmoothMin(trunk.Distance(p), Near(legs, p), 35);
            body = Union.SmoothMin(body, Near(head, p), 30);
            return Union.SmoothMin(body, Near(arms, p), 25);
        }
        Box box = trunk.Bounds.Union(head.Bounds).Union(legs.Bounds).Union(arms.Bounds).Grow(8);
        painter.Paint(new Tabulated(new Custom(box, Outline), 5), (d, p, _) => Layer(-d, SkinFold(p, plan)));
    }

    private static ushort Layer(double depth, double fat) =>
        depth < 2 ? BodyTissues.Skin : depth < 2 + fat ? BodyTissues.SubcutaneousFat : BodyTissues.Muscle;

    /// <summary>Thickness of the subcutaneous fat in mm: thick at belly and buttocks, thin at head, shins and arms (chosen).</summary>
    private static double SkinFold(Vector3D p, BodyPlan plan)
    {
        double trunk = 5 + 9 * Bell(p.Z, 330, 130) + 5 * Bell(p.Z, 640, 90) + 3 * Bell(p.Z, 150, 100);
        double belly = p.Y > 0 ? 8 * Bell(p.Z, 360, 80) : 5 * Bell(p.Z, 220, 60);
        bool arm = Math.Abs(p.X) > 198 && p.Z < 680;
        return plan.Fat * (p.Z > 840 ? 3.5 : arm ? 4.5 : trunk + belly);
    }

    private static double Bell(double z, double centre, double width) => Math.Exp(-(z - centre) * (z - centre) / (2 * width * width));

    private static double Near(IShape shape, Vector3D p) => shape.Bounds.Grow(40).Contains(p) ? shape.Distance(p) : 1000;

    private static Union Trunk() => new(
        [
            new ProfileColumn(2.5,
                new(120, 0, -10, 150, 90, 95), new(170, 0, -6, 174, 98, 106), new(225, 0, -4, 178, 102, 112), new(290, 0, 0, 172, 106, 104),
                new(350, 0, 4, 160, 110, 98), new(410, 0, 6, 153, 108, 98), new(480, 0, 6, 155, 110, 104), new(560, 0, 5, 163, 114, 112),
                new(640, 0, 3, 172, 114, 116), new(700, 0, 0, 178, 104, 112), new(745, 0, -8, 160, 80, 96), new(775, 0, -14, 118, 62, 76),
                new(800, 0, -16, 78, 54, 62)),
            new ProfileColumn(2, new(760, 0, -14, 62, 56, 62), new(800, 0, -14, 60, 56, 58), new(850, 0, -14, 58, 58, 56),
                new(905, 0, -12, 58, 60, 58)),
            new Ellipsoid(new(55, -78, 205), new(72, 46, 72)), new Ellipsoid(new(-55, -78, 205), new(72, 46, 72)),
            new Ellipsoid(new(75, 62, 665), new(75, 46, 62)), new Ellipsoid(new(-75, 62, 665), new(75, 46, 62)),
        ], 22);

    private static Union Head() => new(
        [
            new Ellipsoid(new(0, -6, 982), new(77, 97, 88)),
            new Ellipsoid(new(0, 24, 905), new(67, 70, 62), power: 2.4),
            new Ellipsoid(new(0, 62, 862), new(38, 32, 22)),
            new Tube([new(0, 86, 945, 7), new(0, 99, 925, 9), new(0, 107, 910, 11), new(0, 94, 904, 9)], 3),
            new Ellipsoid(new(80, -12, 935), new(7, 17, 29), new(0, -0.25, 1)),
                new Ellipsoid(new(-80, -12, 935), new(7, 17, 29), new(0, -0.25, 1)),
        ], 16);

    private static ProfileColumn Leg(int side) => new(2.2,
        new(30, 88 * side, 2, 72, 74, 72), new(110, 90 * side, 0, 80, 82, 80), new(170, 93 * side, -2, 85, 88, 88),
            new(235, 98 * side, -6, 66, 66, 70));

    private static Union Arm(int side) => new(
        [
            new Tube([new(172 * side, -14, 728, 48), new(192 * side, -14, 700, 46), new(208 * side, -16, 640, 42),
                new(220 * side, -18, 540, 40),
                new(228 * side, -14, 440, 37), new(232 * side, 4, 380, 38), new(232 * side, 24, 300, 32), new(226 * side, 40, 215, 24)]),
            new Tube([new(226 * side, 42, 210, 22), new(224 * side, 48, 175, 27), new(222 * side, 52, 140, 27),
                new(221 * side, 54, 85, 17)], 6),
        ], 12);

    private static Ellipsoid Genitals() => new(new(0, 62, 140), new(34, 34, 42));
}
