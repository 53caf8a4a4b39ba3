using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// Paints the lesions of a seed into any anatomy: 1 to 20, from 5 mm to the largest of their place (both log-uniform), at the places of <see cref="LesionPlace"/>. A lesion keeps to
/// its host tissue; one that finds less than 60 % of its volume there, or lies within 3 mm of another, is drawn again elsewhere. A quarter of those above
/// 30 mm have a core that takes up little.
/// </summary>
internal sealed class PsmaLesions
{
    private const int MostTries = 60;
    private const double Smallest_mm = 5, LeastShare = 0.6, Gap_mm = 3, NecroticAbove_mm = 30, CoreDepth = 0.55, CoreShare = 0.15;
    private readonly Anatomy body;
    private readonly CounterRandom random;
    private readonly ushort[] labels;
    private readonly Dictionary<ushort, Tissue> tissues;
    private readonly Dictionary<string, int[]> anchorVoxels;
    private readonly List<TrueLesion> lesions;

    private PsmaLesions(Anatomy body, ulong seed)
    {
        (this.body, random) = (body, new CounterRandom(seed, 42));
        (labels, tissues, lesions) = ((ushort[])body.Labels.Labels.Clone(), body.Tissues.ToDictionary(), [.. body.Lesions]);
        anchorVoxels = Anchors(body);
    }

    /// <summary>The body with lesions; those it had keep their numbers.</summary>
    public static Anatomy Paint(Anatomy body, ulong seed)
    {
        PsmaLesions painter = new(body, seed);
        int wanted = (int)Math.Floor(Math.Exp(painter.random.Between(0, 0, Math.Log(21))));
        for (int n = 0; n < wanted; n++) painter.Add(1000 * (n + 1));
        LabelVolume volume = new(body.Labels.Grid, painter.labels, painter.tissues.ToDictionary(t => (int)t.Key, t => t.Value.Name));
        return body with { Labels = volume, Tissues = painter.tissues, Lesions = painter.lesions, MeasuredCt = painter.PaintedCt() };
    }

    /// <summary>Every third voxel of each anchor region: enough to start from, without a list of the whole body.</summary>
    private static Dictionary<string, int[]> Anchors(Anatomy body)
    {
        HashSet<string> wanted = [.. LesionPlace.All.SelectMany(p => p.Anchors)];
        string?[] regionOf = new string?[ushort.MaxValue + 1];
        foreach (Tissue t in body.Tissues.Values) if (t.Region is { } r && wanted.Contains(r) && t.Medium != "cortical_bone") regionOf[t.Label] = r;
        Dictionary<string, List<int>> found = wanted.ToDictionary(r => r, _ => new List<int>());
        for (int n = 0; n < body.Labels.Labels.Length; n += 3)
            if (regionOf[body.Labels.Labels[n]] is { } region) found[region].Add(n);
        return found.ToDictionary(f => f.Key, f => f.Value.ToArray());
    }

    private void Add(long place)
    {
        double size = random.Uniform(place);
        for (int attempt = 1; attempt <= MostTries; attempt++)
        {
            long at = place + 12 * attempt;
            if (ChoosePlace(random.Uniform(at)) is not { } kind || Centre(kind, at + 1) is not { } centre) continue;
            LesionShape shape = LesionShape.Draw(random, at + 6, centre, Smallest_mm * Math.Pow(kind.Largest_mm / Smallest_mm, size));
            if (Hosted(shape, kind) is not { } voxels) continue;
            Paint(kind, shape, voxels, random.Uniform(at + 11));
            return;
        }
    }

    private LesionPlace? ChoosePlace(double u)
    {
        LesionPlace[] possible = [.. LesionPlace.All.Where(p => p.Anchors.Any(a => anchorVoxels[a].Length > 0))];
        double mark = u * possible.Sum(p => p.Weight);
        foreach (LesionPlace p in possible)
            if ((mark -= p.Weight) < 0) return p;
        return possible.LastOrDefault();
    }

    private Vector3D? Centre(LesionPlace kind, long at)
    {
        int[] anchors = [.. kind.Anchors.Select(a => anchorVoxels[a].Length)];
        int pick = (int)(random.Uniform(at) * anchors.Sum()), region = 0;
        while (pick >= anchors[region]) pick -= anchors[region++];
        (int i, int j, int k) = body.Labels.Grid.Voxel(anchorVoxels[kind.Anchors[region]][pick]);
        Vector3D anchor = body.Labels.Grid.Affine.Apply(i, j, k);
        if (kind.To_mm == 0) return anchor;
        double z = random.Between(at + 1, -1, 1), turn = random.Between(at + 2, 0, 2 * Math.PI), flat = Math.Sqrt(1 - z * z);
        return anchor + random.Between(at + 3, kind.From_mm, kind.To_mm) * new Vector3D(flat * Math.Cos(turn), flat * Math.Sin(turn), z);
    }

    /// <summary>The host's voxels within the outline, or null where there are too few or another lesion is too near.</summary>
    private List<(int Voxel, double Depth)>? Hosted(LesionShape shape, LesionPlace kind)
    {
        if (lesions.Any(l => (l.Centre_mm - shape.Centre_mm).Length < 0.55 * (l.Diameter_mm + shape.Diameter_mm) + Gap_mm)) return null;
        List<(int, double)> kept = [];
        int all = 0;
        foreach ((int voxel, double depth) in shape.Voxels(body.Labels.Grid))
        {
            all++;
            if (tissues[labels[voxel]].Region is { } host && kind.Hosts.Contains(host)) kept.Add((voxel, depth));
        }
        return kept.Count > 0 && kept.Count >= LeastShare * all ? kept : null;
    }

    private void Paint(LesionPlace kind, LesionShape shape, List<(int Voxel, double Depth)> voxels, double chance)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"lesion_{lesions.Count + 1:000}");
        ushort label = (ushort)(1 + tissues.Keys.Max());
        tissues[label] = TissueOf(kind, label, name);
        bool hollow = shape.Diameter_mm > NecroticAbove_mm && chance < 0.25;
        if (hollow) tissues[(ushort)(label + 1)] = tissues[label] with { Label = (ushort)(label + 1), Name = name + ", core", Share = CoreShare };
        foreach ((int voxel, double depth) in voxels) labels[voxel] = hollow && depth < CoreDepth ? (ushort)(label + 1) : label;
        lesions.Add(new(name, kind.Site, hollow ? kind.Name + ", necrotic core" : kind.Name, shape.Centre_mm, Math.Round(shape.Diameter_mm, 1)));
    }

    private static Tissue TissueOf(LesionPlace kind, ushort label, string name) => kind.Site switch
    {
        LesionSite.Bone => new(label, name, name, 1.30, 430, "trabecular_bone"),
        LesionSite.Visceral when kind.Name == "liver" => new(label, name, name, 1.05, 46, "liver"),
        _ => new(label, name, name, 1.04, 42, "soft_tissue"),
    };

    /// <summary>A measured CT shows a bone metastasis denser and any other as soft tissue.</summary>
    private Volume<CtNumber>? PaintedCt()
    {
        if (body.MeasuredCt is not { } ct) return null;
        float[] hu = (float[])ct.Values.Clone();
        for (int n = 0; n < labels.Length; n++)
            if (labels[n] != body.Labels.Labels[n]) hu[n] = Math.Max(hu[n], tissues[labels[n]].CtNumber_HU);
        return new(ct.Grid, hu);
    }
}
