using System.Text.Json;

namespace Dosimetry.Engine.Foundation;

/// <summary>
/// Contours of one structure set as stored by an import: JSON <c>{"regions":[{"number":1,"contours":[{"points_mm":[x,y,z,…]}]}]}</c>,
/// patient coordinates RAS+ in mm. <see cref="ContourRegion.Number"/> is the number of the region in the structure set.
/// </summary>
public sealed record ContourFile(IReadOnlyList<ContourRegion> Regions)
{
    /// <summary>Reads a contour file.</summary>
    /// <exception cref="RefusedException">The file is not a contour file, or a point lacks a coordinate.</exception>
    public static ContourFile Read(string path)
    {
        ContourFile? file;
        try { file = JsonSerializer.Deserialize<ContourFile>(File.ReadAllText(path), EngineJson.Options); }
        catch (JsonException e) { throw new RefusedException("CONTOURS.NOT_JSON", $"The contour file cannot be read: {e.Message}", path); }
        foreach (Contour contour in (file?.Regions ?? []).SelectMany(r => r.Contours))
            if (contour.Points_mm.Length % 3 != 0 || !Array.TrueForAll(contour.Points_mm, double.IsFinite))
                throw new RefusedException("CONTOURS.BROKEN", "A contour has a point with a missing or infinite coordinate; export the structures again.", path);
        return file ?? new ContourFile([]);
    }

    /// <summary>Writes a contour file.</summary>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, EngineJson.Options));
}

/// <summary>All contours of one drawn region.</summary>
public sealed record ContourRegion(int Number, IReadOnlyList<Contour> Contours);

/// <summary>One closed planar polygon: x, y, z of each point in mm (RAS+), the last point joined to the first.</summary>
public sealed record Contour(double[] Points_mm)
{
    /// <summary>Number of points.</summary>
    public int Count => Points_mm.Length / 3;
    /// <summary>Point <paramref name="n"/> in mm.</summary>
    public Vector3D this[int n] => new(Points_mm[3 * n], Points_mm[3 * n + 1], Points_mm[3 * n + 2]);
}
