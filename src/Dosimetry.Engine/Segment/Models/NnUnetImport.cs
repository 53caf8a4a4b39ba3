using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Structures;

namespace Dosimetry.Engine.Segment.Models;

/// <summary>Writes the manifest of an nnU-Net (v2) model from its own <c>plans.json</c> and <c>dataset.json</c>. Every number comes from those files.</summary>
public static class NnUnetImport
{
    private static readonly JsonNode Nothing = new JsonObject();

    /// <summary>The manifest of a network file.</summary>
    /// <param name="id">Name of the model here.</param>
    /// <param name="plans">Text of plans.json.</param>
    /// <param name="dataset">Text of dataset.json.</param>
    /// <param name="networkFile">ONNX file of one patch.</param>
    /// <param name="configuration">Configuration of the plans, usually 3d_fullres.</param>
    /// <exception cref="RefusedException"><c>MODEL.PLANS</c>: something that the manifest needs is not in the files.</exception>
    public static ModelManifest Manifest(string id, string plans, string dataset, string networkFile, string configuration = "3d_fullres")
    {
        JsonNode p = Parse(plans, "plans.json"), d = Parse(dataset, "dataset.json");
        JsonNode c = p["configurations"]?[configuration] ?? throw Missing($"configuration {configuration}", "plans.json");
        string[] channels = [.. (d["channel_names"] ?? d["modality"] ?? throw Missing("channel_names", "dataset.json")).AsObject().OrderBy(x => int.Parse(x.Key, System.Globalization.CultureInfo.InvariantCulture)).Select(x => x.Value!.GetValue<string>())];
        string[] schemes = [.. (c["normalization_schemes"] ?? throw Missing("normalization_schemes", "plans.json")).AsArray().Select(n => n!.GetValue<string>())];
        if (schemes.Length != channels.Length) throw new RefusedException("MODEL.PLANS", $"plans.json normalises {schemes.Length} channels, dataset.json names {channels.Length}.");
        JsonNode statistics = p["foreground_intensity_properties_per_channel"] ?? Nothing;
        ModelInput[] inputs = [.. channels.Select((name, n) => Input(name, schemes[n], statistics[n.ToString(System.Globalization.CultureInfo.InvariantCulture)] ?? Nothing))];
        bool simpleItk = (p["image_reader_writer"]?.GetValue<string>() ?? "SimpleITKIO").Contains("SimpleITK", StringComparison.Ordinal);
        ModelManifest manifest = new(1, id, "organ-segmentation", "1", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(networkFile))), "as stated by its owner", inputs,
            new(simpleItk ? "LPS" : "RAS", Numbers<int>(p, "transpose_forward"), Numbers<double>(c, "spacing")), new(Numbers<int>(c, "patch_size")), [Path.GetFileName(networkFile)],
            new("logits", Labels(d)), new(null, [.. inputs.Select(i => i.Name).Distinct()], [], []));
        return ModelManifest.Parse(JsonSerializer.Serialize(manifest, EngineJson.Options));
    }

    private static ModelInput Input(string channel, string scheme, JsonNode s)
    {
        string name = channel.Contains("PET", StringComparison.OrdinalIgnoreCase) || channel.Contains("SUV", StringComparison.OrdinalIgnoreCase) ? "PET" : "CT";
        double Of(string key) => s[key]?.GetValue<double>() ?? throw Missing($"{key} of channel {channel}", "plans.json");
        ModelNormalization normalization = scheme switch
        {
            "CTNormalization" => new("nnunet-ct", [Of("percentile_00_5"), Of("percentile_99_5")], Of("mean"), Of("std")),
            "ZScoreNormalization" => new("zscore"),
            "NoNormalization" => new("none"),
            _ => throw new RefusedException("MODEL.PLANS", $"Normalisation {scheme} of channel {channel} is not known here."),
        };
        return new(name, name == "PET" ? "SUV" : "HU", normalization);
    }

    private static Dictionary<string, string> Labels(JsonNode dataset)
    {
        JsonObject labels = (dataset["labels"] ?? throw Missing("labels", "dataset.json")).AsObject();
        Dictionary<string, string> names = [];
        RegionAliases aliases = RegionAliases.OpenDefault();
        foreach ((string key, JsonNode? value) in labels)
        {
            bool numberFirst = int.TryParse(key, out _); // nnU-Net v1 writes "1": "liver", v2 "liver": 1
            string number = numberFirst ? key : value!.ToJsonString(), name = numberFirst ? value!.GetValue<string>() : key;
            if (number != "0") names[number] = aliases.Map(name).Name;
        }
        return names;
    }

    private static T[] Numbers<T>(JsonNode node, string key) => [.. (node[key] ?? throw Missing(key, "plans.json")).AsArray().Select(n => n!.GetValue<T>())];

    private static JsonNode Parse(string text, string file)
    {
        try { return JsonNode.Parse(text) ?? throw Missing("any content", file); }
        catch (JsonException e) { throw new RefusedException("MODEL.PLANS", $"{file} cannot be read: {e.Message}"); }
    }

    private static RefusedException Missing(string what, string file) => new("MODEL.PLANS", $"{file} holds no {what}; give the files that nnU-Net wrote with the model.");
}
