// Quantity: what the model itself gets wrong: sd of ln(true/predicted time-integrated activity) that is left when its fitted parameters are right.
// Equation: ln Ã_true = ln Ã(θ) + ε, ε normal with the sd of the organ, independent of θ; var(ln Ã) = gᵀ C g + sd².
// Source: see the table below. Validity: one number per organ and kind of data. Neglected: correlation of ε between organs, a mean of ε.
namespace Dosimetry.Pbpk.Fit;

/// <summary>
/// Log-normal discrepancy between the model and a patient, per organ. Before therapy it stands for what one PET cannot see: flows, the step from the diagnostic
/// to the therapeutic ligand, release rates; once an organ was measured late under therapy, only for the shape of its curve.
/// </summary>
public sealed record ModelError
{
    private static readonly Dictionary<string, (double Before, double After)> Organs = new()
    {
        ["Kidney"] = (0.20, 0.10), ["Parotid"] = (0.20, 0.10), ["Submandibular"] = (0.20, 0.10), ["Lacrimal"] = (0.20, 0.10),
    };
    private static readonly (double Before, double After) Tumours = (0.20, 0.10), Weak = (0.50, 0.50);
    private static readonly HashSet<string> WeakOrgans = ["RedMarrow", "Liver", "Spleen", "GI", "Prostate", "Heart", "Brain", "Muscle", "Skin", "Adipose", "Bone", "Rest"];
    private readonly IReadOnlySet<string>? _seenLate;

    private ModelError(IReadOnlySet<string>? seenLate) => _seenLate = seenLate;

    /// <summary>Earliest time of a measurement that fixes the washout of an organ, min.</summary>
    public const double Late_min = 12 * 60;

    /// <summary>The model is taken as exact: for comparison with other implementations.</summary>
    public static ModelError None { get; } = new((IReadOnlySet<string>?)null);

    /// <summary>Nothing has been measured under therapy.</summary>
    public static ModelError BeforeTherapy { get; } = new(new HashSet<string>());

    /// <summary>These organs were measured twelve hours or later after an injection.</summary>
    public static ModelError WhereSeenLate(IEnumerable<string> organs) => new(organs.ToHashSet());

    /// <summary>By what was measured.</summary>
    public static ModelError Of(IEnumerable<Measurement> measurements) => WhereSeenLate(measurements.Where(m => m.Time_min >= Late_min).Select(m => m.Organ));

    /// <summary>Organs whose washout was seen; null where the model is taken as exact.</summary>
    public IReadOnlySet<string>? SeenLate => _seenLate;

    /// <summary>Standard deviation of ε of an organ or tumour of the model.</summary>
    public double LogSd(string organ)
    {
        if (_seenLate is null) return 0;
        (double before, double after) = Organs.TryGetValue(organ, out var named) ? named : WeakOrgans.Contains(organ) ? Weak : Tumours;
        return _seenLate.Contains(organ) ? after : before;
    }
}
