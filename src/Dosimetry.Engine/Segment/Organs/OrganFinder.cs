using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Organs;

/// <summary>An organ that was found, with the reason in a sentence. Its outline is approximate.</summary>
public sealed record FoundOrgan(string Name, double Volume_ml, string Explanation, RegionShape Shape);

/// <summary>An organ that was looked for and not found, with the reason.</summary>
public sealed record MissingOrgan(string Name, string Reason);

/// <summary>What the search gave. <see cref="Findings"/> repeats it for the report and asks for a check by eye.</summary>
public sealed record FoundOrgans(Grid Grid, IReadOnlyList<FoundOrgan> Organs, IReadOnlyList<MissingOrgan> Missing, IReadOnlyList<Finding> Findings)
{
    /// <summary>Origin of every region found here, as shown beside it.</summary>
    public const string Origin = "automatic organ finder (approximate)";

    /// <summary>The organs as drawn regions.</summary>
    public IReadOnlyList<DrawnRegion> Drawn => [.. Organs.Select(o => new DrawnRegion(o.Name, Origin, o.Shape))];
}

/// <summary>
/// Organs from PET (or SPECT) and CT without any trained model: body, lungs and bone by CT number; kidneys, bladder and glands as hot spots at their
/// place; liver and spleen as evenly filled soft tissue at theirs. Deterministic. Every choice is told in a sentence, and so is every organ that is not found.
/// Validity: PSMA ligands, upright axial images of an adult, supine. Neglected: missing, transplanted or displaced organs; diseases that change uptake; it
/// draws a first outline for a person to check.
/// </summary>
public static class OrganFinder
{
    /// <summary>Looks for the organs.</summary>
    /// <param name="image">Functional image, in any unit proportional to activity per volume.</param>
    /// <param name="ct">CT in the same position, or null.</param>
    /// <param name="imageName">What the functional image is called in the sentences: PET or SPECT.</param>
    /// <exception cref="RefusedException"><c>ORGANS.NO_OVERLAP</c> or <c>ORGANS.NO_BODY</c>.</exception>
    public static FoundOrgans Find<T>(Volume<T> image, Volume<CtNumber>? ct, string imageName) where T : struct, IQuantity
    {
        OrganSearch search = new(OrganField.Of(image.Grid, image.Values, ct), imageName);
        return search.Run();
    }
}

/// <summary>One search: the order matters, each organ keeps off those found before.</summary>
internal sealed class OrganSearch
{
    private readonly OrganField field;
    private readonly Landmarks landmarks;
    private readonly string image;
    private readonly bool[] taken;
    private readonly List<FoundOrgan> found = [];
    private readonly List<MissingOrgan> missing = [];

    /// <summary>Prepares landmarks.</summary>
    public OrganSearch(OrganField field, string imageName)
    {
        (this.field, image, landmarks) = (field, imageName, new Landmarks(field));
        taken = Morphology.Either(landmarks.Lungs, landmarks.Bone);
    }

    /// <summary>Looks for everything.</summary>
    public FoundOrgans Run()
    {
        Add(RegionNames.WholeBody, field.Body, field.Hu is null ? $"warm part of the {image}: there is no CT" : "largest part above −300 HU, couch cut off, cavities filled", claims: false);
        FindLungsAndBone();
        double? base_mm = AbdomenTop();
        if (base_mm is { } top) FindAbdomen(top);
        else Miss("neither lungs nor a pair of kidneys give a height to start from", "kidney_left", "kidney_right", "liver", "spleen", "bladder");
        FindGlands();
        return new FoundOrgans(field.Grid, found, missing, [.. Findings()]);
    }

    private void FindLungsAndBone()
    {
        if (field.Hu is null) { Miss("there is no CT", "lung_left", "lung_right", "skeleton"); return; }
        foreach ((string name, int side) in new[] { ("lung_right", 1), ("lung_left", -1) })
        {
            bool[] half = new bool[field.Grid.Count];
            for (int n = 0; n < half.Length; n++) half[n] = landmarks.Lungs[n] && side * landmarks.RightOfMidline_mm(field.At(n)) >= 0;
            half = Morphology.Close(Morphology.Largest(half, field.Grid), field.Grid, 4);
            if (Morphology.Count(half) * field.Grid.VoxelVolume_ml > 100) Add(name, half, "air-filled part of the chest (below −450 HU) on its side of the midline", claims: false);
            else Miss("no large air-filled part on that side", name);
        }
        if (Morphology.Count(landmarks.Bone) * field.Grid.VoxelVolume_ml > 50) Add("skeleton", landmarks.Bone, "connected parts above 160 HU", claims: false);
        else Miss("nothing above 160 HU", "skeleton");
    }

    /// <summary>Height of the lung base; where no lung is in the field, 70 mm above the middle of the hottest pair of spots behind.</summary>
    private double? AbdomenTop() => landmarks.LungBase_mm ?? HottestPair()?.Z + OrganPlaces.KidneyBelowLungs_mm;

    private Vector3D? HottestPair()
    {
        float[] right = new float[field.Grid.Nz], left = new float[field.Grid.Nz];
        for (int n = 0; n < field.Uptake.Length; n++)
        {
            if (!field.Body[n]) continue;
            double lateral = landmarks.RightOfMidline_mm(field.At(n));
            if (Math.Abs(lateral) is < 35 or > 110) continue;
            float[] side = lateral > 0 ? right : left;
            side[field.Grid.Voxel(n).K] += field.Uptake[n];
        }
        int reach = (int)(50 / field.Step_mm);
        double Pair(int k) => Math.Min(Sum(right, k, reach), Sum(left, k, reach));
        int best = Enumerable.Range(0, field.Grid.Nz).MaxBy(Pair);
        return Pair(best) > 0 ? field.Grid.Affine.Apply(0, 0, best) : null;
    }

    private static double Sum(float[] values, int k, int reach) => values[Math.Max(0, k - reach)..Math.Min(values.Length, k + reach + 1)].Sum(v => (double)v);

    private void FindAbdomen(double top_mm)
    {
        foreach (SpotTemplate kidney in OrganPlaces.Kidneys) FindSpot(kidney, top_mm, -45, 250, "behind the middle of the body, below the lungs");
        FindSolid("liver", OrganPlaces.InLiverZone, OrganPlaces.InLiverCore, top_mm, 300, "below the right lung");
        FindSolid("spleen", OrganPlaces.InSpleenZone, OrganPlaces.InSpleenCore, top_mm, 30, "below the left lung, at the side and back");
        FindSpot(OrganPlaces.Bladder, top_mm, -60, 120, "in the pelvis, near the midline");
    }

    private void FindGlands()
    {
        string[] names = [.. OrganPlaces.Glands.Select(g => g.Name)];
        if (landmarks.Vertex_mm is not { } vertex || (landmarks.LungApex_mm is { } apex && vertex - apex < OrganPlaces.LeastHead_mm))
        {
            Miss("the top of the head is not in the field", names);
            return;
        }
        foreach (SpotTemplate gland in OrganPlaces.Glands) FindSpot(gland, vertex, -120, 250, "in the head, at its distance from the vertex and the midline");
    }

    private void FindSpot(SpotTemplate template, double origin_mm, double from_HU, double to_HU, string place)
    {
        FoundSpot? spot = SpotSearch.Find(field, landmarks, taken, template, origin_mm, from_HU, to_HU);
        if (spot is null) Miss($"no hot spot of its size {place}", template.Name);
        else Add(template.Name, spot.Mask, string.Create(CultureInfo.InvariantCulture,
            $"hot spot {place} (fit {100 * spot.Score:F0} of 100), outlined at {spot.Edge:F1} times the body's mean uptake, between {spot.Level:F1} inside and {spot.Background:F1} around{(field.Hu is null ? "" : ", cut to soft tissue of the CT")}"));
    }

    private void FindSolid(string name, Func<PlaceInBody, bool> zone, Func<PlaceInBody, bool> core, double top_mm, double least_ml, string place)
    {
        PlaceInBody At(int n)
        {
            Vector3D p = field.At(n);
            return new(landmarks.RightOfMidline_mm(p), landmarks.InFrontOfSpine_mm(p), p.Z - top_mm);
        }
        double muscle = field.MedianUptake(n => n % 7 == 0 && field.IsSoft(n, 0, 100)), blood = field.MedianUptake(n => !taken[n] && field.IsSoft(n, 0, 100) && OrganPlaces.InHeart(At(n)));
        FoundOrganBody? organ = SolidOrganSearch.Find(field, taken, n => zone(At(n)), n => core(At(n)), muscle, blood, least_ml);
        if (organ is null) Miss($"no large part of even uptake above muscle {place}", name);
        else Add(name, organ.Mask, string.Create(CultureInfo.InvariantCulture,
            $"soft tissue {place} with {organ.Low:F1} to {organ.High:F1} times the body's mean uptake (its middle: {organ.Level:F1}), thin bridges cut, enclosed hot spots counted in"));
    }

    private void Add(string name, bool[] mask, string explanation, bool claims = true)
    {
        if (LatticeBox.Around(field.Grid, mask) is not { } box) return;
        double volume_ml = Morphology.Count(mask) * field.Grid.VoxelVolume_ml;
        float[] share = Array.ConvertAll(box.Cut(mask, field.Grid), v => v ? 1f : 0f);
        found.Add(new FoundOrgan(name, volume_ml, explanation, new MaskShape(box.Of(field.Grid), share)));
        if (!claims) return;
        for (int n = 0; n < taken.Length; n++) taken[n] |= mask[n];
    }

    private void Miss(string reason, params string[] names) => missing.AddRange(names.Select(n => new MissingOrgan(n, reason)));

    private IEnumerable<Finding> Findings()
    {
        yield return new Finding(Severity.Warning, "ORGANS.APPROXIMATE", "Organs were outlined automatically and approximately; check and correct every outline before using a dose.");
        foreach (FoundOrgan organ in found)
            yield return new Finding(Severity.Info, "ORGANS.FOUND", string.Create(CultureInfo.InvariantCulture, $"{organ.Name}, {organ.Volume_ml:F0} ml: {organ.Explanation}."));
        foreach (MissingOrgan organ in missing) yield return new Finding(Severity.Warning, "ORGANS.NOT_FOUND", $"{organ.Name} was not found: {organ.Reason}.");
        foreach (FoundOrgan organ in found)
            if (OrganPlaces.UsualVolume_ml(organ.Name) is var (low, high) && (organ.Volume_ml < low || organ.Volume_ml > high))
                yield return new Finding(Severity.Warning, "ORGANS.UNUSUAL_SIZE", string.Create(CultureInfo.InvariantCulture, $"{organ.Name} has {organ.Volume_ml:F0} ml, outside the usual {low:F0} to {high:F0} ml; look at it first."));
    }
}
