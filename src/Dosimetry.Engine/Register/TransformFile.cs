using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>A rigid transform as JSON: <c>matrix</c> holds 16 numbers, row by row, that take a point of the moving image (mm, RAS+) to the fixed one.</summary>
public sealed record TransformFile(double[] Matrix)
{
    /// <summary>Shift of the fixed image's middle, mm.</summary>
    public double[]? Translation_mm { get; init; }
    /// <summary>Turns about x, y, z, degrees; x first.</summary>
    public double[]? Rotation_deg { get; init; }
    /// <summary>The point that only the shift moves: the middle of the fixed image.</summary>
    public double[]? Centre_mm { get; init; }
    /// <summary>Normalised mutual information under the transform.</summary>
    public double? Metric { get; init; }

    /// <summary>The file of a transform.</summary>
    public static TransformFile Of(RigidTransform t, double? metric) =>
        new(t.Matrix().ToRowMajor()) { Translation_mm = Three(t.Translation_mm), Rotation_deg = Three(t.Rotation_deg), Centre_mm = Three(t.Centre_mm), Metric = metric };

    /// <summary>Reads a transform.</summary>
    /// <exception cref="RefusedException">No JSON, no matrix, or one that is not rigid.</exception>
    public static RigidTransform Read(string path)
    {
        TransformFile? file;
        try { file = JsonSerializer.Deserialize<TransformFile>(File.ReadAllText(path), EngineJson.Options); }
        catch (JsonException e) { throw new RefusedException("REGISTER.NOT_JSON", $"The transform cannot be read: {e.Message}", path); }
        Affine matrix = new SeriesMove(Path.GetFileName(path), file?.Matrix ?? [], "from a file").ToReference();
        return RigidTransform.FromMatrix(matrix, file!.Centre_mm is [var x, var y, var z] ? new(x, y, z) : default);
    }

    private static double[] Three(Vector3D v) => [v.X, v.Y, v.Z];
}
