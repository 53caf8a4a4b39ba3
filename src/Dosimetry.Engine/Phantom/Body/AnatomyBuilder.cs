using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// Our own parametric body from vertex to mid-thigh, varied by seed. Later strokes win: outline, cavities, organs, skeleton, lesions.
/// </summary>
public static class AnatomyBuilder
{
    /// <summary>Voxel edge lengths of the default truth, mm.</summary>
    public static readonly Vector3D DefaultSpacing_mm = new(1.25, 1.25, 2);

    /// <summary>Builds the body of a seed on a grid of the given spacing (i to the patient's left, j posterior, k up), with its lesions or without any.</summary>
    public static Anatomy Build(ulong seed, Vector3D? spacing_mm = null, bool withLesions = true)
    {
        BodyPlan plan = new(seed);
        LabelPainter painter = new(GridOf(plan, spacing_mm ?? DefaultSpacing_mm), plan.Stretch);
        BodyOutline.Paint(painter, plan);
        Thorax.PaintRoom(painter);
        Abdomen.PaintRoom(painter);
        Spine.PaintBackMuscles(painter);
        RibCage.Paint(painter);
        Limbs.Paint(painter);
        Spine.Paint(painter);
        Skull.Paint(painter);
        Thorax.Paint(painter, plan);
        Abdomen.Paint(painter, plan);
        Bowel.Paint(painter, plan);
        Glands.Paint(painter, plan);
        Dictionary<ushort, Tissue> tissues = BodyTissues.All.ToDictionary(t => t.Label);
        IReadOnlyList<TrueLesion> lesions = withLesions ? Lesions.Paint(painter, plan, tissues) : [];
        LabelVolume labels = new(painter.Grid, painter.Labels, tissues.ToDictionary(t => (int)t.Key, t => t.Value.Name));
        return new Anatomy(string.Create(CultureInfo.InvariantCulture, $"built-in parametric body, seed {seed}"), labels, tissues,
            lesions, Patient(seed, plan));
    }

    /// <summary>
    /// Weight from stature and build: body mass index 21–28 kg/m² with the thickness of the fat (chosen; legs and part of the arms are
    /// outside the scan).
    /// </summary>
    private static PhantomPatient Patient(ulong seed, BodyPlan plan)
    {
        double index = 19 + 5.5 * plan.Fat * plan.Stretch.X * plan.Stretch.Y, metres = plan.Height_cm / 100;
        int birth = 1940 + (int)plan.Vary(BodyPart.Patient, 0, 0, 25);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"PHANTOM{seed:0000}"), "Phantom^Body", "M",
            string.Create(CultureInfo.InvariantCulture, $"{birth}0615"), Math.Round(index * metres * metres, 1), plan.Height_cm);
    }

    private static Grid GridOf(BodyPlan plan, Vector3D spacing_mm)
    {
        const double halfWidth = 275, front = 142, back = 142;
        int Even(double length, double step) => 2 * (int)Math.Ceiling(length / step / 2);
        int nx = Even(2 * halfWidth * plan.Stretch.X, spacing_mm.X), ny = Even((front + back) * plan.Stretch.Y, spacing_mm.Y);
        int nz = Even((BodyPlan.Top - BodyPlan.Bottom) * plan.Stretch.Z, spacing_mm.Z);
        Vector3D first = new((nx - 1) * 0.5 * spacing_mm.X, (ny - 1) * 0.5 * spacing_mm.Y,
            BodyPlan.Bottom * plan.Stretch.Z + 0.5 * spacing_mm.Z);
        return new Grid(nx, ny, nz, Affine.Diagonal(new(-spacing_mm.X, -spacing_mm.Y, spacing_mm.Z), first));
    }
}
