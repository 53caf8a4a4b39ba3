using System.CommandLine;
using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Models;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry model</c>: a segmentation network that the user brings. None is shipped.</summary>
internal static class ModelVerb
{
    private static readonly Argument<DirectoryInfo> Folder = new("FOLDER") { Description = "Folder with manifest.json and the network." };

    public static Command Create() => new("model", "Segmentation networks (ONNX) that you bring: import from nnU-Net, check, run.") { Import(), Check(), Run() };

    private static Command Import()
    {
        Option<FileInfo> onnx = new("--onnx") { Required = true, Description = "Network of one patch, float32, one input and one output." };
        Option<FileInfo> plans = new("--plans") { Required = true, Description = "plans.json of nnU-Net v2." }, dataset = new("--dataset") { Required = true, Description = "dataset.json of nnU-Net v2." };
        Option<string> id = new("--id") { Description = "Name of the model here.", DefaultValueFactory = _ => "my-model" }, configuration = new("--configuration") { Description = "Configuration of the plans.", DefaultValueFactory = _ => "3d_fullres" };
        Option<DirectoryInfo> output = new("--out") { Required = true, Description = "Folder to write: the network and its manifest.json." };
        Command command = new("import", "Writes the manifest from the plans and runs the conformance phantom once.") { onnx, plans, dataset, id, configuration, output };
        return command.Does((parsed, _) =>
        {
            FileInfo network = parsed.GetValue(onnx)!;
            ModelManifest manifest = NnUnetImport.Manifest(parsed.GetValue(id)!, File.ReadAllText(parsed.GetValue(plans)!.FullName), File.ReadAllText(parsed.GetValue(dataset)!.FullName), network.FullName, parsed.GetValue(configuration)!);
            if (OnnxNetwork.Unavailable is null) manifest = manifest with { ConformanceSha256 = With(manifest, File.ReadAllBytes(network.FullName), m => m.ConformanceSha256()) };
            string folder = parsed.GetValue(output)!.FullName;
            File.Copy(network.FullName, Path.Combine(Directory.CreateDirectory(folder).FullName, network.Name), overwrite: true);
            File.WriteAllText(Path.Combine(folder, ModelManifest.FileName), JsonSerializer.Serialize(manifest, EngineJson.Options));
            return new VerbResult(new { Out = folder, Manifest = manifest, Runtime = OnnxNetwork.Unavailable ?? "ready" },
                [$"{manifest.Id}: {manifest.Outputs.Labels.Count} labels, {string.Join(" + ", manifest.Inputs.Select(i => i.Name))}. Read {ModelManifest.FileName} before you use it.", OnnxNetwork.Unavailable ?? $"Conformance phantom: {manifest.ConformanceSha256}"]);
        });
    }

    private static Command Check() => new Command("check", "Runs the conformance phantom and compares with the import.") { Folder }.Does((parsed, _) =>
    {
        string folder = parsed.GetValue(Folder)!.FullName;
        ModelManifest manifest = ModelManifest.Read(folder);
        string hash = With(manifest, manifest.Load(folder), m =>
        {
            m.RequireConformance();
            return m.ConformanceSha256();
        });
        return new VerbResult(new { manifest.Id, ConformanceSha256 = hash, Compared = manifest.ConformanceSha256 is not null },
            [manifest.ConformanceSha256 is null ? $"{manifest.Id} gives {hash}; the import had no runtime to compare with." : $"{manifest.Id} gives the same labels as at its import."]);
    });

    private static Command Run()
    {
        Option<FileInfo?> ct = new("--ct") { Description = "CT in HU (NIfTI)." }, pet = new("--pet") { Description = "PET in SUV (NIfTI), in the position of the CT." };
        Option<string?> tracer = new("--tracer") { Description = "Tracer of the PET, e.g. PSMA-11, for models that state which they are for." };
        Option<FileInfo> output = new("--out") { Required = true, Description = "Label volume with labels.json: for segment --organs or regions.source of a case." };
        Command command = new("run", "Labels of a patient.") { Folder, ct, pet, tracer, output };
        return command.Does((parsed, cancel) =>
        {
            string folder = parsed.GetValue(Folder)!.FullName;
            ModelManifest manifest = ModelManifest.Read(folder);
            Dictionary<string, (Grid, float[])> images = [];
            if (parsed.GetValue(ct) is { } c && NiftiFile.Read<CtNumber>(c.FullName) is var hu) images["CT"] = (hu.Grid, hu.Values);
            if (parsed.GetValue(pet) is { } p && NiftiFile.Read<Suv>(p.FullName) is var suv) images["PET"] = (suv.Grid, suv.Values);
            LabelVolume labels = With(manifest, manifest.Load(folder), m =>
            {
                m.RequireConformance();
                return m.Segment(images, parsed.GetValue(tracer), cancel);
            });
            NiftiFile.WriteLabels(parsed.GetValue(output)!.FullName, labels);
            var regions = labels.Names.Select(n => new { Name = n.Value, Volume_ml = labels.Labels.Count(l => l == n.Key) * labels.Grid.VoxelVolume_ml }).ToArray();
            return new VerbResult(new { Model = manifest.Id, manifest.Sha256, Device = "cpu", Regions = regions }, regions.Select(r => FormattableString.Invariant($"{r.Name,-24}{r.Volume_ml,10:F1} ml")));
        });
    }

    private static T With<T>(ModelManifest manifest, byte[] network, Func<OrganModel, T> use)
    {
        using OnnxNetwork loaded = new(network);
        return use(new OrganModel(manifest, loaded));
    }
}
