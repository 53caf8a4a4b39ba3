using System.Globalization;
using Dosimetry.Cases.Registration;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Report.Pictures;

namespace Dosimetry.Web.Endpoints;

/// <summary>Pictures of two images of a case laid over each other, drawn on the server: they need no WebGL and show what was computed.</summary>
public static class RegistrationEndpoints
{
    /// <summary>Edge of a pixel in mm.</summary>
    public const double Pixel_mm = 1.5;

    /// <summary>Maps <c>/api/cases/{id}/fusion.png</c>.</summary>
    public static void MapRegistration(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/cases/{caseId}").RequireAuthorization().AnswersRefusals().MapGet("/fusion.png", Fusion);

    /// <summary>Address of a picture. <paramref name="toReference"/>: where the moving series is put; <paramref name="at_mm"/>: the linked cursor.</summary>
    public static string Address(string caseId, string fixedId, string movingId, Affine toReference, Vector3D at_mm, SlicePlane plane, FusionStyle style)
    {
        string matrix = string.Join(',', toReference.ToRowMajor().Select(v => v.ToString("G9", CultureInfo.InvariantCulture)));
        string at = string.Create(CultureInfo.InvariantCulture, $"{at_mm.X:0.#},{at_mm.Y:0.#},{at_mm.Z:0.#}");
        return $"api/cases/{caseId}/fusion.png?still={Uri.EscapeDataString(fixedId)}&moving={Uri.EscapeDataString(movingId)}&matrix={matrix}&at={at}&plane={plane}&style={style}";
    }

    private static IResult Fusion(string caseId, string still, string moving, string matrix, string at, SlicePlane plane, FusionStyle style, RegistrationDesk desk)
    {
        Affine toReference = new SeriesMove(moving, Numbers(matrix), "").ToReference();
        if (Numbers(at) is not [var x, var y, var z]) throw new RefusedException("REGISTER.NO_POINT", "The point of the cut needs three numbers in mm.");
        RegistrationImage fixedImage = desk.Image(caseId, still);
        // The picture stands in the fixed image's own space, so that a moved fixed image is not turned twice.
        Affine place = desk.Place(caseId, still), between = place.Inverse().Compose(toReference);
        Vector3D here = new(x, y, z);
        SliceView view = SliceView.Of(fixedImage.Grid, plane, here, Pixel_mm);
        return Results.Bytes(PngWriter.Write(FusedPicture.Draw(fixedImage, desk.Image(caseId, moving), between, view, here, style)), "image/png");
    }

    private static double[] Numbers(string text)
    {
        double[] numbers = [.. text.Split(',').Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return numbers.All(double.IsFinite) ? numbers : throw new RefusedException("REGISTER.NOT_NUMBERS", "The matrix or the point holds something that is no number.");
    }
}
