using System.Globalization;
using Dosimetry.Dicom.Objects;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report.Contours;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Phantom.Export;

/// <summary>
/// The organs and lesions as contours on the CT slices. Skin, muscle, fat and bone fill the rest of the body and are not drawn.
/// </summary>
internal static class StructureFile
{
    private static readonly HashSet<string> NotDrawn = ["skin", "muscle", "adipose", "skeleton", "blood_pool", "ureter_left",
        "ureter_right"];

    /// <summary>Shares of the CT voxels that lie in a region, for every region that is drawn.</summary>
    public static IReadOnlyList<Region> Regions(Anatomy anatomy, Grid ct)
    {
        string[] names = [.. anatomy.Tissues.Values.Select(t => t.Region).OfType<string>().Distinct().Where(n => !NotDrawn.Contains(n)).Order(StringComparer.Ordinal)];
        Dictionary<int, float>[] weights = [.. names.Select(_ => new Dictionary<int, float>())];
        int[] regionOf = new int[ushort.MaxValue + 1];
        Array.Fill(regionOf, -1);
        foreach (Tissue tissue in anatomy.Tissues.Values) if (tissue.Region is { } region) regionOf[tissue.Label] = Array.IndexOf(names,
            region);
        Grid fine = anatomy.Labels.Grid;
        Affine map = ct.Affine.Inverse().Compose(fine.Affine);
        float share = (float)(fine.VoxelVolume_ml / ct.VoxelVolume_ml);
        for (int n = 0; n < fine.Count; n++)
        {
            if (anatomy.Labels.Labels[n] is 0 || regionOf[anatomy.Labels.Labels[n]] is not (>= 0 and int region)) continue;
            (int i, int j, int k) = fine.Voxel(n);
            Vector3D at = map.Apply(i, j, k);
            int voxel = ct.Index((int)Math.Round(at.X), (int)Math.Round(at.Y), Math.Min(ct.Nz - 1, (int)Math.Round(at.Z)));
            weights[region][voxel] = weights[region].GetValueOrDefault(voxel) + share;
        }
        return [.. names.Select((name, r) => new Region(name, RegionNames.ClassOf(name), [.. weights[r].Keys.Order()],
            [.. weights[r].OrderBy(w => w.Key).Select(w => Math.Min(1, w.Value))], "phantom truth",
                RegionNames.Colour(name))).Where(r => r.Voxels.Length > 0)];
    }

    /// <summary>Writes the structure set.</summary>
    public static void Write(string path, PhantomStudy study, Grid ct, SeriesReference images, IReadOnlyList<Region> regions)
    {
        NewRegion[] drawn = [.. regions.AsParallel().AsOrdered().Select((region, n) => new NewRegion(
            n + 1, region.Name, Colour(region.Colour), [.. RegionContours.Of(region, ct).Select(c => new NewContour(
                [.. c.Points_mm.Select(p => new Lps(-p.X, -p.Y, p.Z))], images.Instances[c.Slice]))],
            region.Class == RegionClass.Lesion ? "GTV" : "ORGAN") { GenerationAlgorithm = "AUTOMATIC" })];
        ObjectHeader header = study.Header("therapy", PhantomStudy.CtTime, "rtstruct", 20, "Organs and lesions",
            PhantomStudy.CtTime.AddHours(2), 1);
        ImageFiles.Write(path, new NewRtStruct(header, "ORGANS", images,
            drawn) { Description = "True regions of the virtual patient" }.ToDataSet());
    }

    private static (byte, byte, byte) Colour(string hex)
    {
        int rgb = int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }
}
