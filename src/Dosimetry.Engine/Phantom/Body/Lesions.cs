using System.Globalization;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// Metastases of prostate cancer at the places where they are usual: bone (vertebral bodies, pelvis, ribs, …), lymph nodes beside the
/// large vessels,
/// and one focus in the prostate. Number, places and diameters (8–40 mm) follow the seed. A bone lesion keeps to the bone, a node to fat
/// and muscle.
/// </summary>
internal static class Lesions
{
    private readonly record struct Place(LesionSite Site, string Name, Vector3D Centre, double Smallest, double Largest);

    private static readonly Place[] BonePlaces =
    [
        new(LesionSite.Bone, "L2", Spine.Of("L2").Centre, 16, 30), new(LesionSite.Bone, "L4", Spine.Of("L4").Centre, 16, 32),
        new(LesionSite.Bone, "T8", Spine.Of("T8").Centre, 12, 22), new(LesionSite.Bone, "T11", Spine.Of("T11").Centre, 14, 26),
        new(LesionSite.Bone, "sacrum, left", new(-28, -62, 304), 18, 40), new(LesionSite.Bone, "ilium, right", new(112, -50, 358), 16, 36),
        new(LesionSite.Bone, "ilium, left", new(-88, -2, 268), 16, 34), new(LesionSite.Bone, "femur, right", new(124, -11, 204), 14, 30),
        new(LesionSite.Bone, "humerus, left", new(-180, -20, 716), 12, 30),
            new(LesionSite.Bone, "ischium, right", new(57, -44, 176), 14, 26),
        new(LesionSite.Bone, "pubis, left", new(-40, 39, 224), 12, 20), new(LesionSite.Bone, "manubrium", new(0, 57, 704), 10, 20),
    ];

    private static readonly Place[] NodePlaces =
    [
        new(LesionSite.Node, "para-aortic, left", new(-27, 6, 424), 10, 24),
            new(LesionSite.Node, "para-aortic, lower", new(-24, 6, 392), 8, 20),
        new(LesionSite.Node, "common iliac, right", new(46, 2, 330), 10, 24),
            new(LesionSite.Node, "external iliac, left", new(-47, 38, 262), 8, 20),
        new(LesionSite.Node, "obturator, right", new(50, 22, 240), 8, 18),
            new(LesionSite.Node, "supraclavicular, left", new(-52, 6, 774), 8, 18),
        new(LesionSite.Node, "mediastinal", new(-6, 12, 742), 8, 16),
    ];

    private static readonly Place Local = new(LesionSite.Local, "prostate", new(-8, 4, 188), 10, 18);

    /// <summary>Paints the seed's lesions; names are lesion_001, … in painting order.</summary>
    public static IReadOnlyList<TrueLesion> Paint(LabelPainter painter, BodyPlan plan, Dictionary<ushort, Tissue> tissues)
    {
        List<TrueLesion> lesions = [];
        foreach (Place place in Choose(plan))
        {
            int n = lesions.Count;
            double diameter = plan.Vary(BodyPart.Lesions, 30 + n, place.Smallest, place.Largest);
            ushort label = (ushort)(BodyTissues.FirstLesion + n);
            string name = string.Create(CultureInfo.InvariantCulture, $"lesion_{n + 1:000}");
            tissues[label] = TissueOf(place.Site, label, name);
            Ellipsoid shape = new(place.Centre, 0.5 * diameter * new Vector3D(1.06, 0.97, 0.98));
            painter.Paint(shape, label, 0, old => Keeps(place.Site, old));
            lesions.Add(new(name, place.Site, place.Name, ToPatient(place.Centre, plan), Math.Round(diameter, 1)));
        }
        return lesions;
    }

    /// <summary>Tissue of a lesion: bone metastases of prostate cancer are dense.</summary>
    public static Tissue TissueOf(LesionSite site, ushort label, string name) => site == LesionSite.Bone
        ? new(label, name, name, 1.35, 520, "trabecular_bone")
        : new(label, name, name, 1.04, 45, "soft_tissue");

    private static IEnumerable<Place> Choose(BodyPlan plan)
    {
        int bones = (int)plan.Vary(BodyPart.Lesions, 0, 2, 6), nodes = (int)plan.Vary(BodyPart.Lesions, 1, 1, 4);
        IEnumerable<Place> Pick(Place[] from, int count, int first) => from
            .Select((place, n) => (place, key: plan.Vary(BodyPart.Lesions, first + n, 0,
                1))).OrderBy(p => p.key).Take(count).Select(p => p.place);
        return [.. Pick(BonePlaces, bones, 2), .. Pick(NodePlaces, nodes, 16), Local];
    }

    private static bool Keeps(LesionSite site, ushort old) => site switch
    {
        LesionSite.Bone => BodyTissues.IsBone(old),
        LesionSite.Node => BodyTissues.IsFiller(old) || old == BodyTissues.SmallBowel,
        LesionSite.Local => old == BodyTissues.Prostate,
        _ => throw new InvalidOperationException($"The built-in body has no lesion of site {site}."),
    };

    private static Vector3D ToPatient(Vector3D p, BodyPlan plan) => new(p.X * plan.Stretch.X, p.Y * plan.Stretch.Y, p.Z * plan.Stretch.Z);
}
