namespace Dosimetry.Cases.Planning;

/// <summary>Parts of the kinetic model in words.</summary>
public static class ModelWords
{
    private static readonly string[] WeakOrgans = ["RedMarrow", "Liver", "Spleen", "GI", "Prostate", "Urine"];

    /// <summary>What not to rely on, one sentence each.</summary>
    public static IReadOnlyList<string> Weak { get; } =
    [
        "Red marrow comes out too low (3 to 6 h of half-life against 32 h measured): take it from blood or images.",
        "Liver dose is too low: the model has no path into bile.",
        "Spleen stays too long (36 h against 17 h measured).",
        "Urine is too fast (83 % in a day against 57 % measured): do not plan bladder or hospital stay by it.",
        "Binding constants and receptor densities belong together: a density means something for its ligand only.",
    ];

    /// <summary>Whether an organ's prediction is weak.</summary>
    public static bool IsWeak(string organ) => WeakOrgans.Contains(organ);

    /// <summary>A parameter of the fit in words, with its unit.</summary>
    public static (string Meaning, string Unit) Of(string parameter) => parameter switch
    {
        "R_kidney" => ("receptors of the kidneys", "nmol/L"),
        "R_sg" => ("receptors of the salivary and lacrimal glands", "nmol/L"),
        "R_TR" => ("receptors of the rest of the tumour", "nmol/L"),
        "lam_rel_kidney" => ("release from the kidneys", "1/min"),
        "lam_rel_tumor" => ("release from the tumour", "1/min"),
        "lam_rel_sg" => ("release from the glands", "1/min"),
        _ when parameter.StartsWith("R_", StringComparison.Ordinal) => ($"receptors of {parameter[2..].Replace('_', ' ')}", "nmol/L"),
        _ => (parameter, ""),
    };

    /// <summary>Organ of the model in words.</summary>
    public static string Organ(string organ) => organ switch
    {
        "Kidney" => "kidneys", "Parotid" => "parotid glands", "Submandibular" => "submandibular glands", "Lacrimal" => "lacrimal glands", "RedMarrow" => "red marrow",
        OrganMap.TumourRest => "rest of the tumour",
        _ => organ.Replace('_', ' ').ToLowerInvariant(),
    };
}
