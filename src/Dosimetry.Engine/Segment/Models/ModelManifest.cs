using System.Security.Cryptography;
using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Models;

/// <summary>How an input's values become the network's: <c>nnunet-ct</c> (clip, then (x − mean)/std), <c>zscore</c> or <c>none</c>.</summary>
public sealed record ModelNormalization(string Type, double[]? Clip = null, double Mean = 0, double Std = 1);

/// <summary>One input image: CT in HU or PET in SUV.</summary>
public sealed record ModelInput(string Name, string Unit, ModelNormalization Normalization);

/// <summary>
/// Lattice of the network. <paramref name="Spacing_mm"/> is in the order of its axes (nnU-Net: z, y, x, permuted by <paramref name="TransposeForward"/>).
/// <paramref name="Orientation"/>: RAS (x to the right, y to the front) or LPS (as SimpleITK reads DICOM).
/// </summary>
public sealed record ModelGeometry(string Orientation, int[] TransposeForward, double[] Spacing_mm, bool CropToNonzero = true);

/// <summary>Sliding window: patch in the order of the network's axes, share of overlap, width of the Gaussian weight as a share of the patch.</summary>
public sealed record ModelTiling(int[] Patch, double Overlap = 0.5, double GaussianSigmaScale = 0.125);

/// <summary>What the network gives: one channel per label; names of the labels by their number.</summary>
public sealed record ModelOutputs(string Kind, IReadOnlyDictionary<string, string> Labels);

/// <summary>Outside these the model is refused. Empty lists and null bounds allow everything.</summary>
public sealed record ModelLimits(double[]? Voxel_mm, IReadOnlyList<string> Modality, IReadOnlyList<string> Tracers, IReadOnlyList<string> Nuclides);

/// <summary>
/// A segmentation network that a user brings: what goes in, on which lattice, what comes out, and where it must not be used. The graph covers one patch;
/// everything before and after is done here. The product ships no such network.
/// </summary>
public sealed record ModelManifest(
    int Schema, string Id, string Purpose, string Version, string Sha256, string License, IReadOnlyList<ModelInput> Inputs, ModelGeometry Geometry, ModelTiling Tiling,
    IReadOnlyList<string> Ensemble, ModelOutputs Outputs, ModelLimits Limits)
{
    /// <summary>SHA-256 of the labels that the network gave on the conformance phantom when it was imported; null: not run then.</summary>
    public string? ConformanceSha256 { get; init; }

    /// <summary>Name of the manifest in a model's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Reads and checks the manifest of a folder.</summary>
    /// <exception cref="RefusedException"><c>MODEL.*</c>: not there, unreadable, or impossible.</exception>
    public static ModelManifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new RefusedException("MODEL.NO_MANIFEST", "The folder holds no manifest.json; import the model from its plans.json and dataset.json.", folder);
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (JsonException e) { throw new RefusedException("MODEL.MANIFEST", $"manifest.json cannot be read: {e.Message}", path); }
    }

    /// <summary>The manifest of a text, checked.</summary>
    public static ModelManifest Parse(string json)
    {
        ModelManifest m = JsonSerializer.Deserialize<ModelManifest>(json, EngineJson.Options) ?? throw new JsonException("it is empty");
        m.Check();
        return m;
    }

    /// <summary>The network's bytes; only those that the manifest was made for.</summary>
    /// <exception cref="RefusedException"><c>MODEL.HASH</c>: the file is another one.</exception>
    public byte[] Load(string folder)
    {
        string path = Path.Combine(folder, Path.GetFileName(Ensemble[0]));
        if (!File.Exists(path)) throw new RefusedException("MODEL.NO_FILE", $"{Ensemble[0]} is not beside the manifest.", folder);
        byte[] bytes = File.ReadAllBytes(path);
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return hash.Equals(Sha256, StringComparison.OrdinalIgnoreCase) ? bytes
            : throw new RefusedException("MODEL.HASH", $"{Ensemble[0]} has SHA-256 {hash}, the manifest states {Sha256}: the file was exchanged. Import it again.", path);
    }

    /// <summary>Refuses images that the model is not made for.</summary>
    /// <exception cref="RefusedException"><c>MODEL.INPUT</c>, <c>MODEL.VOXEL</c>, <c>MODEL.TRACER</c>.</exception>
    public void RequireFits(IReadOnlyDictionary<string, Grid> images, string? tracer)
    {
        foreach (ModelInput input in Inputs)
            if (!images.TryGetValue(input.Name, out Grid? grid))
                throw new RefusedException("MODEL.INPUT", $"Model {Id} needs {input.Name} in {input.Unit}; given are {string.Join(", ", images.Keys)}.");
            else if (Limits.Voxel_mm is [var low, var high] && new[] { grid.Spacing_mm.X, grid.Spacing_mm.Y, grid.Spacing_mm.Z }.Any(s => s < low || s > high))
                throw new RefusedException("MODEL.VOXEL", FormattableString.Invariant($"Model {Id} takes voxels of {low} to {high} mm; {input.Name} has {grid.Spacing_mm.X:F2} × {grid.Spacing_mm.Y:F2} × {grid.Spacing_mm.Z:F2} mm."));
        if (Limits.Tracers.Count > 0 && (tracer is null || !Limits.Tracers.Contains(tracer)))
            throw new RefusedException("MODEL.TRACER", $"Model {Id} is for {string.Join(", ", Limits.Tracers)}, not for {tracer ?? "an unstated tracer"}.");
    }

    private void Check()
    {
        void Need(bool ok, string what)
        {
            if (!ok) throw new RefusedException("MODEL.MANIFEST", $"manifest.json of {Id ?? "a model"}: {what}");
        }
        Need(Schema == 1, $"schema is {Schema}; this program reads 1.");
        Need(Purpose is "organ-segmentation" or "lesion-segmentation", $"purpose {Purpose} is not run here; organ-segmentation and lesion-segmentation are.");
        Need(Inputs is { Count: > 0 } && Inputs.All(i => i.Name is "CT" or "PET" && i.Normalization.Type is "nnunet-ct" or "zscore" or "none"), "inputs are CT and PET, normalised by nnunet-ct, zscore or none.");
        Need(Inputs.All(i => i.Normalization.Type != "nnunet-ct" || i.Normalization is { Clip.Length: 2, Std: > 0 }), "nnunet-ct needs clip [low, high], mean and a positive std.");
        Need(Geometry is { Spacing_mm.Length: 3, TransposeForward.Length: 3, Orientation: "RAS" or "LPS" } && Geometry.Spacing_mm.All(s => s is > 0.2 and < 20) && Geometry.TransposeForward.Order().SequenceEqual([0, 1, 2]),
            "geometry needs three spacings of 0.2 to 20 mm, a permutation of 0, 1, 2, and RAS or LPS.");
        Need(Tiling is { Patch.Length: 3, Overlap: >= 0 and < 1, GaussianSigmaScale: > 0 } && Tiling.Patch.All(p => p is > 0 and <= 512), "tiling needs three edges up to 512 voxels and an overlap below 1.");
        Need(Ensemble is { Count: 1 }, "one network per model is run; leave one file in ensemble.");
        Need(Outputs is { Labels.Count: > 0 } && Outputs.Labels.Keys.All(k => int.TryParse(k, out int n) && n > 0), "outputs.labels maps numbers from 1 to region names.");
        Need(Limits is not null && Sha256 is { Length: 64 }, "limits and a SHA-256 are needed.");
    }
}
