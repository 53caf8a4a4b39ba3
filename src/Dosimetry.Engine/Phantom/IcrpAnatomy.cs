using System.Globalization;
using System.Text.RegularExpressions;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// The adult reference phantoms of ICRP Publication 110 (Ann. ICRP 39(2), 2009), read from a path; they are never shipped with the product.
/// Labels and densities are ICRP's; CT numbers follow from the density. The body is cut at mid-thigh as a PSMA scan is. The phantom has
/// no tumours:
/// the seed places spheres in bone and lymph nodes.
/// </summary>
internal static partial class IcrpAnatomy
{
    /// <summary>One row of the organ table.</summary>
    internal readonly record struct Organ(ushort Label, string Name, double Density_g_per_cm3);

    /// <summary>Label volume (i left, j back, k up; slice 0 at the feet) with its organ table.</summary>
    internal sealed record Source(string Name, Grid Grid, ushort[] Labels, IReadOnlyList<Organ> Organs);

    /// <summary>Scan length from the vertex down, mm: vertex to mid-thigh of a man of 176 cm.</summary>
    private const double ScanLength_mm = 1090;

    // Pattern on ICRP's organ name, region in our list, medium, share of the region's concentration; the first that fits counts.
    private static readonly (string Pattern, string? Region, string Medium, double Share)[] Rules =
    [
        ("^Kidney, left, pelvis", "kidney_left", "kidney", 0.3), ("^Kidney, left, medulla", "kidney_left", "kidney", 0.6),
            ("^Kidney, left", "kidney_left", "kidney", 1.25),
        ("^Kidney, right, pelvis", "kidney_right", "kidney", 0.3), ("^Kidney, right, medulla", "kidney_right", "kidney", 0.6),
            ("^Kidney, right", "kidney_right", "kidney", 1.25),
        ("^Adrenal, left", "adrenal_left", "soft_tissue", 1), ("^Adrenal, right", "adrenal_right", "soft_tissue", 1),
        ("^Salivary glands, left", "parotid_left", "soft_tissue", 1), ("^Salivary glands, right", "parotid_right", "soft_tissue", 1),
        ("^Liver", "liver", "liver", 1), ("^Spleen", "spleen", "spleen", 1), ("^Pancreas", "pancreas", "soft_tissue", 1),
            ("^Gall bladder", "gallbladder", "water", 1),
        ("^Stomach wall", "stomach", "soft_tissue", 1), ("^Stomach contents", "stomach", "water", 0.2),
            ("^Small intestine", "small_bowel", "soft_tissue", 1),
        ("colon|^Rectum", "colon", "soft_tissue", 1), ("^Urinary bladder wall", "bladder", "muscle", 0.2),
            ("^Urinary bladder contents", "bladder", "water", 1),
        ("^Prostate", "prostate", "soft_tissue", 1), ("^Heart", "heart", "blood", 1), ("^Blood vessels", "blood_pool", "blood", 1),
        ("^Lung, left", "lung_left", "lung", 1), ("^Lung, right", "lung_right", "lung", 1), ("^Brain", "brain", "soft_tissue", 1),
        ("^Ureter, left", "ureter_left", "soft_tissue", 1), ("^Ureter, right", "ureter_right", "soft_tissue", 1),
            ("^Skin", "skin", "soft_tissue", 1),
        (", cortical", "skeleton", "cortical_bone", 0.2), ("spongiosa", "skeleton", "trabecular_bone", 1),
            ("medullary cavity", "skeleton", "yellow_marrow", 0.3),
        ("^Teeth", null, "cortical_bone", 1), ("adipose|^Residual tissue", "adipose", "adipose", 1), ("^Muscle", "muscle", "muscle", 1),
            ("^Air inside", null, "air", 0),
    ];

    /// <summary>A label volume and an organ table in a folder, or the volume itself with the table beside it.</summary>
    public static (string Labels, string Organs)? FindPair(string path)
    {
        string? folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder)) return null;
        string? labels = Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Where(IsNifti).Order(StringComparer.Ordinal).FirstOrDefault()
            : IsNifti(path) ? path : null;
        string? organs = Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).FirstOrDefault(f => File.ReadLines(f).Any(l => l.StartsWith("label,organ", StringComparison.Ordinal)));
        return labels is null || organs is null ? null : (labels, organs);
    }

    /// <summary>Reads label volume and organ table.</summary>
    public static Source ReadPair(string labelFile, string organFile)
    {
        LabelVolume volume = NiftiFile.ReadLabels(labelFile);
        Affine a = volume.Grid.Affine;
        if (a.M00 >= 0 || a.M11 >= 0 || a.M22 <= 0)
            throw new RefusedException("PHANTOM.ORIENTATION", "The label volume must run from the patient's right to left, front to back, feet to head.", labelFile);
        return new(Path.GetFileName(labelFile), volume.Grid, volume.Labels,
            [.. File.ReadLines(organFile).Where(l => l.Length > 0 && char.IsAsciiDigit(l[0])).Select(ParseRow)]);
    }

    /// <summary>The anatomy: cut to the scan, tissues from the organ table, lesions by seed (none where it is null).</summary>
    public static Anatomy Build(Source source, ulong? seed)
    {
        (Grid grid, ushort[] labels) = Crop(source);
        Dictionary<ushort, Tissue> tissues = source.Organs.Select(TissueOf).ToDictionary(t => t.Label);
        tissues[0] = new(0, "air", null, 0.0012, -1000, "air", 0);
        tissues[141] = new(141, "Skin, top and bottom", "skin", 1.09, 60, "soft_tissue");
        IReadOnlyList<TrueLesion> lesions = seed is { } given ? SeededLesions.Paint(grid, labels, tissues, given) : [];
        foreach (ushort label in labels.Distinct().Where(l => !tissues.ContainsKey(l)))
            throw new RefusedException("PHANTOM.ORGAN_TABLE", $"Label {label} of {source.Name} is not in the organ table.");
        return new Anatomy($"ICRP 110 {source.Name}", new LabelVolume(grid, labels,
            tissues.ToDictionary(t => (int)t.Key, t => t.Value.Name)), tissues, lesions, Patient);
    }

    private static PhantomPatient Patient => new("ICRP110", "Phantom^Reference", "M", "19700615", 73, 176);

    private static (Grid, ushort[]) Crop(Source source)
    {
        Grid g = source.Grid;
        int slice = g.Nx * g.Ny, top = g.Nz;
        while (top > 1 && source.Labels.AsSpan((top - 1) * slice, slice).IndexOfAnyExcept((ushort)0) < 0) top--;
        int bottom = Math.Max(0, top - (int)Math.Round(ScanLength_mm / g.Spacing_mm.Z));
        Vector3D first = g.Affine.Apply(0, 0, bottom);
        Affine a = g.Affine;
        Grid cut = new(g.Nx, g.Ny, top - bottom, Affine.FromColumns(a.StepI, a.StepJ, a.StepK, first));
        return (cut, source.Labels[(bottom * slice)..(top * slice)]);
    }

    private static Tissue TissueOf(Organ organ)
    {
        (string? _, string? region, string medium, double share) = Rules.FirstOrDefault(r => Regex.IsMatch(organ.Name, r.Pattern),
            ("", null, "soft_tissue", 1));
        return new(organ.Label, organ.Name, region, organ.Density_g_per_cm3, CtNumber(organ.Density_g_per_cm3), medium, share);
    }

    /// <summary>
    /// CT number from density: water–air line below 1.0, soft tissue up to 1.1, then bone up to 1.92 g/cm³ at 1300 HU (chosen).
    /// </summary>
    private static short CtNumber(double density) => (short)Math.Round(density switch
    {
        < 0.9 => 1000 * (density - 1),
        < 1.1 => 1000 * (density - 1) + (density < 1 ? -50 : 10),
        _ => 110 + (density - 1.1) * 1450,
    });

    private static Organ ParseRow(string line)
    {
        Match m = Row().Match(line);
        return m.Success
            ? new(ushort.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture), m.Groups[2].Value,
                double.Parse(m.Groups[3].ValueSpan, CultureInfo.InvariantCulture))
            : throw new RefusedException("PHANTOM.ORGAN_TABLE",
                $"The row \"{line}\" of the organ table is not label,\"organ\",tissue,density.");
    }

    private static bool IsNifti(string path) => path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""^(\d+),"?([^"]*?)"?,\d+,([\d.]+)""")]
    private static partial Regex Row();
}
