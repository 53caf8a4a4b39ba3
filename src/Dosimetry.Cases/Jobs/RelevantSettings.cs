using Dosimetry.Cases.Settings;

namespace Dosimetry.Cases.Jobs;

/// <summary>The settings that a kind of work depends on: changing any other must not make its results stale.</summary>
internal static class RelevantSettings
{
    public static CaseSettings Of(string kind, CaseSettings s) => kind switch
    {
        JobKinds.Prepare => WithoutEngine(s) with { Patient = BodyOf(s.Patient), Planning = null },
        JobKinds.Dose => s with { Patient = BodyOf(s.Patient), Planning = null },
        JobKinds.ModelFit => WithoutEngine(s) with { Patient = s.Patient with { Psa_ug_per_L = null, Haemoglobin_g_per_dl = null, Leucocytes_1e9_per_L = null, Platelets_1e9_per_L = null }, Planning = s.Planning is { } fit ? FitOf(fit) : null },
        JobKinds.Report => new CaseSettings { Planning = s.Planning is { } chosen ? new PlanningSettings { Plan = chosen.Plan } : null },
        _ => s,
    };

    // Regions and curves do not depend on the dose engine, daughters or RBE.
    private static CaseSettings WithoutEngine(CaseSettings s)
    {
        ProtocolSettings plain = new();
        return s with { Protocol = s.Protocol with { Engine = plain.Engine, Seed = plain.Seed, Daughters = plain.Daughters, Rbe = null, Radiobiology = [], Histories = null, TargetSigma = null } };
    }

    // Limits and the chosen plan come after the fit.
    private static PlanningSettings FitOf(PlanningSettings p) => new() { PetLigand = p.PetLigand, PetAmount_nmol = p.PetAmount_nmol, UseSpect = p.UseSpect, OrganOfRegion = p.OrganOfRegion };

    // Blood values serve the kinetic model only.
    private static PatientSettings BodyOf(PatientSettings p) => new() { Weight_kg = p.Weight_kg, Height_cm = p.Height_cm, Sex = p.Sex, Age_y = p.Age_y };
}
