using System.Globalization;

namespace Dosimetry.Pbpk.Model;

/// <summary>Refuses patients that cannot be, with a sentence that says which unit was probably meant.</summary>
public static class PatientCheck
{
    /// <summary>Throws when a value is outside what a living adult can have.</summary>
    /// <exception cref="PbpkInputException">A value is out of range.</exception>
    public static void Check(PbpkPatient patient)
    {
        PatientCovariates c = patient.Covariates;
        Within("body weight", c.Weight_kg, 20, 300, "kg");
        Within("height", c.Height_cm, 100, 250, "cm (not m)");
        Within("age", c.Age_y, 18, 110, "years");
        Within("haematocrit", c.Haematocrit, 0.10, 0.70, "as a fraction (0.40, not 40)");
        Within("GFR", c.Gfr_L_per_min, 0.003, 0.300, "in L/min (90 mL/min is 0.090)");
        CheckOrgans(patient.Volumes, c.Weight_kg);
        CheckLigand(patient.Ligand);
        foreach (Tumour t in patient.Tumours) CheckTumour(t);
        if (patient.Tumours.Select(t => t.Name).Distinct().Count() != patient.Tumours.Count)
            throw new PbpkInputException("Two tumours have the same name: every tumour needs its own.");
        double tumours_L = patient.Tumours.Sum(t => t.Volume_L);
        if (tumours_L > 0.25 * c.Weight_kg)
            throw new PbpkInputException(Say($"the tumours together hold {tumours_L:G4} L in a body of {c.Weight_kg:G4} kg. Volumes are in litres: 30 mL is 0.030."));
    }

    private static void CheckOrgans(OrganVolumes v, double weight_kg)
    {
        foreach ((string name, double litres) in new[] { ("kidney", v.Kidney_L), ("liver", v.Liver_L), ("spleen", v.Spleen_L) })
            Within($"{name} volume", litres, 0.01, 0.15 * weight_kg, "in L (300 mL is 0.300)");
        foreach ((string name, double litres) in new[] { ("parotid", v.Parotid_L), ("submandibular", v.Submandibular_L), ("lacrimal", v.Lacrimal_L), ("prostate", v.Prostate_L ?? 0) })
            Within($"{name} volume", litres, 0, 0.5, "in L (40 mL is 0.040; 0 = removed)");
    }

    private static void CheckTumour(Tumour t)
    {
        Within($"volume of {t.Name}", t.Volume_L, 1e-7, 30, "in L (30 mL is 0.030)");
        Within($"receptor density of {t.Name}", t.ReceptorDensity_nmol_per_L, 0, 5000, "in nmol/L");
        Within($"flow of {t.Name}", t.Flow_per_min, 1e-4, 20, "in mL/mL/min");
    }

    private static void CheckLigand(Ligand ligand)
    {
        Within("association rate kon", ligand.AssociationRate_L_per_nmol_min, 1e-6, 100, "in L/(nmol·min)");
        Within("dissociation constant KD", ligand.DissociationConstant_nM, 1e-4, 1e5, "in nmol/L");
    }

    private static void Within(string what, double value, double low, double high, string unit)
    {
        if (!(value >= low && value <= high)) // also catches NaN
            throw new PbpkInputException(Say($"{what} is {value:G6}; expected {low:G4} to {high:G4} {unit}."));
    }

    private static string Say(FormattableString text) => "The patient's data cannot be used: " + text.ToString(CultureInfo.InvariantCulture);
}
