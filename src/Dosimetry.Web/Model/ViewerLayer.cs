using System.Globalization;
using Dosimetry.Cases;
using Dosimetry.Cases.Volumes;
using Dosimetry.Cases.Work;
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
            layers.Add(new ViewerLayer("dose", dose.IsStale ? "Dose (older inputs)" : "Dose", CaseFileEndpoints.ResultAddress(dose, "dose.nii.gz"), "Gy", 1, 0, null, "inferno", 0.5, 300) { InitiallyShown = true, Source = $"{VolumeShelf.ResultPrefix}{dose.Id}/dose.nii.gz" });
        return ShowFirst(layers);
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
