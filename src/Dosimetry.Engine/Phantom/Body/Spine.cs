using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>One vertebra of the reference man: name, centre of its body and half sizes of the body, mm.</summary>
internal readonly record struct Vertebra(string Name, Vector3D Centre, double HalfWidth, double HalfDepth, double HalfHeight)
{
    /// <summary>Centre of the spinal canal at this level.</summary>
    public Vector3D Canal => Centre + new Vector3D(0, -HalfDepth - 10, 0);
}

/// <summary>
/// The vertebral column: 7 cervical, 12 thoracic and 5 lumbar vertebrae with discs, arches, spinous and transverse processes, sacrum,
/// coccyx and
/// the cord in its canal. Lordosis and kyphosis by <see cref="AxisY"/>.
/// </summary>
internal static class Spine
{
    private static readonly (double Z, double Y)[] Curve =
        [(200, -72), (225, -82), (260, -86), (295, -68), (330, -40), (355, -26), (390, -20), (430, -22), (480, -30), (540, -40),
            (610, -48), (680, -52), (740, -46), (790, -35),
            (830, -24), (870, -18), (910, -16)];

    /// <summary>All free vertebrae, C1 to L5.</summary>
    public static readonly IReadOnlyList<Vertebra> Vertebrae = [.. Levels()];

    /// <summary>Position of the column's axis in y at a height.</summary>
    public static double AxisY(double z)
    {
        int n = 0;
        while (n + 2 < Curve.Length && Curve[n + 1].Z < z) n++;
        double t = Math.Clamp((z - Curve[n].Z) / (Curve[n + 1].Z - Curve[n].Z), 0, 1);
        return Curve[n].Y + t * (Curve[n + 1].Y - Curve[n].Y);
    }

    /// <summary>The vertebra of a name, e.g. L3.</summary>
    public static Vertebra Of(string name) => Vertebrae.First(v => v.Name == name);

    /// <summary>The long back muscles on both sides of the spinous processes, narrow behind the lungs, broad in the loins.</summary>
    public static readonly ProfileColumn BackMuscles = new(2.3,
        new(200, 0, -96, 30, 30, 22), new(300, 0, -86, 48, 40, 24), new(360, 0, -70, 64, 30, 36), new(430, 0, -70, 64, 26, 36),
            new(500, 0, -80, 52, 26, 36),
        new(560, 0, -88, 44, 34, 32), new(680, 0, -96, 42, 34, 30), new(760, 0, -84, 40, 32, 30), new(800, 0, -70, 36, 30, 30));

    /// <summary>Paints the back muscles into the fat of the body's rooms.</summary>
    public static void PaintBackMuscles(LabelPainter painter) =>
        painter.Paint(BackMuscles, BodyTissues.Muscle, 0, old => old == BodyTissues.VisceralFat);

    /// <summary>Paints the column.</summary>
    public static void Paint(LabelPainter painter)
    {
        foreach (Vertebra v in Vertebrae) PaintArch(painter, v);
        for (int n = 0; n < Vertebrae.Count; n++) PaintBody(painter, Vertebrae[n], n);
        PaintSacrum(painter);
        PaintCanal(painter);
    }

    private static IEnumerable<Vertebra> Levels()
    {
        double z = 912;
        foreach ((string region, int count, double pitch, double lastPitch, double width, double lastWidth) in
            ((string, int, double, double, double, double)[])[("C", 7, 16.6, 17.2, 12, 14.5), ("T", 12, 18.5, 27, 14, 21),
                ("L", 5, 33, 36, 22, 26)])
        {
            for (int n = 0; n < count; n++)
            {
                double t = n / (double)Math.Max(count - 1, 1), step = pitch + t * (lastPitch - pitch),
                    half = width + t * (lastWidth - width);
                double centre = z - step / 2, disc = region == "L" ? 4.5 : region == "T" ? 2.5 : 2.2;
                yield return new($"{region}{n + 1}", new(0, AxisY(centre), centre), half, half * (region == "C" ? 0.68 : 0.74),
                    step / 2 - disc);
                z -= step;
            }
        }
    }

    private static void PaintBody(LabelPainter painter, Vertebra v, int n)
    {
        ushort inside = v.Name[0] == 'L' ? BodyTissues.SpongiosaLumbar : BodyTissues.Spongiosa;
        if (n + 1 < Vertebrae.Count || v.Name == "L5")
        {
            double below = n + 1 < Vertebrae.Count ? Vertebrae[n + 1].Centre.Z : v.Centre.Z - 34;
            double middle = (v.Centre.Z - v.HalfHeight + below + v.HalfHeight) / 2;
            painter.Paint(new Ellipsoid(new(0, AxisY(middle), middle), new(v.HalfWidth, v.HalfDepth, 7), power: 4), BodyTissues.Cartilage);
        }
        painter.PaintShell(new Ellipsoid(v.Centre, new(v.HalfWidth, v.HalfDepth, v.HalfHeight), power: 6), BodyTissues.CorticalBone,
            inside, 1.4);
    }

    private static void PaintArch(LabelPainter painter, Vertebra v)
    {
        (double x, double y, double z) = (v.Canal.X, v.Canal.Y, v.Canal.Z - 4);
        double ring = v.Name[0] == 'C' ? 13 : 13.5, bar = v.Name[0] == 'L' ? 5 : 3.8;
        double tip = v.Name[0] == 'L' ? 34 : v.Name[0] == 'T' ? 32 : 24, drop = v.Name[0] == 'T' ? 22 : 8;
        double reach = v.Name[0] == 'L' ? 40 : v.Name[0] == 'T' ? 31 : 24, flatten = v.Name[0] == 'L' ? 2 : 1.5;
        TubePoint[] lamina = [new(ring, y + 9, z + 4, bar), new(ring, y, z + 1, bar), new(8, y - 10, z - 3, bar),
            new(0, y - 13, z - 4, bar)];
        foreach (int side in (int[])[1, -1])
        {
            Bone(painter, new Tube([.. lamina.Select(p => p with { X = side * p.X })], 3, flatten));
            Bone(painter, new Tube([new(side * ring, y, z + 2, bar), new(side * reach, y - (v.Name[0] == 'T' ? 9 : 2), z + 4, bar * 0.8)],
                1));
        }
        Bone(painter, new Tube([new(0, y - 12, z - 2, bar), new(0, y - tip, z - drop, bar)], 1, flatten));
    }

    private static void PaintSacrum(LabelPainter painter)
    {
        ProfileColumn sacrum = new(2.6,
            new(205, 0, -70, 6, 4, 4), new(222, 0, -80, 10, 6, 6), new(245, 0, -86, 24, 9, 9), new(275, 0, -78, 40, 13, 14),
            new(300, 0, -64, 50, 17, 20), new(322, 0, -48, 52, 17, 28), new(338, 0, -38, 34, 14, 30));
        painter.PaintShell(sacrum, BodyTissues.CorticalBone, BodyTissues.Spongiosa, 1.6);
        Bone(painter, new Tube([new(0, -88, 330, 4), new(0, -94, 300, 4), new(0, -100, 270, 3)], 3));
    }

    private static void PaintCanal(LabelPainter painter)
    {
        TubePoint[] canal = [.. Vertebrae.Select(v => new TubePoint(0, v.Canal.Y, v.Canal.Z, v.Name[0] == 'C' ? 9.5 : 8.5)),
            new(0, -62, 322, 7), new(0, -80, 295, 5)];
        painter.Paint(new Tube([new(0, -32, 930, 10), .. canal], 3), BodyTissues.Csf);
        TubePoint[] cord = [.. Vertebrae.Take(20).Select(v => new TubePoint(0, v.Canal.Y, v.Canal.Z, 4.6))];
        painter.Paint(new Tube([new(0, -30, 930, 6), .. cord], 3), BodyTissues.SpinalCord);
    }

    /// <summary>A slender bone: cortical shell of 1.3 mm around spongiosa.</summary>
    public static void Bone(LabelPainter painter, IShape shape, double cortex = 1.3) =>
        painter.PaintShell(shape, BodyTissues.CorticalBone, BodyTissues.Spongiosa, cortex);
}
