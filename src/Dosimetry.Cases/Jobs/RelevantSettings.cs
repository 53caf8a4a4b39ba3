using Dosimetry.Cases.Settings;

namespace Dosimetry.Cases.Jobs;

/// <summary>The settings that a kind of work depends on: changing any other must not make its results stale.</summary>
internal static class RelevantSettings
{
    public static CaseSettings Of(string kind, CaseSettings s) => kind switch
    {
        JobKinds.Prepare => WithoutEngine(s) with { Patient = BodyOf(s.Patient), Planning = null },
        JobKinds.Dose => s with { Patient = BodyOf(s.Patient), Planning = null },
        JobKinds.ModelFit => WithoutEngine(s) with { Planning = s.Planning is { } p ? p with { Limits = null, Plan = null } : null },
        _ => s,
    };

    // Regions and curves do not depend on the dose engine, daughters or RBE.
    private static CaseSettings WithoutEngine(CaseSettings s)
    {
        ProtocolSettings plain = new();
        return s with { Protocol = s.Protocol with { Engine = plain.Engine, Seed = plain.Seed, Daughters = plain.Daughters, Rbe = null, Histories = null, TargetSigma = null } };
    }

    // Blood values serve the kinetic model only.
    private static PatientSettings BodyOf(PatientSettings p) => new() { Weight_kg = p.Weight_kg, Height_cm = p.Height_cm, Sex = p.Sex, Age_y = p.Age_y };
}
