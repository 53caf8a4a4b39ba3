using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// One kind of tissue in a label volume: what it is called, to which region it belongs (null: only to the body), its mass density, CT
/// number and
/// medium (file stem of the photon tables). <paramref name="Share"/> is its activity concentration relative to the rest of its region
/// (kidney cortex above pelvis, marrow above cortical bone).
/// </summary>
public sealed record Tissue(ushort Label, string Name, string? Region, double Density_g_per_cm3, short CtNumber_HU, string Medium,
    double Share = 1);

/// <summary>Where a lesion sits: decides its CT number and how much of it is kept.</summary>
public enum LesionSite
{
    /// <summary>In bone; kept to the bone.</summary>
    Bone,
    /// <summary>Lymph node in fat beside a vessel.</summary>
    Node,
    /// <summary>In the prostate or its bed.</summary>
    Local,
    /// <summary>In an organ.</summary>
    Visceral,
    /// <summary>In fat, muscle or peritoneum, not a node.</summary>
    SoftTissue,
}

/// <summary>A lesion of the truth. Centre in mm (RAS+ world of the label grid); diameter of the sphere it was painted from.</summary>
public sealed record TrueLesion(string Name, LesionSite Site, string Place, Vector3D Centre_mm, double Diameter_mm);

/// <summary>
/// A body as label volume: the finest truth there is. Label 0 is the air outside. Label names are those of <see cref="Tissues"/>.
/// <see cref="MeasuredCt"/> is the patient's own CT on the label grid, where the anatomy came with one; otherwise CT numbers follow the
/// tissue table.
/// </summary>
public sealed record Anatomy(
    string Source, LabelVolume Labels, IReadOnlyDictionary<ushort, Tissue> Tissues, IReadOnlyList<TrueLesion> Lesions,
        PhantomPatient Patient)
{
    /// <summary>The patient's real CT on the label grid, or null.</summary>
    public Volume<CtNumber>? MeasuredCt { get; init; }

    /// <summary>What was assumed while the anatomy was read.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The labels that belong to the named regions.</summary>
    public IEnumerable<ushort> LabelsOf(params IEnumerable<string> regions) =>
        Tissues.Values.Where(t => t.Region is not null && regions.Contains(t.Region)).Select(t => t.Label);

    /// <summary>Voxels of every label, index = label.</summary>
    public long[] VoxelsOfLabel()
    {
        long[] count = new long[ushort.MaxValue + 1];
        foreach (ushort label in Labels.Labels) count[label]++;
        return count;
    }
}

/// <summary>The virtual patient's header values.</summary>
public sealed record PhantomPatient(string Id, string Name, string Sex, string BirthDate, double Weight_kg, double Height_cm);
