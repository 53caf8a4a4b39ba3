using System.Globalization;
using Dosimetry.Cases;
using Dosimetry.Cases.Planning;
using Dosimetry.Cases.Volumes;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Pictures;
using Dosimetry.Web.Endpoints;

namespace Dosimetry.Web.Model;

/// <summary>
/// One image the viewer can show. Shown values = stored values × <see cref="Scale"/> in <see cref="Unit"/>. <see cref="High"/> null = taken from the
/// image's own maximum once it is loaded.
/// </summary>
public sealed record ViewerLayer(string Key, string Title, string Url, string Unit, double Scale, double Low, double? High, string Colormap, double Opacity, int Order)
{
    /// <summary>True when the viewer shows it from the start.</summary>
    public bool InitiallyShown { get; init; }
    /// <summary>True for maps on which isodose lines are drawn.</summary>
    public bool HasIsodoses => Group == DoseGroup;
    private const string DoseGroup = "dose";
    /// <summary>Layers of one group exclude each other: the SPECT time points.</summary>
    public string? Group { get; init; }
    /// <summary>Address of a small picture that is there at once, or null.</summary>
    public string? Preview { get; init; }
    /// <summary>The image as the server's slices name it (<see cref="Dosimetry.Cases.Volumes.VolumeShelf"/>).</summary>
    public string Source { get; init; } = "";
    /// <summary>Voxels of the image.</summary>
    public long Voxels { get; init; }

    /// <summary>Address of the viewer with its crosshair at a point, RAS+ mm.</summary>
    public static string AddressAt(string caseId, double[] mm) =>
        string.Create(CultureInfo.InvariantCulture, $"{CaseStep.Viewer.Address(caseId)}?at={mm[0]:0.#},{mm[1]:0.#},{mm[2]:0.#}");

    /// <summary>Images of a case from bottom to top: CT, PET, SPECT time points, dose.</summary>
    public static IReadOnlyList<ViewerLayer> Of(CaseView view)
    {
        if (view.Overview.Import is not { } import) return [];
        List<ViewerLayer> layers = [.. import.Study.Series.OrderBy(s => s.AcquisitionTime).Select((s, n) => OfSeries(view, s, n)).OfType<ViewerLayer>()];
        if (view.Overview.Dose is { } dose && dose.Files.ContainsKey("dose.nii.gz"))
            layers.Add(OfDose(dose, "dose", dose.IsStale ? "Dose (older inputs)" : "Dose", 300) with { InitiallyShown = true });
        foreach ((string key, string title) in (IEnumerable<(string, string)>)[("bed", "BED"), ("eqd2", "EQD2")])
            if (view.Overview.Dose is { } computed && computed.Files.ContainsKey($"{key}.nii.gz"))
                layers.Add(OfDose(computed, key, computed.IsStale ? $"{title} (older inputs)" : $"{title}, regions with radiobiology", 301));
        if (view.Overview.Prediction is { } predicted && predicted.Files.ContainsKey(PredictionFiles.Dose))
            layers.Add(OfDose(predicted, "predicted-dose", predicted.IsStale ? "Predicted dose (older inputs)" : "Predicted dose, not measured", 295));
        return ShowFirst(layers);
    }

    private static ViewerLayer OfDose(CaseResult dose, string key, string title, int order) =>
        new(key, title, CaseFileEndpoints.ResultAddress(dose, $"{key}.nii.gz"), "Gy", 1, 0, null, "inferno", 0.5, order) { Group = DoseGroup, Source = $"{VolumeShelf.ResultPrefix}{dose.Id}/{key}.nii.gz" };

    /// <summary>Maps of a comparison: difference in Gy and percent in blue (below) and red (above), clear where both agree, and gamma. The window holds for both signs.</summary>
    public static IReadOnlyList<ViewerLayer> Of(CaseResult result, ComparisonResult comparison)
    {
        CompareNames names = CompareNames.Of(comparison);
        string pair = $"{names.Evaluated} − {names.Reference}", percentOf = comparison.PercentOf == PercentOf.Maximum ? "maximum" : "region mean";
        double window_Gy = comparison.ReferenceMaximum_Gy / 20;
        return
        [
            Map("difference", $"Difference: {pair}", ComparisonOutput.Difference, "Gy", window_Gy / 50, window_Gy, "difference", 310),
            Map("difference-percent", $"Difference in % of the {percentOf}: {pair}", ComparisonOutput.Percent, "%", 0.5, 20, "difference", 311),
            Map("gamma", $"Gamma ({comparison.Criteria})", ComparisonOutput.Gamma, "γ", 0, 2, "inferno", 312),
        ];

        ViewerLayer Map(string key, string title, string file, string unit, double low, double high, string colours, int order) =>
            new(key, title, CaseFileEndpoints.ResultAddress(result, file), unit, 1, low, high, colours, 0.7, order) { Group = "comparison", Source = $"{VolumeShelf.ResultPrefix}{result.Id}/{file}" };
    }

    private static ViewerLayer? OfSeries(CaseView view, ImportedSeries s, int n)
    {
        string url = CaseFileEndpoints.ImageAddress(view.Id, s.Id), title = s.Title;
        ViewerLayer? layer = s switch
        {
            { Quantity: "ctNumber" } => new ViewerLayer(s.Id, title, url, "HU", 1, -160, 240, "gray", 1, n),
            { Pet.SuvFactor: { } suv } => new ViewerLayer(s.Id, title, url, "SUV", suv, 0, 10, "warm", 0.6, 100 + n),
            { Quantity: "activityConcentration" } => new ViewerLayer(s.Id, title, url, "kBq/ml", 1e-3, 0, null, "warm", 0.6, 100 + n),
            { Nm: not null } => new ViewerLayer(s.Id, $"SPECT {Hours(view, s)}", url, "counts", 1, 0, null, "warm", 0.6, 200 + n) { Group = "spect" },
            { Quantity: "absorbedDose" } => new ViewerLayer(s.Id, title, url, "Gy", 1, 0, null, "inferno", 0.5, 290 + n),
            _ => null,
        };
        // An import of an earlier version has no pictures, and an odd image may have none.
        bool drawn = File.Exists(Path.Combine(view.Overview.Import!.Folder, SeriesPreview.FileName(s.Id)));
        if (layer is null) return null;
        layer = layer with
        {
            Preview = drawn ? CaseFileEndpoints.PreviewAddress(view.Id, s.Id) : null, Source = VolumeShelf.ImagePrefix + s.Id, Voxels = s.Size.Aggregate(1L, (a, b) => a * b),
        };
        return Moved(view, s) is { } moved ? moved(layer) : layer;
    }

    /// <summary>A series that was moved onto the reference is shown where it was moved to; null when it was not.</summary>
    private static Func<ViewerLayer, ViewerLayer>? Moved(CaseView view, ImportedSeries s)
    {
        string file = PreparedFiles.Moved(s.Id);
        if (view.Overview.Prepared is not { } prepared || !prepared.Files.ContainsKey(file) || view.Overview.Settings.Settings.Images.Moves.All(m => m.SeriesId != s.Id)) return null;
        (string unit, double scale) = s.Quantity == "ctNumber" ? ("HU", 1) : s.Pet is not null ? ("SUV", 1) : ("kBq/ml", 1e-3);
        return layer => layer with { Url = CaseFileEndpoints.ResultAddress(prepared, file), Source = $"{VolumeShelf.ResultPrefix}{prepared.Id}/{file}", Title = layer.Title + " (moved)", Unit = unit, Scale = scale };
    }

    private static string Hours(CaseView view, ImportedSeries s) => view.InjectionTime is { } injected && s.AcquisitionTime is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"{(at - injected).TotalHours:0.#} h p.i.") : s.Description ?? s.Id;

    /// <summary>Shown at first: one CT and one image on it (dose, else PET, else SPECT); more would only hide each other.</summary>
    private static List<ViewerLayer> ShowFirst(List<ViewerLayer> layers)
    {
        ViewerLayer? ground = layers.FirstOrDefault(l => l.Unit == "HU");
        ViewerLayer? above = layers.LastOrDefault(l => l.Key == "dose") ?? layers.FirstOrDefault(l => l.Unit == "SUV") ?? layers.FirstOrDefault(l => l != ground);
        return [.. layers.OrderBy(l => l.Order).Select(l => l with { InitiallyShown = l == ground || l == above })];
    }
}

/// <summary>A named window, in shown units.</summary>
public sealed record WindowPreset(string Title, double Low, double High)
{
    /// <summary>Presets for a unit.</summary>
    public static IReadOnlyList<WindowPreset> For(string unit) => unit switch
    {
        "HU" => [new("Soft tissue", -160, 240), new("Lung", -1350, 150), new("Bone", -450, 1050), new("Liver", -15, 155)],
        "SUV" => [new("0–5", 0, 5), new("0–10", 0, 10), new("0–20", 0, 20), new("0–50", 0, 50)],
        _ => [],
    };
}
