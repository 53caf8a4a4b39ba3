using Dosimetry.Cli.Verbs;
using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Validate;

/// <summary>A drawn patient: what is known of him, what he really is, and the noise of his images.</summary>
internal sealed record VirtualPatient(PbpkPatient Known, PbpkPatient Truth, double NoiseOverAssumed, CounterRandom Random);

/// <summary>Draws patients from the population, optionally with kinetics that the fit does not know of.</summary>
internal static class VirtualPatients
{
    /// <summary>147.1 keV per decay of Lu-177, as the reference files state, in J per MBq·h.</summary>
    public const double Energy_J_per_MBq_h = 8.4844865830104e-05;

    private static readonly string[] Organs = ["Kidney", "Parotid", "Submandibular", "RedMarrow", "Tumor1", "Tumor2", "TumorRest"];

    /// <summary>Self-dose per activity of 7.4 GBq on 57.1 nmol.</summary>
    public static Dictionary<string, double> Gy_per_GBq(PbpkPatient patient)
    {
        PbpkModel model = new(patient);
        DoseFactors[] factors = [.. Organs.Select(o => new DoseFactors(o, DoseFactors.SelfDose_Gy_per_MBq_h(model, o, Energy_J_per_MBq_h, 1.05), 3, 1.5))];
        Protocol cycle = Protocol.Cycles(Label.ByName("Lu-177"), PbpkInput.StandardActivity_MBq, PbpkInput.StandardLigand_nmol);
        return OrganDose.Of(model, cycle, factors).ToDictionary(d => d.Organ, d => d.Dose_Gy / (PbpkInput.StandardActivity_MBq / 1000));
    }

    /// <summary>The n-th patient of a seed. Misspecified: flows differ by 20 to 30 %, release is a quarter faster in the mean, images are half as noisy again as assumed.</summary>
    public static VirtualPatient Draw(ulong seed, int n, bool misspecified)
    {
        CounterRandom random = new(seed, (ulong)n);
        PbpkPatient known = new()
        {
            Covariates = new PatientCovariates { Weight_kg = random.Between(0, 60, 110), Height_cm = random.Between(1, 165, 190), Age_y = random.Between(2, 55, 85), Haematocrit = random.Between(3, 0.30, 0.45), Gfr_L_per_min = random.Between(4, 0.05, 0.12) },
            Volumes = new OrganVolumes { Kidney_L = random.Between(5, 0.22, 0.40) },
            Tumours = [new("Tumor1", random.Between(6, 0.005, 0.03), 50, 0.26), new("Tumor2", random.Between(7, 0.01, 0.06), 54, 0.26), new("TumorRest", random.Between(8, 0.05, 0.5), 73, 0.14)],
        };
        Prior prior = Prior.Population(known);
        PbpkPatient truth = Posterior.Apply(known, prior.Names, [.. prior.LogMedians.Select((m, j) => m + prior.LogSd(j) * random.Normal(20 + j))]);
        return misspecified ? new VirtualPatient(known, Misspecify(truth, random), 1.5, random) : new VirtualPatient(known, truth, 1, random);
    }

    private static PbpkPatient Misspecify(PbpkPatient p, CounterRandom random)
    {
        double Spread(int place, double sd) => Math.Exp(sd * random.Normal(place));
        Kinetics k = p.Kinetics;
        return p with
        {
            Kinetics = k with
            {
                ReleaseKidney_per_min = 1.25 * k.ReleaseKidney_per_min, ReleaseGland_per_min = 1.25 * k.ReleaseGland_per_min, ReleaseTumour_per_min = 1.25 * k.ReleaseTumour_per_min,
                KidneyFlow_per_min = k.KidneyFlow_per_min * Spread(50, 0.2), GlandFlow_per_min = k.GlandFlow_per_min * Spread(51, 0.3),
            },
            Tumours = [.. p.Tumours.Select((t, n) => t with { Flow_per_min = t.Flow_per_min * Spread(52 + n, 0.3) })],
        };
    }
}
