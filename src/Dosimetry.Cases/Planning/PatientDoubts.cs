using Dosimetry.Cases.Settings;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Cases.Planning;

/// <summary>Values that are possible each by itself and hardly together: said, never refused.</summary>
public static class PatientDoubts
{
    /// <summary>One sentence per doubt.</summary>
    public static IReadOnlyList<string> Of(PatientSettings p) => [.. ((string?[])[Build(p), Blood(p), Kidneys(p)]).OfType<string>()];

    private static string? Build(PatientSettings p)
    {
        if (p is not { Weight_kg: { } weight_kg, Height_cm: { } height_cm }) return null;
        double bmi = weight_kg / Math.Pow(height_cm / 100, 2);
        return bmi is > 14 and < 60 ? null
            : FormattableString.Invariant($"Weight {weight_kg:G4} kg and height {height_cm:G4} cm make a body-mass index of {bmi:F0} kg/m². Are the two mixed up?");
    }

    // A litre of red cells holds about 330 g of haemoglobin.
    private static string? Blood(PatientSettings p)
    {
        if (p is not { Haemoglobin_g_per_dl: { } haemoglobin, Haematocrit: { } haematocrit } || !(haematocrit > 0)) return null;
        double concentration = haemoglobin / haematocrit;
        return concentration is > 24 and < 42 ? null
            : FormattableString.Invariant($"Haemoglobin {haemoglobin:G3} g/dl and haematocrit {100 * haematocrit:F0} % do not fit: {concentration:F0} g/dl in the red cells, 30 to 36 is usual. Check both units.");
    }

    private static string? Kidneys(PatientSettings p)
    {
        if (p is not { Gfr_ml_per_min: { } stated, Creatinine_umol_per_L: { } creatinine, Age_y: { } age_y } || !(creatinine > 0) || !(age_y > 0)) return null;
        double expected = KidneyFunction.IndexedGfr_ml_per_min(creatinine / PatientValues.Creatinine_umol_per_L_per_mg_per_dl, age_y, p.Sex == "F");
        return stated / expected is > 0.6 and < 1.7 ? null
            : FormattableString.Invariant($"A GFR of {stated:F0} ml/min and the creatinine, which stands for about {expected:F0} ml/min per 1.73 m², are far apart. The GFR is used.");
    }
}
