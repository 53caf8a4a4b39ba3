using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// The voxel phantom of a real patient treated with Lu-177-DOTATATE (The Christie NHS Foundation Trust, author S. Pells; MIT licence, B.
/// Auer 2021): an
/// Interfile pair with CT numbers + 1000 (<c>*attn*</c>) and organ labels painted over them (<c>*src*</c>).
/// </summary>
/// <remarks>
/// <b>Orientation.</b> The header gives none; the picture does. The couch (3000) lies at small j, so j runs from back to front. Slice 0
/// cuts heart and
/// lungs, the last slice the pelvis, so k runs from head to foot. The liver (15000) has its centre at i = 42 and the spleen (16000) at i
/// = 72 of 108, the
/// heart's apex points to large i, and the label named left kidney lies at large i, so i runs from the patient's right to the left. Left,
/// anterior,
/// inferior is a right-handed triple as it must be: the image is turned, not mirrored. Here j and k are reversed, to the order of an
/// axial CT.
/// <b>Scale of CT numbers.</b> Unlabelled fat is near 900, muscle near 1050, lung near 150, the outside 0–40: value − 1000 = HU.
/// The couch is drawn with 3000, which no couch has; it is given −700 HU (foam and carbon shell) and a finding says so.
/// </remarks>
internal static class LuPatientAnatomy
{
    private const ushort Couch = 3000;
    private static readonly (ushort Source, string Region, double Density, string Medium)[] Organs =
        [(15000, "liver", 1.05, "liver"), (16000, "spleen", 1.04, "spleen"), (17000, "kidney_left", 1.05, "kidney"),
            (18000, "kidney_right", 1.05, "kidney"),
            (19000, "lesion_001", 1.04, "soft_tissue"), (20000, "lesion_002", 1.04, "soft_tissue"),
                (21000, "lesion_003", 1.04, "soft_tissue")];

    // Tissues that are not labelled follow the CT number; label, name, region, lowest HU, density, medium.
    private static readonly (Tissue Tissue, int From_HU)[] ByCtNumber =
    [
        (new(1, "lung", null, 0.26, -780, "lung"), -950), (new(2, "adipose tissue", "adipose", 0.95, -100, "adipose"), -250),
        (new(3, "soft tissue", "muscle", 1.05, 50, "muscle"), -30), (new(4, "bone", "skeleton", 1.30, 350, "trabecular_bone"), 160),
    ];

    /// <summary>True when the images are this pair.</summary>
    public static bool Fits(IReadOnlyList<Interfile.Image> images) => Find(images, "attn") is not null && Find(images, "src") is not null;

    /// <summary>The patient as anatomy with measured CT.</summary>
    public static Anatomy Read(IReadOnlyList<Interfile.Image> images)
    {
        Interfile.Image ct = Turn(Find(images, "attn")!), organs = Turn(Find(images, "src")!);
        if ((ct.Nx, ct.Ny, ct.Nz) != (organs.Nx, organs.Ny, organs.Nz))
            throw new RefusedException("PHANTOM.INTERFILE", $"{ct.Name} and {organs.Name} differ in size.");
        Grid grid = new(ct.Nx, ct.Ny, ct.Nz, Affine.Diagonal(
            new(-ct.Spacing_mm.X, -ct.Spacing_mm.Y, ct.Spacing_mm.Z),
            new(0.5 * (ct.Nx - 1) * ct.Spacing_mm.X, 0.5 * (ct.Ny - 1) * ct.Spacing_mm.Y, 0.5 * ct.Spacing_mm.Z)));
        Dictionary<ushort, Tissue> tissues = Tissues();
        bool[] inside = BodyMask.Fill(grid, n => ct.Values[n] is > 700 and not Couch);
        ushort[] labels = new ushort[grid.Count];
        float[] hu = new float[grid.Count];
        for (int n = 0; n < labels.Length; n++)
        {
            hu[n] = ct.Values[n] == Couch ? -700 : ct.Values[n] - 1000;
            if (inside[n]) labels[n] = LabelOf(organs.Values[n], hu[n]);
        }
        LabelVolume volume = new(grid, labels, tissues.ToDictionary(t => (int)t.Key, t => t.Value.Name));
        return new Anatomy("real low-dose CT of a Lu-177 patient with labelled organs (Interfile)", volume, tissues, LesionsOf(new RegionMeasure(volume)),
            Patient)
        {
            MeasuredCt = new Volume<CtNumber>(grid, hu),
            Findings = [new(Severity.Info, "PHANTOM.COUCH", "The couch is marked with 3000 in the phantom; it is written as −700 HU."),
                new(Severity.Info, "PHANTOM.ORIENTATION", "The Interfile header names no orientation; couch, liver, spleen, heart and kidney labels decide it: j back to front, k head to foot.")],
        };
    }

    /// <summary>Weight and height are not published with the phantom: chosen, typical for the size of the section.</summary>
    private static PhantomPatient Patient => new("LU177-15", "Phantom^Lu Patient", "F", "19600615", 78, 165);

    private static Dictionary<ushort, Tissue> Tissues()
    {
        Dictionary<ushort, Tissue> tissues = ByCtNumber.ToDictionary(t => t.Tissue.Label, t => t.Tissue);
        tissues[0] = new(0, "air", null, 0.0012, -1000, "air", 0);
        tissues[5] = new(5, "air inside body", null, 0.0012, -1000, "air", 0);
        for (int n = 0; n < Organs.Length; n++)
            tissues[(ushort)(10 + n)] = new((ushort)(10 + n), Organs[n].Region, Organs[n].Region, Organs[n].Density, 45, Organs[n].Medium);
        return tissues;
    }

    private static ushort LabelOf(ushort source, float hu)
    {
        int organ = Array.FindIndex(Organs, o => o.Source == source);
        if (organ >= 0) return (ushort)(10 + organ);
        ushort label = 5;
        foreach ((Tissue tissue, int from) in ByCtNumber) if (hu >= from) label = tissue.Label;
        return label;
    }

    private static IReadOnlyList<TrueLesion> LesionsOf(RegionMeasure measure) => [.. Organs.Select((o, n) => (o.Region,
        Label: (ushort)(10 + n)))
        .Where(o => o.Region.StartsWith("lesion", StringComparison.Ordinal)).Select(o =>
        {
            (double volume_ml, Vector3D centre) = measure.Of(o.Label);
            double diameter = 10 * Math.Cbrt(6 * volume_ml / Math.PI);
            return new TrueLesion(o.Region, LesionSite.Visceral,
                string.Create(CultureInfo.InvariantCulture, $"label {Organs[o.Label - 10].Source}"), centre, Math.Round(diameter, 1));
        })];

    private static Interfile.Image? Find(IReadOnlyList<Interfile.Image> images, string part) =>
        images.FirstOrDefault(i => i.Name.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reverses j and k.</summary>
    private static Interfile.Image Turn(Interfile.Image image)
    {
        ushort[] turned = new ushort[image.Values.Length];
        for (int k = 0; k < image.Nz; k++)
            for (int j = 0; j < image.Ny; j++)
                Array.Copy(image.Values, image.Nx * (j + image.Ny * k), turned,
                    image.Nx * (image.Ny - 1 - j + image.Ny * (image.Nz - 1 - k)), image.Nx);
        return image with { Values = turned };
    }
}
