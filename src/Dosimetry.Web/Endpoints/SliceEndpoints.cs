using System.Text.Json;
using Dosimetry.Cases;
using Dosimetry.Cases.Volumes;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report.Pictures;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Endpoints;

/// <summary>
/// Pictures that the server draws: one slice of several layers as PNG, for browsers without WebGL2 and for volumes too large for a browser, values at a point,
/// and rotating projections.
/// </summary>
public static class SliceEndpoints
{
    private const int MostLayers = 6, LargestSide_pixels = 1400;
    private const string Kept = "private, max-age=600";

    /// <summary>A rotating projection for the page: strip of frames as a picture, and where it lies.</summary>
    public sealed record ProjectionAnswer(int Width, int Height, int Frames, double Pixel_mm, double[] Centre_mm, double Top_mm, double Maximum, string Image);

    /// <summary>Maps <c>/api/cases/{id}/slice.png</c>, <c>/values</c> and <c>/projection</c>.</summary>
    public static void MapSlices(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder slices = routes.MapGroup("/api/cases/{caseId}").RequireAuthorization().AnswersRefusals();
        slices.MapGet("/slice.png", Slice);
        slices.MapGet("/values", Values);
        slices.MapGet("/projection", Projection);
    }

    /// <summary>
    /// One slice. <paramref name="plane"/> 0 axial, 1 coronal, 2 sagittal; <paramref name="at"/> mm along its normal; <paramref name="box"/> =
    /// left, top, right, bottom in mm of the two axes in the plane (outer edges); each <paramref name="layer"/> = source|low|high|opacity|colours.
    /// </summary>
    private static IResult Slice(string caseId, int plane, double at, string box, int width, int height, string[] layer, HttpContext http, VolumeShelf shelf)
    {
        double[] edges = Numbers(box, 4);
        if (plane is < 0 or > 2 || width is < 1 or > LargestSide_pixels || height is < 1 or > LargestSide_pixels || layer.Length > MostLayers || !double.IsFinite(at))
            throw new RefusedException("SLICE.BAD_REQUEST", "This slice cannot be drawn. Reload the page.");
        List<BrickVolume> open = [];
        try
        {
            List<SliceLayer> layers = [];
            foreach (LayerAsked asked in layer.Select(LayerAsked.Parse))
            {
                if (shelf.Find(caseId, asked.Source) is not { } item) return Results.NotFound();
                open.Add(shelf.Open(item));
                layers.Add(new BrickLayer(open[^1], ColourMap.Of(asked.Colours), asked.Low, asked.High, asked.Opacity, layers.Count == 0 ? double.NegativeInfinity : asked.Low + 0.02 * (asked.High - asked.Low)));
            }
            http.Response.Headers.CacheControl = Kept;
            return Results.Bytes(PngWriter.Write(SliceRenderer.Draw(ViewOf(plane, at, edges, width, height), layers, scaleBar: false), fast: true), "image/png");
        }
        finally { open.ForEach(v => v.Dispose()); }
    }

    private static IResult Values(string caseId, string at, string[] source, VolumeShelf shelf)
    {
        double[] p = Numbers(at, 3);
        return Results.Ok(source.Take(MostLayers).Select(s =>
        {
            if (shelf.Find(caseId, s) is not { } item) return null;
            using BrickVolume volume = shelf.Open(item);
            Vector3D voxel = volume.Grid.Affine.Inverse().Apply(p[0], p[1], p[2]);
            // A cursor shows the voxel it is in, as the interactive viewer does.
            float value = volume.At(new Vector3D(Math.Round(voxel.X), Math.Round(voxel.Y), Math.Round(voxel.Z)));
            return float.IsNaN(value) ? (double?)null : value;
        }).ToArray());
    }

    private static IResult Projection(string caseId, string source, double high, HttpContext http, VolumeShelf shelf)
    {
        if (shelf.Find(caseId, source) is not { } item) return Results.NotFound();
        string file = shelf.Made(item, ".mip.json", path => Cases.Store.Durable.WriteText(path, JsonSerializer.Serialize(RotatingProjection.Of(item.Path), EngineJson.Options)));
        RotatingProjection p = JsonSerializer.Deserialize<RotatingProjection>(File.ReadAllText(file), EngineJson.Options)!;
        http.Response.Headers.CacheControl = Kept;
        string image = "data:image/png;base64," + Convert.ToBase64String(PngWriter.Write(p.Picture(high > 0 ? high : p.Maximum / 2), fast: true));
        return Results.Ok(new ProjectionAnswer(p.Width, p.Height, RotatingProjection.Frames, p.Pixel_mm, [p.CentreX_mm, p.CentreY_mm], p.Top_mm, p.Maximum, image));
    }

    /// <summary>Pixel centres between the outer edges; edges may run either way (radiological convention runs from right to left).</summary>
    private static SliceView ViewOf(int plane, double at, double[] box, int width, int height)
    {
        double du = (box[2] - box[0]) / width, dv = (box[3] - box[1]) / height, u = box[0] + du / 2, v = box[1] + dv / 2;
        return plane switch
        {
            0 => new SliceView(SlicePlane.Axial, width, height, new(u, v, at), new(du, 0, 0), new(0, dv, 0)),
            1 => new SliceView(SlicePlane.Coronal, width, height, new(u, at, v), new(du, 0, 0), new(0, 0, dv)),
            _ => new SliceView(SlicePlane.Sagittal, width, height, new(at, u, v), new(0, du, 0), new(0, 0, dv)),
        };
    }

    private static double[] Numbers(string text, int count)
    {
        double[] numbers = [.. text.Split(',').Select(LayerAsked.Number)];
        return numbers.Length == count && numbers.All(double.IsFinite) ? numbers : throw new RefusedException("SLICE.BAD_REQUEST", "A place in the patient is missing in the request. Reload the page.");
    }
}
