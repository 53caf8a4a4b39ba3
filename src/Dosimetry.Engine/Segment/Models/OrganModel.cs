using System.Security.Cryptography;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment.Models;

/// <summary>
/// Runs a user's segmentation network on a patient: normalise, then resample onto the network's lattice (linear), sliding window, strongest class, labels on
/// that lattice. Validity: what its manifest says. Neglected: nnU-Net resamples by cubic splines, so labels differ by parts of a voxel at borders; the average
/// over mirrored patches and over several folds.
/// </summary>
public sealed class OrganModel(ModelManifest manifest, IPatchNetwork network)
{
    /// <summary>Labels of a patient.</summary>
    /// <param name="images">CT in HU and PET in SUV, by the names of the manifest's inputs, in one position.</param>
    /// <param name="tracer">Tracer of the PET, for the manifest's limits.</param>
    /// <param name="cancel">Ends it between two patches.</param>
    /// <exception cref="RefusedException">The images are outside the model's limits, or its output is not one value per class and voxel.</exception>
    public LabelVolume Segment(IReadOnlyDictionary<string, (Grid Grid, float[] Values)> images, string? tracer, CancellationToken cancel = default)
    {
        manifest.RequireFits(images.ToDictionary(i => i.Key, i => i.Value.Grid), tracer);
        Grid lattice = Lattice(images[manifest.Inputs[0].Name]);
        int[] axes = manifest.Geometry.TransposeForward, upright = [lattice.Nz, lattice.Ny, lattice.Nx];
        int[] size = [.. axes.Select(a => upright[a])];
        float[] volume = new float[manifest.Inputs.Count * lattice.Count];
        for (int c = 0; c < manifest.Inputs.Count; c++) Fill(volume, c * lattice.Count, images[manifest.Inputs[c].Name], manifest.Inputs[c].Normalization, lattice, size);
        byte[] found = new SlidingWindow(manifest.Tiling.Patch, manifest.Tiling.Overlap, manifest.Tiling.GaussianSigmaScale).Run(network, volume, manifest.Inputs.Count, size, cancel);
        ushort[] labels = new ushort[lattice.Count];
        for (int n = 0; n < labels.Length; n++) labels[n] = found[Transposed(n, lattice, size)];
        RefuseUnnamed(labels);
        return new LabelVolume(lattice, labels, manifest.Outputs.Labels.ToDictionary(l => int.Parse(l.Key, System.Globalization.CultureInfo.InvariantCulture), l => l.Value));
    }

    /// <summary>
    /// SHA-256 of the labels on a small phantom that never changes: a network, a runtime or an order of steps that is not the imported one shows here.
    /// </summary>
    public string ConformanceSha256()
    {
        Grid grid = new(32, 32, 32, Affine.Diagonal(new(3, 3, 3), new(-46.5, -46.5, -46.5)));
        CounterRandom random = new(1, 1);
        float[] Image(double inside, double outside) => [.. Enumerable.Range(0, grid.Count).Select(n =>
        {
            (int i, int j, int k) = grid.Voxel(n);
            return (float)((grid.Affine.Apply(i, j, k).Length < 30 ? inside : outside) + 0.05 * inside * random.Normal(n));
        })];
        ModelManifest unbound = manifest with { Limits = new(null, [], [], []) };
        LabelVolume labels = new OrganModel(unbound, network).Segment(new Dictionary<string, (Grid, float[])> { ["CT"] = (grid, Image(60, -100)), ["PET"] = (grid, Image(8, 0.5)) }, null);
        return Convert.ToHexStringLower(SHA256.HashData(labels.Labels.SelectMany(BitConverter.GetBytes).ToArray()));
    }

    /// <summary>Refuses a model that no longer gives the labels it gave when it was imported.</summary>
    /// <exception cref="RefusedException"><c>MODEL.CONFORMANCE</c>.</exception>
    public void RequireConformance()
    {
        if (manifest.ConformanceSha256 is { } expected && ConformanceSha256() is var now && now != expected)
            throw new RefusedException("MODEL.CONFORMANCE", $"Model {manifest.Id} gives other labels on the conformance phantom than at its import ({now[..12]}…, not {expected[..Math.Min(12, expected.Length)]}…): another runtime or order of steps. Import it again and compare.");
    }

    /// <summary>Upright lattice of the network's spacing over the image, in its orientation.</summary>
    private Grid Lattice((Grid Grid, float[] Values) image)
    {
        double[] spacing = new double[3]; // z, y, x
        for (int a = 0; a < 3; a++) spacing[manifest.Geometry.TransposeForward[a]] = manifest.Geometry.Spacing_mm[a];
        (Vector3D low, Vector3D high) = RegionShape.BoxOf(manifest.Geometry.CropToNonzero ? Nonzero(image) : image.Grid);
        int Count(double from, double to, double step) => Math.Max(1, (int)Math.Round((to - from) / step));
        (int nx, int ny, int nz) = (Count(low.X, high.X, spacing[2]), Count(low.Y, high.Y, spacing[1]), Count(low.Z, high.Z, spacing[0]));
        double side = manifest.Geometry.Orientation == "RAS" ? 1 : -1;
        double x = side > 0 ? low.X + 0.5 * spacing[2] : high.X - 0.5 * spacing[2], y = side > 0 ? low.Y + 0.5 * spacing[1] : high.Y - 0.5 * spacing[1];
        return new Grid(nx, ny, nz, Affine.Diagonal(new(side * spacing[2], side * spacing[1], spacing[0]), new(x, y, low.Z + 0.5 * spacing[0])));
    }

    /// <summary>The box of voxels that are not zero; the whole image where none is.</summary>
    private static Grid Nonzero((Grid Grid, float[] Values) image) =>
        Organs.LatticeBox.Around(image.Grid, Array.ConvertAll(image.Values, v => v != 0)) is { } box ? box.Of(image.Grid) : image.Grid;

    /// <summary>Normalises first and samples then, as the network was trained; zero outside the image.</summary>
    private void Fill(float[] volume, int offset, (Grid Grid, float[] Values) image, ModelNormalization how, Grid lattice, int[] size)
    {
        float[] normalised = Normalised(image.Values, how);
        TrilinearSampler sampler = new(image.Grid, normalised);
        Parallel.For(0, lattice.Nz, k =>
        {
            for (int n = lattice.Index(0, 0, k); n < lattice.Index(0, 0, k) + lattice.Nx * lattice.Ny; n++)
            {
                (int i, int j, int _) = lattice.Voxel(n);
                volume[offset + Transposed(n, lattice, size)] = (float)sampler.At(lattice.Affine.Apply(i, j, k));
            }
        });
    }

    private static float[] Normalised(float[] values, ModelNormalization how)
    {
        if (how.Type == "nnunet-ct") return Array.ConvertAll(values, v => (float)((Math.Clamp(v, how.Clip![0], how.Clip[1]) - how.Mean) / how.Std));
        if (how.Type == "none") return values;
        double mean = values.Average(v => (double)v), sd = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return Array.ConvertAll(values, v => (float)((v - mean) / Math.Max(sd, 1e-8)));
    }

    /// <summary>Place of a lattice voxel (x fastest) in the network's order of axes.</summary>
    private int Transposed(int n, Grid lattice, int[] size)
    {
        (int i, int j, int k) = lattice.Voxel(n);
        ReadOnlySpan<int> upright = [k, j, i];
        int[] axes = manifest.Geometry.TransposeForward;
        return (upright[axes[0]] * size[1] + upright[axes[1]]) * size[2] + upright[axes[2]];
    }

    private void RefuseUnnamed(ushort[] labels)
    {
        if (labels.Distinct().FirstOrDefault(l => l != 0 && !manifest.Outputs.Labels.ContainsKey(l.ToString(System.Globalization.CultureInfo.InvariantCulture))) is var unnamed && unnamed != 0)
            throw new RefusedException("MODEL.OUTPUT", $"Model {manifest.Id} gave label {unnamed}, which its manifest does not name; the dataset.json belongs to another network.");
    }
}
