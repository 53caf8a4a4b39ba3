using Dosimetry.Cases;
using Dosimetry.Cases.Regions;
using Dosimetry.Cases.Volumes;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Segment.Edit;

namespace Dosimetry.Web.Model;

/// <summary>
/// An operation on one region, in a box of the edit grid: <paramref name="Size"/> voxels of <paramref name="Step_mm"/> from the centre
/// <paramref name="Origin_mm"/> (RAS+). The voxels sent with it are the region's mask in that box and, for union, subtract and intersect with another region
/// of the same labels, that region's mask after it.
/// </summary>
public sealed record RegionOperation(string Kind, int[] Size, double[] Step_mm, double[] Origin_mm)
{
    /// <summary>Distance or width in mm: grow, shrink, smooth, and the margin around the other region.</summary>
    public double Length_mm { get; init; }
    /// <summary>Image to grow in, as <see cref="VolumeShelf"/> names it.</summary>
    public string? Image { get; init; }
    /// <summary>Range of stored values for region growing.</summary>
    public double Low { get; init; }
    /// <summary>Upper end of the range.</summary>
    public double High { get; init; }
    /// <summary>Seed of region growing, mm (RAS+).</summary>
    public double[]? Seed_mm { get; init; }
    /// <summary>Another source of a region: <c>version:3</c> or the id of a structure set; null = the second mask.</summary>
    public string? From { get; init; }
    /// <summary>Name of the region in that source.</summary>
    public string? Region { get; init; }
    /// <summary>Shift of the other region, mm (RAS+).</summary>
    public double[]? Shift_mm { get; init; }
}

/// <summary>Carries out operations on a region of a case.</summary>
public sealed class RegionOperations(CaseWorkspace workspace)
{
    private const double LongestRadius_mm = 400;

    /// <summary>The region's new mask in the box.</summary>
    /// <exception cref="RefusedException">EDIT.*</exception>
    public bool[] Apply(string caseId, RegionOperation asked, byte[] voxels)
    {
        Grid box = Box(asked);
        bool[] mask = Mask(voxels, box, 0);
        return asked.Kind switch
        {
            "grow" => MaskEdit.Grow(mask, box, asked.Length_mm),
            "shrink" => MaskEdit.Shrink(mask, box, asked.Length_mm),
            "smooth" => MaskEdit.Smooth(mask, box, asked.Length_mm),
            "fill" => MaskEdit.FillHoles(mask, box),
            "largest" => MaskEdit.LargestPart(mask, box),
            "region-grow" => MaskEdit.Combine(mask, Grown(caseId, asked, box), MaskCombination.Union),
            "copy" => Other(caseId, asked, box, voxels),
            "union" => MaskEdit.Combine(mask, Other(caseId, asked, box, voxels), MaskCombination.Union),
            "subtract" => MaskEdit.Combine(mask, Other(caseId, asked, box, voxels), MaskCombination.Subtract),
            "intersect" => MaskEdit.Combine(mask, Other(caseId, asked, box, voxels), MaskCombination.Intersect),
            _ => throw new RefusedException("EDIT.UNKNOWN_OPERATION", $"There is no operation \"{asked.Kind}\" on regions."),
        };
    }

    private static Grid Box(RegionOperation asked)
    {
        bool whole = asked.Size is { Length: 3 } && asked.Step_mm is { Length: 3 } && asked.Origin_mm is { Length: 3 } && asked.Size.All(n => n >= 1)
            && asked.Step_mm.All(s => s > 0 && double.IsFinite(s)) && asked.Origin_mm.All(double.IsFinite) && asked.Size.Aggregate(1L, (a, b) => a * b) <= EditGrid.MostVoxels;
        if (!whole) throw new RefusedException("EDIT.BAD_FRAME", "The page sent a box that is none. Reload it and try again.");
        return new Grid(asked.Size[0], asked.Size[1], asked.Size[2], Affine.Diagonal(Vector(asked.Step_mm), Vector(asked.Origin_mm)));
    }

    private static bool[] Mask(byte[] voxels, Grid box, int part)
    {
        if (voxels.Length < (part + 1) * box.Count) throw new RefusedException("EDIT.BAD_FRAME", "The page sent fewer voxels than its box has. Reload it and try again.");
        return Array.ConvertAll(voxels.AsSpan(part * box.Count, box.Count).ToArray(), v => v != 0);
    }

    private bool[] Grown(string caseId, RegionOperation asked, Grid box)
    {
        if (asked.Seed_mm is not { Length: 3 } || asked.Image is null) throw new RefusedException("EDIT.NO_SEED", "Region growing needs a point in an image: click where it is to begin.");
        ShelfItem item = workspace.Volumes.Find(caseId, asked.Image) ?? throw new RefusedException("EDIT.NO_IMAGE", "The image to grow in is not in this case any more. Reload the page.");
        using BrickVolume image = workspace.Volumes.Open(item);
        Affine toVoxel = image.Grid.Affine.Inverse();
        float[] values = new float[box.Count];
        for (int n = 0; n < values.Length; n++)
        {
            (int i, int j, int k) = box.Voxel(n);
            values[n] = image.At(toVoxel.Apply(box.Affine.Apply(i, j, k)));
        }
        Vector3D seed = box.Affine.Inverse().Apply(Vector(asked.Seed_mm));
        (int si, int sj, int sk) = ((int)Math.Round(seed.X), (int)Math.Round(seed.Y), (int)Math.Round(seed.Z));
        if (si < 0 || sj < 0 || sk < 0 || si >= box.Nx || sj >= box.Ny || sk >= box.Nz) throw new RefusedException("EDIT.NO_SEED", "The point lies outside the edited volume.");
        return MaskEdit.GrowFrom(values, box, box.Index(si, sj, sk), asked.Low, asked.High, Math.Min(asked.Length_mm, LongestRadius_mm));
    }

    /// <summary>The other region: of the same labels, of another version, or of a structure set (drawn at any time point), shifted and with a margin.</summary>
    private bool[] Other(string caseId, RegionOperation asked, Grid box, byte[] voxels)
    {
        bool[] other = asked.From is { } from ? EditLabels.Mask(Shape(caseId, from, asked.Region ?? ""), Shifted(box, asked.Shift_mm)) : Mask(voxels, box, 1);
        return asked.Length_mm > 0 ? MaskEdit.Grow(other, box, asked.Length_mm) : other;
    }

    /// <summary>Moving a region by s is looking at it from a grid moved by −s.</summary>
    private static Grid Shifted(Grid box, double[]? shift_mm) => shift_mm is not { Length: 3 } || !shift_mm.All(double.IsFinite) ? box
        : new Grid(box.Nx, box.Ny, box.Nz, Affine.Diagonal(box.Spacing_mm, box.Affine.Origin + -1 * Vector(shift_mm)));

    private RegionShape Shape(string caseId, string from, string region)
    {
        RegionShape? shape = null;
        if (from.StartsWith("version:", StringComparison.Ordinal))
        {
            RegionVersion? version = long.TryParse(from["version:".Length..], out long number) ? workspace.Regions.Find(caseId, number) : null;
            if (version?.Regions.FirstOrDefault(r => r.Name == region) is { } found) shape = new LabelShape(workspace.Regions.Labels(caseId, version), found.Label);
        }
        else if (workspace.Results.Import(caseId) is { } import && import.Study.StructureSets.FirstOrDefault(s => s.Id == from) is { } set)
        {
            ImportedStructureSet one = set with { Regions = [.. set.Regions.Where(r => r.Name == region)] };
            shape = Segmentation.Drawn(DrawnStructures.Load(import.Folder, one), null, []).FirstOrDefault()?.Shape;
        }
        return shape ?? throw new RefusedException("EDIT.NO_REGION", $"There is no region {region} in {from}.");
    }

    private static Vector3D Vector(double[] v) => new(v[0], v[1], v[2]);
}
