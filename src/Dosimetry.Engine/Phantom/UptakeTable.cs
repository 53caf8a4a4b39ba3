namespace Dosimetry.Engine.Phantom;

/// <summary>
/// What an organ does with the ligands. <paramref name="SelfDose_Gy_per_GBq"/>: dose by its own electrons per administered Lu-177, which
/// with its mass
/// fixes the amount of activity; <paramref name="HalfLife_h"/>: effective half-life of the slow phase; a fast phase may start with
/// <paramref name="FastRatio"/> times the slow activity and <paramref name="FastHalfLife_h"/>. <paramref name="Suv"/>: Ga-68 PSMA-11 at
/// 60 min, by body weight.
/// </summary>
internal sealed record OrganUptake(
    string Region, double SelfDose_Gy_per_GBq, double HalfLife_h, double Suv, double FastRatio = 0, double FastHalfLife_h = 3,
        double Spread = 0.2);

/// <summary>
/// Uptake of the virtual patients. Doses: within the "typical" ranges of Lu-177 PSMA-617/I&amp;T (Violet 2019, Kurth 2021 and others;
/// kidneys 0.4–0.8,
/// parotid 0.5–1.4, submandibular 0.4–1.2, lacrimal 0.4–3.8, liver 0.07–0.15, spleen 0.05–0.15 Gy/GBq). Effective half-lives: medians of
/// 20 patients
/// (kidneys 35.5, parotid 42.2, liver 22.9, spleen 16.8, marrow 32.0 h). SUV: usual means of PSMA-11 PET. All other numbers are chosen.
/// The spread is the relative standard deviation between patients (log-normal).
/// </summary>
internal static class UptakeTable
{
    public static readonly IReadOnlyList<OrganUptake> Organs =
    [
        new("kidney_left", 0.55, 35.5, 45, Spread: 0.12), new("kidney_right", 0.55, 35.5, 45, Spread: 0.12),
        new("parotid_left", 0.75, 42.2, 14, Spread: 0.12), new("parotid_right", 0.75, 42.2, 14, Spread: 0.12),
        new("submandibular_left", 0.65, 40, 15, Spread: 0.12), new("submandibular_right", 0.65, 40, 15, Spread: 0.12),
        new("lacrimal_left", 1.1, 42, 8, Spread: 0.15), new("lacrimal_right", 1.1, 42, 8, Spread: 0.15),
        new("liver", 0.10, 22.9, 5, 0.8, 3, 0.12), new("spleen", 0.085, 16.8, 7.5, 0.6, 3, 0.12),
        new("duodenum", 0.16, 20, 11), new("small_bowel", 0.10, 20, 8.5), new("colon", 0.06, 28, 1.6),
        new("stomach", 0.04, 20, 2.5), new("pancreas", 0.035, 22, 2), new("gallbladder", 0.08, 20, 3), new("adrenal_left", 0.06, 25, 3.5),
            new("adrenal_right", 0.06, 25, 3.5),
        new("bladder", 0.22, 12, 30, Spread: 0.3), new("ureter_left", 0.1, 12, 12), new("ureter_right", 0.1, 12, 12),
            new("prostate", 0.04, 30, 2.5),
        new("aorta", 0.016, 24, 1.5, 6, 1.7), new("blood_pool", 0.016, 24, 1.5, 6, 1.7), new("heart", 0.016, 24, 1.4, 6, 1.7),
        new("lung_left", 0.02, 24, 0.5, 4, 1.7), new("lung_right", 0.02, 24, 0.5, 4, 1.7), new("skeleton", 0.022, 32, 0.8, 2, 2),
        new("muscle", 0.018, 35, 0.5, 5, 2.5), new("adipose", 0.012, 35, 0.3, 5, 2.5), new("skin", 0.018, 35, 0.4, 5, 2.5),
            new("brain", 0.004, 30, 0.1, 3, 2),
    ];

    /// <summary>Everything that belongs to no region: glands, cartilage, cord, …</summary>
    public static readonly OrganUptake Rest = new("rest", 0.018, 35, 0.6, 5, 2.5);

    /// <summary>
    /// A lesion: SUV 8–60 by seed; dose follows the SUV (0.09 Gy/GBq per unit, so 0.7–5.4 Gy/GBq); half-life 42–75 h. Chosen.
    /// </summary>
    public static OrganUptake Lesion(string name, double suvUniform, double halfLifeUniform)
    {
        double suv = 8 * Math.Pow(60.0 / 8, suvUniform);
        return new(name, 0.09 * suv, 42 + 33 * halfLifeUniform, suv, Spread: 0);
    }
}
