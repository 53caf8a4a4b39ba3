using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Pet;

// Quantity: what a standardised uptake value is normalised by. Units: kg (body mass, lean body mass, ideal weight), m² (surface).
// Equations (W in kg, H in cm, BMI = W/(H/100)²), male | female:
//   LBM (Morgan 1994)       1.10 W − 120 (W/H)²           | 1.07 W − 148 (W/H)²
//   LBMJAMES128 (James 1976) 1.10 W − 128 (W/H)²           | 1.07 W − 148 (W/H)²
//   LBMJANMA (Janmahasatian 2005) 9270 W / (6680 + 216 BMI) | 9270 W / (8780 + 244 BMI)
//   IBW (Sugawara 1999)     48.0 + 1.06 (H − 152)         | 45.5 + 0.91 (H − 152)
//   BSA (Du Bois 1916)      0.007184 W^0.425 H^0.725 m², either sex
// Source: DICOM PS3.3 C.8.9.1.1.13 (SUV Type) and the references it names. Sex O: mean of both formulas, as the IBSI-SUV objects define it.
// Valid for adults; the James forms turn down for a BMI above about 37. Neglected: children.

/// <summary>Body weight, height and sex as the SUV formulas need them.</summary>
internal sealed record BodySize(double Weight_kg, double? Height_cm, string? Sex)
{
    /// <summary>
    /// SUV by body weight over SUV of another type: weight / lean mass, or g per cm² for the body surface. Null with a reason when height or sex
    /// is missing or the type is unknown.
    /// </summary>
    public double? ToBodyWeight(string suvType, out string? missing)
    {
        missing = suvType switch
        {
            "BW" => null,
            _ when Height_cm is not > 0 => "the patient's height (0010,1020) is missing",
            "BSA" => null,
            "LBM" or "LBMJAMES128" or "LBMJANMA" or "IBW" => Sex is "M" or "F" or "O" ? null : "the patient's sex (0010,0040) is missing",
            _ => $"the SUV type '{suvType}' is unknown",
        };
        if (missing is not null) return null;
        return suvType switch
        {
            "BW" => 1,
            "BSA" => Weight_kg * 1000 / (Surface_m2() * 10_000),
            _ => Weight_kg / BySex(suvType),
        };
    }

    private double BySex(string suvType) => Sex switch
    {
        "M" => Male(suvType),
        "F" => Female(suvType),
        _ => (Male(suvType) + Female(suvType)) / 2,
    };

    private double Male(string suvType) => suvType switch
    {
        "LBM" => 1.10 * Weight_kg - 120 * Square(Weight_kg / Height_cm!.Value),
        "LBMJAMES128" => 1.10 * Weight_kg - 128 * Square(Weight_kg / Height_cm!.Value),
        "LBMJANMA" => 9270 * Weight_kg / (6680 + 216 * Bmi()),
        "IBW" => 48.0 + 1.06 * (Height_cm!.Value - 152),
        _ => throw new ArgumentOutOfRangeException(nameof(suvType), suvType, "Not a lean body mass."),
    };

    private double Female(string suvType) => suvType switch
    {
        "LBM" or "LBMJAMES128" => 1.07 * Weight_kg - 148 * Square(Weight_kg / Height_cm!.Value),
        "LBMJANMA" => 9270 * Weight_kg / (8780 + 244 * Bmi()),
        "IBW" => 45.5 + 0.91 * (Height_cm!.Value - 152),
        _ => throw new ArgumentOutOfRangeException(nameof(suvType), suvType, "Not a lean body mass."),
    };

    private double Surface_m2() => 0.007184 * Math.Pow(Weight_kg, 0.425) * Math.Pow(Height_cm!.Value, 0.725);
    private double Bmi() => Weight_kg / Square(Height_cm!.Value / 100);
    private static double Square(double x) => x * x;

    /// <summary>Body weight in kg from the stored value: above 1000 it is in grams; 0 or absent is no weight. Heights above 3 are taken as cm.</summary>
    public static BodySize? From(PetHeader header, List<Finding> findings)
    {
        if (header.Weight is not > 0)
        {
            findings.Add(new Finding(Severity.Warning, "PET.WEIGHT_MISSING", "The patient's weight (0010,1030) is absent or 0: no SUV can be had. Bq/ml is not affected. Cure: enter the weight and send the series again."));
            return null;
        }
        double weight_kg = header.Weight.Value;
        if (weight_kg > 1000)
        {
            findings.Add(new Finding(Severity.Warning, "PET.WEIGHT_IN_GRAMS", FormattableString.Invariant($"The patient's weight is {weight_kg:G6}: taken as grams, {weight_kg / 1000:G4} kg.")));
            weight_kg /= 1000;
        }
        return new BodySize(weight_kg, header.Height_m is > 3 and var cm ? cm : header.Height_m * 100, header.Sex?.ToUpperInvariant());
    }
}
