using System.CommandLine;
using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry register --fixed a.nii.gz --moving b.nii.gz</c>: rigid alignment of two images, or the score of a given one.</summary>
internal static class RegisterVerb
{
    private static readonly Option<FileInfo> Fixed = new("--fixed") { Required = true, Description = "The image that stays (NIfTI: CT, PET or SPECT)." };
    private static readonly Option<FileInfo> Moving = new("--moving") { Required = true, Description = "The image that is moved onto it." };
    private static readonly Option<FileInfo?> Transform = new("--transform") { Description = "Use this transform (JSON with \"matrix\") instead of searching; its score is printed." };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Transform to write (JSON): matrix from moving to fixed, mm, RAS+." };
    private static readonly Option<FileInfo?> Resampled = new("--resampled") { Description = "Moving image on the fixed grid: what is integrated (activity) is conserved." };

    public static Command Create() =>
        new Command("register", "Rigid alignment of two images by mutual information.") { Fixed, Moving, Transform, Out, Resampled }.Does((parsed, cancel) =>
        {
            (Volume<Dimensionless> still, RegistrationImage fixedImage) = Read(parsed.GetValue(Fixed)!);
            (Volume<Dimensionless> moving, RegistrationImage movingImage) = Read(parsed.GetValue(Moving)!);
            RegistrationResult result = parsed.GetValue(Transform) is { } given
                ? Given(fixedImage, movingImage, TransformFile.Read(given.FullName)) : RigidRegistration.Find(fixedImage, movingImage, null, cancel);
            TransformFile file = TransformFile.Of(result.MovingToFixed, result.ScoreAfter);
            if (parsed.GetValue(Out) is { } output) File.WriteAllText(output.FullName, JsonSerializer.Serialize(file, EngineJson.Options));
            if (parsed.GetValue(Resampled) is { } resampled) NiftiFile.Write(resampled.FullName, OnGrid(moving, result.MovingToFixed, still.Grid));
            return new VerbResult(
                new { file.Matrix, file.Metric, MetricBefore = result.ScoreBefore, file.Translation_mm, file.Rotation_deg, file.Centre_mm, result.Overlap, result.Repeatability_mm, result.Findings },
                [.. Lines(result), .. ImportedInput.Lines(result.Findings)]);
        });

    private static RegistrationResult Given(RegistrationImage fixedImage, RegistrationImage movingImage, RigidTransform transform)
    {
        (double before, _) = RigidRegistration.Score(fixedImage, movingImage, RigidTransform.Identity);
        (double score, double overlap) = RigidRegistration.Score(fixedImage, movingImage, transform);
        return new RegistrationResult(transform, before, score, overlap, 0, 2, []);
    }

    /// <summary>CT numbers are known by values far below zero.</summary>
    private static (Volume<Dimensionless> Image, RegistrationImage Grey) Read(FileInfo file)
    {
        Volume<Dimensionless> image = NiftiFile.Read<Dimensionless>(file.FullName);
        return (image, image.Values.Min() < LowestEmission ? RegistrationImage.OfCt(new Volume<CtNumber>(image.Grid, image.Values)) : RegistrationImage.OfEmission(image.Grid, image.Values));
    }

    /// <summary>No emission image reaches below this; every CT with air does, in HU.</summary>
    private const float LowestEmission = -200;

    /// <summary>Where the moving image does not reach, its lowest CT number stands in; for emission images nothing is there.</summary>
    private static Volume<Dimensionless> OnGrid(Volume<Dimensionless> moving, RigidTransform transform, Grid grid)
    {
        float outside = Math.Min(moving.Values.Min(), 0);
        float[] values = new OverlapResampler(StudyMoves.Moved(moving.Grid, transform.Matrix()), grid).Average(moving.Values, v => v - outside);
        return new Volume<Dimensionless>(grid, Array.ConvertAll(values, v => v + outside));
    }

    private static IEnumerable<string> Lines(RegistrationResult r)
    {
        (Vector3D t, Vector3D a) = (r.MovingToFixed.Translation_mm, r.MovingToFixed.Rotation_deg);
        yield return FormattableString.Invariant($"shift {t.X:F2} {t.Y:F2} {t.Z:F2} mm (right, anterior, superior), turn {a.X:F2} {a.Y:F2} {a.Z:F2}°");
        yield return FormattableString.Invariant($"score {r.ScoreBefore:F4} -> {r.ScoreAfter:F4} (1 nothing in common, 2 the same), overlap {100 * r.Overlap:F0} %, repeat within {r.Repeatability_mm:F2} mm, {r.Evaluations} evaluations");
    }
}
