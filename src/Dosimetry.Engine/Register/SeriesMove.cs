using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// A person's accepted move of one series into the reference patient space (that of the first SPECT).
/// </summary>
/// <param name="SeriesId">Series of the import.</param>
/// <param name="Matrix">16 numbers, row-major: a point of the series (mm, RAS+) to the same point of the patient in the reference space.</param>
/// <param name="Method">How it was found, in words: automatic, automatic and nudged, by hand, from a file.</param>
/// <param name="Onto">Series it was laid onto.</param>
/// <param name="Score">Normalised mutual information at acceptance, 1 to 2.</param>
/// <param name="AcceptedBy">Who accepted it.</param>
/// <param name="AcceptedAt">When.</param>
public sealed record SeriesMove(
    string SeriesId, double[] Matrix, string Method, string? Onto = null, double? Score = null, string? AcceptedBy = null, DateTimeOffset? AcceptedAt = null)
{
    /// <summary>The move as a map, mm to mm.</summary>
    /// <exception cref="RefusedException">Not 16 numbers, or not rigid.</exception>
    public Affine ToReference()
    {
        if (Matrix is not { Length: 16 })
            throw new RefusedException("REGISTER.NOT_RIGID", $"The move of {SeriesId} has {Matrix?.Length ?? 0} numbers; a matrix has 16, row by row.");
        Affine matrix = Affine.FromRowMajor(Matrix);
        RigidTransform.FromMatrix(matrix, default);
        return matrix;
    }
}
