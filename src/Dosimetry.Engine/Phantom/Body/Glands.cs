using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// Salivary and lacrimal glands, the small organs that matter most for PSMA ligands: parotid 25 ml, submandibular 12 ml (ICRP 89: 50 and
/// 25 g the
/// pair), lacrimal 0.7 ml each (not listed by ICRP; 1.4 g the pair).
/// </summary>
internal static class Glands
{
    /// <summary>Paints both sides.</summary>
    public static void Paint(LabelPainter painter, BodyPlan plan)
    {
        PaintSide(painter, plan, 1, BodyPart.ParotidRight, BodyTissues.ParotidRight, BodyTissues.SubmandibularRight,
            BodyTissues.LacrimalRight);
        PaintSide(painter, plan, -1, BodyPart.ParotidLeft, BodyTissues.ParotidLeft, BodyTissues.SubmandibularLeft,
            BodyTissues.LacrimalLeft);
    }

    private static void PaintSide(LabelPainter painter, BodyPlan plan, int side, BodyPart first, ushort parotid, ushort submandibular,
        ushort lacrimal)
    {
        bool Soft(ushort old) => BodyTissues.IsFiller(old);
        double s = plan.Size(first), m = plan.Size(first + 2), t = plan.Size(first + 4);
        painter.Paint(new Ellipsoid(new(side * 53, -4, 893), s * new Vector3D(13, 21, 27)), parotid, 0, Soft);
        painter.Paint(new Ellipsoid(new(side * 29, 36, 846), m * new Vector3D(12, 20.5, 14.5)), submandibular, 0, Soft);
        painter.Paint(new Ellipsoid(new(side * 40.5, 67, 963.5), t * new Vector3D(4.4, 6.8, 6)), lacrimal, 0, old => Soft(old)
            || BodyTissues.IsBone(old) || old == BodyTissues.Eye);
    }
}
