// Quantity: tumour volume (ml) and PSA (µg/L) during and after a course. RESEARCH OUTPUT: neither was tested on patients here.
// Equations: N_v' = (k_g − α R − 2 β R X) N_v;  N_d' = (α R + 2 β R X) N_v − k_cl N_d;  X' = R − μ X;  V = N_v + N_d   (see TumourResponse)
//   PSA' = (k_G − k_direct C − k_delay C_e) PSA;  C_e' = k_e0 (C − C_e), C = activity per volume of all tumours
// Source: tumour: Kletting 2019, reconstructed from the abstract. PSA: Siebinga 2024, EJNMMI Phys 11 (s40658-024-00642-2), Table 3 and abstract, which
//   relates PSA to tumour concentrations of Lu-177-PSMA-I&T; the structure is inferred from the names of its parameters, to be checked against the paper.
// Validity: unknown; hourly steps. Neglected: uptake that falls from cycle to cycle (the same paper: to 73 %, 50 %, 44 %), change of the volume's dose factor.
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>What the outlook assumes; every value is editable and none belongs to the patient unless stated.</summary>
public sealed record OutlookAssumptions
{
    /// <summary>Linear radiosensitivity of tumour cells, 1/Gy (Kletting 2019 abstract: 0.0172 ± 0.0084).</summary>
    public double Alpha_per_Gy { get; init; } = 0.0172;
    /// <summary>Time in which an untreated tumour doubles, d (to check).</summary>
    public double DoublingTime_d { get; init; } = 60;
    /// <summary>Clearance of dead cells, 1/h (to check).</summary>
    public double Clearance_per_h { get; init; } = 0.02;
    /// <summary>PSA before the first cycle, µg/L; null: no PSA curve.</summary>
    public double? Psa_ug_per_L { get; init; }
    /// <summary>PSA growth, 1/h.</summary>
    public double PsaGrowth_per_h { get; init; } = 4.08e-4;
    /// <summary>Direct effect, L/(d GBq).</summary>
    public double PsaDirect_L_per_d_GBq { get; init; } = 3.35e-3;
    /// <summary>Rate of the effect compartment, 1/h.</summary>
    public double PsaEffect_per_h { get; init; } = 1.28e-3;
    /// <summary>Delayed effect, L/(d GBq).</summary>
    public double PsaDelayed_L_per_d_GBq { get; init; } = 3.28e-2;
    /// <summary>Time after the last cycle that is shown, d.</summary>
    public int FollowUp_d { get; init; } = 42;
}

/// <summary>One day of the outlook; PSA is null where no baseline was stated.</summary>
public sealed record OutlookPoint(int Time_d, double TumourVolume_ml, double Viable_ml, double? Psa_ug_per_L);

/// <summary>Tumour volume of the plan's target and PSA, day by day, with the notices that must stand beside them.</summary>
public sealed record CourseOutlook(string Target, IReadOnlyList<OutlookPoint> Points, IReadOnlyList<string> Notices)
{
    /// <summary>What must stand beside the PSA curve.</summary>
    public const string PsaNotice = "Research output: population values of Lu-177-PSMA-I&T (residual error 29 %, spread between patients 90 % and more), structure inferred, not tested on patients.";
}

/// <summary>Steps tumour and PSA through the hours of a course.</summary>
internal sealed class OutlookSteps(OutlookAssumptions a, OrganLimit target, double volume_ml)
{
    private readonly double _growth_per_h = Math.Log(2) / (24 * a.DoublingTime_d), _repair_per_h = Math.Log(2) / target.RepairHalfLife_h, _beta = a.Alpha_per_Gy / target.AlphaBeta_Gy;
    private double _unrepaired_Gy, _viable_ml = volume_ml, _dead_ml, _effect_GBq_per_L, _logPsa;

    /// <summary>State at the end of the hours stepped so far.</summary>
    public OutlookPoint Point(int day) => new(day, _viable_ml + _dead_ml, _viable_ml, a.Psa_ug_per_L * Math.Exp(_logPsa));

    /// <summary>One hour with a dose rate in the target (Gy/h) and a concentration in all tumours (GBq/L), both constant within it.</summary>
    public void Hour(double rate_Gy_per_h, double concentration_GBq_per_L)
    {
        double after_Gy = rate_Gy_per_h / _repair_per_h + (_unrepaired_Gy - rate_Gy_per_h / _repair_per_h) * Math.Exp(-_repair_per_h);
        double unrepaired_Gy = (_unrepaired_Gy - after_Gy + rate_Gy_per_h) / _repair_per_h; // mean of X over the hour, from X' = R − μ X
        double kill_per_h = (a.Alpha_per_Gy + 2 * _beta * unrepaired_Gy) * rate_Gy_per_h;
        double before_ml = _viable_ml;
        _viable_ml *= Math.Exp(_growth_per_h - kill_per_h);
        double killed_ml = kill_per_h * (before_ml + _viable_ml) / 2;
        _dead_ml = _dead_ml * Math.Exp(-a.Clearance_per_h) + killed_ml;
        _unrepaired_Gy = after_Gy;
        _effect_GBq_per_L += (concentration_GBq_per_L - _effect_GBq_per_L) * (1 - Math.Exp(-a.PsaEffect_per_h));
        _logPsa += a.PsaGrowth_per_h - (a.PsaDirect_L_per_d_GBq * concentration_GBq_per_L + a.PsaDelayed_L_per_d_GBq * _effect_GBq_per_L) / 24;
    }
}
