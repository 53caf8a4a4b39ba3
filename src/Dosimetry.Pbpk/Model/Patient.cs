namespace Dosimetry.Pbpk.Model;

/// <summary>
/// The covariates that scale the model. Units in the names; GFR is absolute (de-indexed: eGFR × BSA / 1.73), in L/min.
/// </summary>
public sealed record PatientCovariates
{
    /// <summary>Body weight, kg.</summary>
    public double Weight_kg { get; init; } = 80;
    /// <summary>Height, cm.</summary>
    public double Height_cm { get; init; } = 175;
    /// <summary>Age, years (enters kidney flow).</summary>
    public double Age_y { get; init; } = 70;
    /// <summary>Haematocrit, fraction.</summary>
    public double Haematocrit { get; init; } = 0.40;
    /// <summary>Glomerular filtration rate, L/min, not indexed to body surface.</summary>
    public double Gfr_L_per_min { get; init; } = 0.090;

    /// <summary>Body surface area, m² (Mosteller): √(height · weight / 3600).</summary>
    public double BodySurface_m2 => Math.Sqrt(Height_cm * Weight_kg / 3600);
}

/// <summary>Volumes (L) that a patient's own segmentation replaces.</summary>
public sealed record OrganVolumes
{
    /// <summary>Both kidneys, L.</summary>
    public double Kidney_L { get; init; } = 0.309;
    /// <summary>Liver, L.</summary>
    public double Liver_L { get; init; } = 1.533;
    /// <summary>Spleen, L.</summary>
    public double Spleen_L { get; init; } = 0.201;
    /// <summary>Both parotid glands, L.</summary>
    public double Parotid_L { get; init; } = 0.0406;
    /// <summary>Both submandibular glands, L.</summary>
    public double Submandibular_L { get; init; } = 0.0152;
    /// <summary>Both lacrimal glands, L.</summary>
    public double Lacrimal_L { get; init; } = 0.000727;
    /// <summary>Prostate, L; null = scaled from body weight, 0 = removed.</summary>
    public double? Prostate_L { get; init; }
}

/// <summary>
/// One tumour, or the rest of the tumour burden that nobody outlined.
/// Flow in L/min per L of tumour (= mL/mL/min); release rate null = the common tumour rate.
/// </summary>
public sealed record Tumour(string Name, double Volume_L, double ReceptorDensity_nmol_per_L, double Flow_per_min, double? ReleaseRate_per_min = null);

/// <summary>A PSMA ligand: association rate in L/(nmol·min) and dissociation constant in nmol/L.</summary>
public sealed record Ligand(string Name, double AssociationRate_L_per_nmol_min, double DissociationConstant_nM)
{
    /// <summary>Dissociation rate, 1/min.</summary>
    public double DissociationRate_per_min => AssociationRate_L_per_nmol_min * DissociationConstant_nM;

    /// <summary>
    /// Ligands with constants: PSMA-617 and DCFPyL from ibartelink/Target-Site-PBPK-in-oncology, PSMA-I&amp;T from qurit/PyCNO (after Kletting
    /// 2016); PSMA-11 is a placeholder of ours that nobody has confirmed.
    /// </summary>
    public static IReadOnlyList<Ligand> Known { get; } =
        [new("PSMA-617", 0.09, 1.0), new("PSMA-I&T", 0.046, 8.0), new("PSMA-11", 0.046, 8.0), new("DCFPyL", 0.09, 0.49)];

    /// <summary>A known ligand by name.</summary>
    /// <exception cref="PbpkInputException">No such ligand; the message lists the known ones.</exception>
    public static Ligand ByName(string name) =>
        Known.FirstOrDefault(l => string.Equals(l.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new PbpkInputException($"Ligand '{name}' is unknown. Known: {string.Join(", ", Known.Select(l => l.Name))}; or give kon and KD.");
}

/// <summary>Where ligand goes that a cell releases after internalisation.</summary>
public enum ReleasedLigand
{
    /// <summary>Leaves the body (counted as urine): the default of both full-model sources.</summary>
    Excreted,
    /// <summary>Returns to the interstitium.</summary>
    Recycled,
}

/// <summary>Rates, receptor densities and flow constants (defaults: PSMA-617 patient of specs; densities in nmol per L of organ).</summary>
public sealed record Kinetics
{
    /// <summary>Internalisation of bound ligand, 1/min.</summary>
    public double Internalisation_per_min { get; init; } = 1e-3;
    /// <summary>Release from tumour cells, 1/min.</summary>
    public double ReleaseTumour_per_min { get; init; } = 1.4e-4;
    /// <summary>Release from kidney cells (also prostate, GI, spleen, liver), 1/min.</summary>
    public double ReleaseKidney_per_min { get; init; } = 2.3e-4;
    /// <summary>Release from salivary and lacrimal gland cells, 1/min.</summary>
    public double ReleaseGland_per_min { get; init; } = 3.7e-4;
    /// <summary>Receptor density of the kidneys, nmol/L.</summary>
    public double ReceptorKidney_nM { get; init; } = 18;
    /// <summary>Receptor density of salivary and lacrimal glands, nmol/L.</summary>
    public double ReceptorGland_nM { get; init; } = 42;
    /// <summary>Receptor density of the prostate, nmol/L; liver and GI are shares of it.</summary>
    public double ReceptorProstate_nM { get; init; } = 5.2;
    /// <summary>Liver density over prostate density.</summary>
    public double LiverShareOfProstate { get; init; } = 0.05;
    /// <summary>GI density over prostate density.</summary>
    public double GiShareOfProstate { get; init; } = 0.06;
    /// <summary>Spleen density over kidney density.</summary>
    public double SpleenShareOfKidney { get; init; } = 0.2;
    /// <summary>Sieving of the glomerulus, φ in Q = φ · GFR.</summary>
    public double Sieving { get; init; } = 0.66;
    /// <summary>Share of the tubular flow that is excreted.</summary>
    public double ExcretedShare { get; init; } = 0.96;
    /// <summary>Kidney flow at age 0, L/min per L of kidney and plasma share.</summary>
    public double KidneyFlow_per_min { get; init; } = 4.3;
    /// <summary>Loss of kidney flow per year of age.</summary>
    public double KidneyFlowLoss_per_min_y { get; init; } = 0.026;
    /// <summary>Gland flow, L/min per L.</summary>
    public double GlandFlow_per_min { get; init; } = 0.16;
    /// <summary>Permeability-surface product of glands, L/min per L.</summary>
    public double GlandPermeability_per_min { get; init; } = 0.4;
    /// <summary>Permeability-surface product of tumours, L/min per L.</summary>
    public double TumourPermeability_per_min { get; init; } = 0.6;
    /// <summary>Permeability-surface product of muscle, L/min per L; leaky organs (lung, marrow, spleen, liver) have 100 times it.</summary>
    public double MusclePermeability_per_min { get; init; } = 0.02;
    /// <summary>Fate of released ligand.</summary>
    public ReleasedLigand Released { get; init; } = ReleasedLigand.Excreted;
}

/// <summary>Everything the model needs to know about one patient and one ligand.</summary>
public sealed record PbpkPatient
{
    /// <summary>Covariates.</summary>
    public PatientCovariates Covariates { get; init; } = new();
    /// <summary>Organ volumes.</summary>
    public OrganVolumes Volumes { get; init; } = new();
    /// <summary>Rates and receptor densities.</summary>
    public Kinetics Kinetics { get; init; } = new();
    /// <summary>Ligand.</summary>
    public Ligand Ligand { get; init; } = Ligand.Known[0];
    /// <summary>Tumours; the default three are those of the reference patient.</summary>
    public IReadOnlyList<Tumour> Tumours { get; init; } =
        [new("Tumor1", 0.010, 50, 0.26), new("Tumor2", 0.030, 54, 0.26), new("TumorRest", 0.150, 73, 0.14)];
}

/// <summary>Input that the model refuses; the message names the quantity, its value and what would be accepted.</summary>
public sealed class PbpkInputException(string message) : Exception(message);
