using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Model;
using Rates = Dosimetry.Pbpk.Model.Kinetics;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>What was given and when the PET was taken.</summary>
public sealed record PsmaProtocol(
    double TracerActivity_MBq, double TracerLigand_nmol, double PetStart_h, double TherapyActivity_MBq, double TherapyLigand_nmol)
{
    /// <summary>Usual amounts, varied by seed: 100–190 MBq of Ga-68 PSMA-11 on 2–5 nmol, PET after 50–80 min; 6.6–7.7 GBq of Lu-177 PSMA-617 on 80–200 nmol.</summary>
    public static PsmaProtocol Draw(ulong seed)
    {
        CounterRandom random = new(seed, 44);
        return new(Math.Round(random.Between(0, 100, 190)), Math.Round(random.Between(1, 2, 5), 1), Math.Round(random.Between(2, 50, 80)) / 60,
            Math.Round(random.Between(3, 6600, 7700)), Math.Round(random.Between(4, 80, 200)));
    }
}

/// <summary>
/// The patient of the kinetic model that belongs to a body: organ volumes from its labels, one tumour per lesion, everything else drawn log-normally about
/// the medians below. The medians of receptors differ from the model's defaults, because those were fitted to therapy and give PET uptake below what is seen:
/// liver and glands are set so that SUVs and doses lie in the published ranges (kidneys 20–60, parotid 8–25, liver 3–8, spleen 3–12). Chosen.
/// </summary>
internal static class PsmaPhysiology
{
    /// <summary>PSMA-11 as in the PET of these patients: association as PSMA-617, affinity drawn about 1 nmol/L (the model's own constants are placeholders).</summary>
    public static Ligand Tracer(ulong seed) => new("PSMA-11", 0.09, LogNormal(new CounterRandom(seed, 45), 90, 1.0, 0.25));

    /// <summary>Draws the patient.</summary>
    public static PbpkPatient Draw(Anatomy body, ulong seed)
    {
        CounterRandom random = new(seed, 45);
        RegionMeasure measure = new(body.Labels);
        double Litres(params string[] regions) => measure.Of(body.LabelsOf(regions)).Volume_ml / 1000;
        OrganVolumes usual = new();
        double Or(double measured_L, double usual_L, double most) => measured_L > 0.3 * usual_L && measured_L < most * usual_L ? measured_L : usual_L;
        return new PbpkPatient
        {
            Covariates = new()
            {
                Weight_kg = body.Patient.Weight_kg, Height_cm = body.Patient.Height_cm, Age_y = Math.Round(random.Between(0, 55, 85)),
                Haematocrit = random.Between(1, 0.30, 0.45), Gfr_L_per_min = random.Between(2, 0.05, 0.12),
            },
            Volumes = new()
            {
                Kidney_L = Or(Litres("kidney_left", "kidney_right"), usual.Kidney_L, 3), Liver_L = Or(Litres("liver"), usual.Liver_L, 3),
                Spleen_L = Or(Litres("spleen"), usual.Spleen_L, 5), Parotid_L = Or(Litres("parotid_left", "parotid_right"), usual.Parotid_L, 5),
                Submandibular_L = Or(Litres("submandibular_left", "submandibular_right"), usual.Submandibular_L, 5),
                Lacrimal_L = Or(Litres("lacrimal_left", "lacrimal_right"), usual.Lacrimal_L, 8), Prostate_L = Math.Min(0.2, Litres("prostate")),
            },
            Kinetics = Draw(random),
            Tumours = [.. body.Lesions.Select((l, n) => Draw(l, Math.Max(1e-5, Litres(l.Name)), random, 200 + 10 * n))],
        };
    }

    private static Rates Draw(CounterRandom random)
    {
        Rates usual = new();
        return usual with
        {
            ReceptorKidney_nM = LogNormal(random, 10, 20, 0.35), ReceptorGland_nM = LogNormal(random, 11, 20, 0.35),
            ReceptorProstate_nM = LogNormal(random, 12, 5.2, 0.4), LiverShareOfProstate = LogNormal(random, 13, 0.27, 0.25),
            SpleenShareOfKidney = LogNormal(random, 14, 0.08, 0.35), GlandFlow_per_min = LogNormal(random, 15, 0.09, 0.25),
            ReleaseKidney_per_min = LogNormal(random, 16, usual.ReleaseKidney_per_min, 0.2), ReleaseGland_per_min = LogNormal(random, 17, usual.ReleaseGland_per_min, 0.16),
            ReleaseTumour_per_min = LogNormal(random, 18, usual.ReleaseTumour_per_min, 0.2), Sieving = random.Between(38, 0.55, 0.8),
        };
    }

    /// <summary>A lesion's receptors spread from hardly above background to far above the kidneys.</summary>
    private static Tumour Draw(TrueLesion lesion, double volume_L, CounterRandom random, long place) => new(
        lesion.Name, volume_L, Math.Clamp(LogNormal(random, place, 26, 0.85), 2.5, 200), LogNormal(random, place + 1, 0.20, 0.4),
        LogNormal(random, place + 2, new Rates().ReleaseTumour_per_min, 0.35));

    private static double LogNormal(CounterRandom random, long place, double median, double sd) =>
        median * Math.Exp(sd * Math.Clamp(random.Normal(place), -2.2, 2.2));
}
