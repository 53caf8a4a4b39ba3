using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// Duodenum, loops of small bowel, the frame of the colon with its pouches and gas, rectum; then bladder, prostate and testes.
/// </summary>
internal static class Bowel
{
    /// <summary>Paints bowel and pelvic organs.</summary>
    public static void Paint(LabelPainter painter, BodyPlan plan)
    {
        PaintPelvicOrgans(painter, plan);
        painter.Paint(new Tube([new(20, 46, 462, 12), new(46, 34, 456, 13), new(54, 14, 430, 13), new(50, 8, 396, 13),
            new(20, 10, 386, 12), new(-14, 14, 392, 12),
            new(-30, 26, 410, 12)]), BodyTissues.Duodenum, 0, BodyTissues.IsFiller);
        PaintColon(painter, plan);
        PaintSmallBowel(painter, plan);
    }

    private static void PaintColon(LabelPainter painter, BodyPlan plan)
    {
        double sag = plan.Vary(BodyPart.Colon, 0, 0, 28);
        TubePoint[] axis =
        [
            new(100, 22, 300, 23), new(106, 8, 345, 23), new(108, 2, 382, 22), new(98, 34, 402, 20), new(60, 66, 404 - sag / 2, 19),
                new(10, 74, 402 - sag, 19),
            new(-45, 68, 416 - sag / 2, 18), new(-88, 40, 446, 18), new(-112, 4, 462, 18), new(-114, -8, 410, 16), new(-110, -4, 350, 15),
                new(-96, 12, 300, 15),
            new(-62, 22, 275, 15), new(-30, 2, 285, 15), new(4, -22, 292, 15), new(4, -46, 268, 16), new(0, -50, 236, 18),
                new(0, -44, 206, 17), new(0, -50, 182, 10),
        ];
        axis = [.. axis.SelectMany((p, n) => n + 1 < axis.Length ? Pouched(p, axis[n + 1]) : [p])];
        painter.Paint(new Tube(axis, 4), BodyTissues.Colon, 0, BodyTissues.IsFiller);
        painter.Paint(new Tube([.. axis.Select(p => p with { Radius = p.Radius - 3 })], 4), (_, p, old) =>
            old is not (BodyTissues.Colon or BodyTissues.ColonContent) ? old : IsGas(p) ? BodyTissues.AirInside : BodyTissues.ColonContent);
    }

    /// <summary>Gas collects at the front of the transverse colon and as bubbles elsewhere (patient lying on the back).</summary>
    private static bool IsGas(Vector3D p) => p.Y > 74 || Math.Sin(p.X / 7) * Math.Sin(p.Y / 6) * Math.Sin(p.Z / 8) > 0.72;

    /// <summary>A span with a narrow ring in the middle: the haustra.</summary>
    private static TubePoint[] Pouched(TubePoint a, TubePoint b) =>
        [a, new((a.X + b.X) / 2, (a.Y + b.Y) / 2, (a.Z + b.Z) / 2, 0.42 * (a.Radius + b.Radius))];

    /// <summary>One long tube wound in five layers between the colon's frame, from the left upper to the right lower abdomen.</summary>
    private static void PaintSmallBowel(LabelPainter painter, BodyPlan plan)
    {
        List<TubePoint> axis = [];
        int point = 0;
        for (int layer = 0; layer < 5; layer++)
        {
            double z = 388 - 27 * layer, half = layer == 4 ? 52 : 82 - 3 * layer, sign = layer % 2 == 0 ? -1 : 1;
            for (int n = 0; n <= 6; n++, point += 3)
            {
                double x = sign * half * (1 - 2 * n / 6.0), front = n % 2 == 0 ? 62 - 3 * layer : 4;
                axis.Add(new(
                    x + plan.Vary(BodyPart.SmallBowel, point, -7, 7), front + plan.Vary(BodyPart.SmallBowel, point + 1, -8, 8),
                    z + plan.Vary(BodyPart.SmallBowel, point + 2, -9, 9), 12.5));
            }
        }
        painter.Paint(new Tube(axis, 7), BodyTissues.SmallBowel, 0, old => old == BodyTissues.VisceralFat);
    }

    private static void PaintPelvicOrgans(LabelPainter painter, BodyPlan plan)
    {
        double fill = plan.Size(BodyPart.Bladder, 0.35), size = plan.Size(BodyPart.Prostate, 0.3);
        bool Soft(ushort old) => BodyTissues.IsFiller(old);
        painter.Paint(new Ellipsoid(new(0, 8, 190), size * new Vector3D(23, 16, 17)), BodyTissues.Prostate, 0, Soft);
        Vector3D bladder = new(0, 18, 204 + 30 * fill);
        painter.Paint(new Ellipsoid(bladder, fill * new Vector3D(38, 31, 33), power: 2.2), BodyTissues.BladderWall, 0, Soft);
        painter.Paint(new Ellipsoid(bladder, fill * new Vector3D(38, 31, 33), power: 2.2), BodyTissues.Urine, 3.5,
            old => old == BodyTissues.BladderWall);
        foreach (int side in (int[])[1, -1])
        {
            painter.Paint(new Ellipsoid(new(side * 15, -14, 210), new(15, 6, 7)), BodyTissues.Muscle, 0, Soft);
            painter.Paint(new Ellipsoid(new(side * 15, 62, 128), new(12, 14, 20)), BodyTissues.Testis, 0, Soft);
        }
    }
}
