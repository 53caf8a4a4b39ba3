using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// From which organ of the compartment model a region takes its concentration, and times what. Factors other than 1 are chosen: the model has one gut of one
/// concentration, no ganglia, no bile; real PSMA PET shows duodenum and upper jejunum at SUV 5–15, colon and stomach at 1–3, ganglia at 2–4.
/// </summary>
internal sealed record RegionSource(string Organ, double Factor)
{
    private static readonly Dictionary<string, (string Organ, double Factor, double Spread)> Table = new()
    {
        ["kidney_left"] = ("Kidney", 1, 0), ["kidney_right"] = ("Kidney", 1, 0), ["liver"] = ("Liver", 1, 0), ["spleen"] = ("Spleen", 1, 0),
        ["parotid_left"] = ("Parotid", 1, 0.06), ["parotid_right"] = ("Parotid", 1, 0.06), ["submandibular_left"] = ("Submandibular", 1, 0.1),
        ["submandibular_right"] = ("Submandibular", 1, 0.1), ["lacrimal_left"] = ("Lacrimal", 0.7, 0.15), ["lacrimal_right"] = ("Lacrimal", 0.7, 0.15),
        ["duodenum"] = ("GI", 4, 0.4), ["small_bowel"] = ("GI", 2.4, 0.4), ["colon"] = ("GI", 0.6, 0.3), ["stomach"] = ("GI", 0.9, 0.3),
        ["pancreas"] = ("GI", 0.9, 0.2), ["gallbladder"] = ("Liver", 0.8, 0.6), ["adrenal_left"] = ("GI", 1.3, 0.3), ["adrenal_right"] = ("GI", 1.3, 0.3),
        ["ganglion_left"] = ("GI", 1.4, 0.3), ["ganglion_right"] = ("GI", 1.4, 0.3), ["prostate"] = ("Prostate", 0.5, 0.3),
        ["bladder"] = (Urine, 1, 0.3), ["ureter_left"] = (Urine, 0.35, 0.6), ["ureter_right"] = (Urine, 0.35, 0.6),
        ["aorta"] = ("Blood", 1, 0), ["blood_pool"] = ("Blood", 1, 0), ["heart"] = ("Blood", 0.8, 0), ["lung_left"] = ("Blood", 0.25, 0), ["lung_right"] = ("Blood", 0.25, 0),
        ["skeleton"] = ("Bone", 1.5, 0.15), ["muscle"] = ("Muscle", 1, 0), ["adipose"] = ("Adipose", 0.4, 0), ["skin"] = ("Skin", 0.5, 0), ["brain"] = ("Brain", 1, 0),
    };

    private const string Urine = "Urine";

    /// <summary>Everything without kinetics of its own.</summary>
    public static RegionSource Rest { get; } = new("Muscle", 1.2);

    /// <summary>True for bladder and ureters.</summary>
    public bool IsUrine => Organ == Urine;

    /// <summary>Source of a region, its factor varied by the stream of random numbers; null where the model says nothing about it.</summary>
    public static RegionSource? Of(string region, CounterRandom random)
    {
        if (!Table.TryGetValue(region, out var row)) return null;
        long place = 100 + region.Aggregate(17L, (h, c) => (31 * h + c) % 100_000);
        return new(row.Organ, row.Factor * Math.Exp(row.Spread * Math.Clamp(random.Normal(place), -2, 2)));
    }
}
