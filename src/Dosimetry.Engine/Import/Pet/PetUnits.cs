using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Pet;

// Quantity: what stored value × slope means.
// Rules (Units (0054,1001)): BQML → Bq/ml. GML → SUV of SUV Type (empty = BW), CM2ML → SUV by body surface; both turned into SUV by body weight
// (see BodySize). CNTS of Philips → (7053,1000) to SUV by body weight if present and not 0, else (7053,1009) to Bq/ml. All else is refused.
// Source: PS3.3 C.8.9.1.1.3; Philips' DICOM conformance statement.

/// <summary>Scale from stored value × slope to Bq/ml or, where <see cref="IsSuv"/>, to SUV by body weight.</summary>
internal sealed record PetUnits(bool IsSuv, double Scale)
{
    /// <summary>The scale of a series, or null with the reason added to <paramref name="refusals"/>.</summary>
    public static PetUnits? From(PetHeader header, BodySize? body, List<Finding> findings, List<Finding> refusals)
    {
        string units = (header.Units ?? "").ToUpperInvariant();
        switch (units)
        {
            case "BQML": return new PetUnits(false, 1);
            case "GML": return FromSuvType(header, string.IsNullOrEmpty(header.SuvType) ? "BW" : header.SuvType.ToUpperInvariant(), body, findings, refusals);
            case "CM2ML": return FromSuvType(header, "BSA", body, findings, refusals);
            case "CNTS" when IsPhilips(header) && FromPhilips(header, findings) is { } scale: return scale;
            case "CNTS" when IsPhilips(header):
                refusals.Add(Refusal("PET.PHILIPS_SCALE_MISSING", "The values are Philips counts (CNTS) and neither private scale factor (7053,1000) nor (7053,1009) is there. Cure: export the series with private attributes."));
                return null;
            default:
                refusals.Add(Refusal("PET.UNITS", $"The values are in '{(units.Length == 0 ? "unstated units" : units)}', which cannot be turned into Bq/ml. Cure: export the calibrated series (BQML)."));
                return null;
        }
    }

    private static PetUnits? FromSuvType(PetHeader header, string suvType, BodySize? body, List<Finding> findings, List<Finding> refusals)
    {
        if (suvType == "BW") return new PetUnits(true, 1);
        string? missing = null;
        double? ratio = body is null ? null : body.ToBodyWeight(suvType, out missing);
        if (ratio is not > 0)
        {
            refusals.Add(Refusal("PET.SUV_TYPE", $"The values are SUV of type {suvType} and cannot be turned into SUV by body weight: {(body is null ? "the patient's weight is missing" : missing ?? "weight and height are implausible")}."));
            return null;
        }
        string mean = header.Sex?.ToUpperInvariant() is "M" or "F" || suvType == "BSA" ? "" : " Sex is 'O': the mean of the formulas for men and women is used.";
        findings.Add(new Finding(Severity.Info, "PET.SUV_TYPE_CONVERTED", FormattableString.Invariant($"SUV of type {suvType} turned into SUV by body weight, factor {ratio:G5}.{mean}")));
        return new PetUnits(true, ratio.Value);
    }

    private static PetUnits? FromPhilips(PetHeader header, List<Finding> findings)
    {
        bool suv = header.PhilipsSuvScale is > 0;
        double? scale = suv ? header.PhilipsSuvScale : header.PhilipsActivityScale;
        if (scale is not > 0) return null;
        findings.Add(new Finding(Severity.Info, "PET.PHILIPS_SCALE", FormattableString.Invariant(
            $"Philips counts scaled by the private factor {(suv ? "(7053,1000) to SUV" : "(7053,1009) to Bq/ml")}: {scale:G6}.")));
        return new PetUnits(suv, scale.Value);
    }

    private static bool IsPhilips(PetHeader header) => header.Manufacturer?.Contains("Philips", StringComparison.OrdinalIgnoreCase) ?? false;

    private static Finding Refusal(string code, string text) => new(Severity.Error, code, text);
}
