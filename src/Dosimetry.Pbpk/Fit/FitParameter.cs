using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Fit;

/// <summary>
/// Parameters that an individual fit may move, by the names of the prior file: R_kidney, R_sg, R_prostate (receptors, nmol/L), R_T1 … or
/// R_&lt;tumour&gt;, R_TR (rest tumour), lam_rel_kidney, lam_rel_tumor, lam_rel_sg, lam_int (1/min), f_tumor (flow, mL/mL/min), GFR (L/min).
/// </summary>
public static class FitParameter
{
    /// <summary>The patient with one parameter replaced.</summary>
    /// <exception cref="PbpkInputException">No such parameter, or no such tumour.</exception>
    public static PbpkPatient Set(PbpkPatient p, string name, double value) => name switch
    {
        "R_kidney" => p with { Kinetics = p.Kinetics with { ReceptorKidney_nM = value } },
        "R_sg" => p with { Kinetics = p.Kinetics with { ReceptorGland_nM = value } },
        "R_prostate" => p with { Kinetics = p.Kinetics with { ReceptorProstate_nM = value } },
        "lam_rel_kidney" => p with { Kinetics = p.Kinetics with { ReleaseKidney_per_min = value } },
        "lam_rel_tumor" => p with { Kinetics = p.Kinetics with { ReleaseTumour_per_min = value } },
        "lam_rel_sg" => p with { Kinetics = p.Kinetics with { ReleaseGland_per_min = value } },
        "lam_int" => p with { Kinetics = p.Kinetics with { Internalisation_per_min = value } },
        "GFR" => p with { Covariates = p.Covariates with { Gfr_L_per_min = value } },
        "f_tumor" => p with { Tumours = [.. p.Tumours.Select(t => IsRest(t) ? t : t with { Flow_per_min = value })] },
        _ when name.StartsWith("R_", StringComparison.Ordinal) => SetTumour(p, TumourOf(p, name), value),
        _ => throw new PbpkInputException($"'{name}' is no parameter that can be fitted. Known: R_kidney, R_sg, R_prostate, R_T1 …, R_TR, lam_rel_kidney, lam_rel_tumor, lam_rel_sg, lam_int, f_tumor, GFR."),
    };

    /// <summary>The name under which a tumour's receptor density is fitted: Tumor1 is R_T1, TumorRest is R_TR, others R_&lt;name&gt;.</summary>
    public static string ReceptorName(Tumour tumour) =>
        IsRest(tumour) ? "R_TR"
        : tumour.Name.StartsWith("Tumor", StringComparison.Ordinal) && int.TryParse(tumour.Name.AsSpan(5), out int n) ? FormattableString.Invariant($"R_T{n}")
        : "R_" + tumour.Name;

    private static bool IsRest(Tumour tumour) => tumour.Name == "TumorRest";

    private static Tumour TumourOf(PbpkPatient patient, string name) =>
        patient.Tumours.FirstOrDefault(t => ReceptorName(t) == name || "R_" + t.Name == name)
        ?? throw new PbpkInputException($"The prior names '{name}', but the patient has no such tumour. Tumours: {string.Join(", ", patient.Tumours.Select(t => $"{t.Name} ({ReceptorName(t)})"))}.");

    private static PbpkPatient SetTumour(PbpkPatient p, Tumour tumour, double density_nM) =>
        p with { Tumours = [.. p.Tumours.Select(t => t == tumour ? t with { ReceptorDensity_nmol_per_L = density_nM } : t)] };
}
