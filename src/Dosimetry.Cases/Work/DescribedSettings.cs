using Dosimetry.Cases.Settings;
using Dosimetry.Engine;

namespace Dosimetry.Cases.Work;

/// <summary>A case description as the settings that the kinetic model reads: the way from <c>case.json</c> to what pages keep.</summary>
public static class DescribedSettings
{
    /// <summary>Patient and administration; everything else stays at its default.</summary>
    public static CaseSettings Of(CaseDescription c) => new()
    {
        Patient = new PatientSettings
        {
            Weight_kg = c.Patient.Weight_kg, Height_cm = c.Patient.Height_cm, Sex = c.Patient.Sex, Age_y = c.Patient.Age, Haematocrit = c.Patient.Haematocrit, Gfr_ml_per_min = c.Patient.Gfr_ml_per_min,
        },
        Administration = c.Radiopharmaceutical is { Activity_MBq: { } activity_MBq } r
            ? new AdministrationSettings { Nuclide = r.Nuclide ?? "Lu-177", Ligand = r.Ligand, Activity_MBq = activity_MBq, InjectionTime = r.InjectionTime ?? default, Amount_nmol = r.Amount_nmol } : null,
    };
}
