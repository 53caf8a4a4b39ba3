// Quantity: amounts of ligand (nmol) in every space of the body, hot and cold apart, and their time integrals (MBq·h).
// Equations: flow-limited plasma, permeability-limited interstitium, receptor binding with a constant number of receptors,
//   internalisation, release, filtration with tubular binding; hot decays to cold everywhere. Each transfer below is one term of the model.
// Source: DP-PBPK v1 (see Physiology). Validity: amounts from tracer to saturation; liver, marrow, spleen and urine are weak.
namespace Dosimetry.Pbpk.Model;

/// <summary>A first-order transfer: dx_From = −k x_From, dx_To = +k x_From. State indices within one species; rate in 1/min.</summary>
public readonly record struct Transfer(int From, int To, double Rate_per_min);

/// <summary>
/// Receptor binding b = k_on (R_0 − Σ bound) c − k_off x_bound between a free space and its bound space. <paramref name="Rate_per_nmol_min"/> is
/// k_on / V, so that b's saturating part is Rate · (hot + cold bound) · x_Free.
/// </summary>
public readonly record struct Binding(int Free, int Bound, double Rate_per_nmol_min);

/// <summary>The wiring of one patient: spaces, transfers and bindings of one ligand species. Hot and cold share it.</summary>
public sealed class PbpkModel
{
    private readonly List<string> _spaces = [];
    private readonly List<Transfer> _transfers = [];
    private readonly List<Binding> _bindings = [];
    private readonly Dictionary<string, List<int>> _organSpaces = [];

    /// <summary>Wires a patient.</summary>
    /// <exception cref="PbpkInputException">The patient's data cannot be.</exception>
    public PbpkModel(PbpkPatient patient)
    {
        Patient = patient;
        Physiology = new Physiology(patient);
        Venous = Space("Ven", "Ven");
        int arterial = Space("Art", "Art"), lung = Space("LungVas", "LungVas"), lungInterstitium = Space("LungInt", "LungInt");
        var plasma = new Dictionary<string, int>();
        foreach (Organ o in Physiology.Organs) plasma[o.Name] = AddSpaces(o);
        Urine = Space("Urine", "Urine");
        WireLung(arterial, lung, lungInterstitium);
        foreach (Organ o in Physiology.Organs) Wire(o, arterial, plasma);
    }

    /// <summary>The patient.</summary>
    public PbpkPatient Patient { get; }
    /// <summary>Volumes, flows and receptors.</summary>
    public Physiology Physiology { get; }
    /// <summary>Names of the spaces of one species, e.g. "KidneyBound".</summary>
    public IReadOnlyList<string> Spaces => _spaces;
    /// <summary>First-order terms.</summary>
    public IReadOnlyList<Transfer> Transfers => _transfers;
    /// <summary>Saturable terms.</summary>
    public IReadOnlyList<Binding> Bindings => _bindings;
    /// <summary>Index of venous plasma, where doses enter.</summary>
    public int Venous { get; }
    /// <summary>Index of urine (includes released ligand when that is excreted).</summary>
    public int Urine { get; }
    /// <summary>Names of organs and blood spaces that have curves, in model order.</summary>
    public IEnumerable<string> Organs => _organSpaces.Keys;
    /// <summary>Spaces that belong to an organ.</summary>
    public IReadOnlyList<int> SpacesOf(string organ) => _organSpaces[organ];

    private int Space(string organ, string name)
    {
        _spaces.Add(name);
        if (!_organSpaces.TryGetValue(organ, out List<int>? spaces)) _organSpaces[organ] = spaces = [];
        spaces.Add(_spaces.Count - 1);
        return _spaces.Count - 1;
    }

    private int AddSpaces(Organ o)
    {
        int vascular = Space(o.Name, o.Name + "Vas");
        if (o.Interstitial_L is not null) Space(o.Name, o.Name + (o.Kind == OrganKind.Kidney ? "Lumen" : "Int"));
        if (o.Kind == OrganKind.Kidney) Space(o.Name, o.Name + "Intra");
        if (o.Receptors_nmol > 0) { Space(o.Name, o.Name + "Bound"); Space(o.Name, o.Name + "Intern"); }
        return vascular;
    }

    private void Move(int from, int to, double rate_per_min) => _transfers.Add(new Transfer(from, to, rate_per_min));

    private void WireLung(int arterial, int lung, int lungInterstitium)
    {
        LungSpaces l = Physiology.Lung;
        double flow_L_per_min = Physiology.LungFlow_L_per_min;
        Move(Venous, lung, flow_L_per_min / Physiology.Venous_L);                      // F_L c_v
        Move(lung, arterial, flow_L_per_min / l.Vascular_L);                           // F_L c_lung
        Move(lung, lungInterstitium, l.Permeability_L_per_min / l.Vascular_L);
        Move(lungInterstitium, lung, l.Permeability_L_per_min / l.Interstitial_L);
    }

    private void Wire(Organ o, int arterial, Dictionary<string, int> plasma)
    {
        int vascular = plasma[o.Name];
        Move(arterial, vascular, o.Flow_L_per_min / Physiology.Arterial_L);  // F_i c_a
        switch (o.Kind)
        {
            case OrganKind.Portal: Move(vascular, plasma["Liver"], o.Flow_L_per_min / o.Vascular_L); break;
            case OrganKind.Liver: Move(vascular, Venous, Physiology.HepaticOutflow_L_per_min / o.Vascular_L); break;
            default: Move(vascular, Venous, o.Flow_L_per_min / o.Vascular_L); break;
        }
        if (o.Kind == OrganKind.Kidney) WireTubule(o, vascular);
        else if (o.Interstitial_L is { } interstitial_L)
        {
            Move(vascular, vascular + 1, o.Permeability_L_per_min / o.Vascular_L);
            Move(vascular + 1, vascular, o.Permeability_L_per_min / interstitial_L);
        }
        if (o.Receptors_nmol > 0) WireReceptors(o, vascular + 1);
    }

    private void WireTubule(Organ o, int vascular)
    {
        int lumen = vascular + 1, cells = vascular + 2;
        double filtered = Physiology.Filtration_L_per_min, excreted = Patient.Kinetics.ExcretedShare;
        Move(vascular, lumen, filtered / o.Vascular_L);                                     // Q c_K
        Move(lumen, Urine, filtered * excreted / o.Interstitial_L!.Value);                  // Q f_exc c_lum
        Move(lumen, cells, filtered * (1 - excreted) / o.Interstitial_L.Value);             // Q (1 − f_exc) c_lum
        Move(cells, vascular, filtered * (1 - excreted) / Physiology.KidneyIntracellular_L); // Q (1 − f_exc) c_intra
    }

    private void WireReceptors(Organ o, int free)
    {
        int bound = _organSpaces[o.Name][^2], internalised = _organSpaces[o.Name][^1];
        double volume_L = o.Interstitial_L!.Value;
        Ligand ligand = Patient.Ligand;
        Move(free, bound, ligand.AssociationRate_L_per_nmol_min * o.Receptors_nmol / volume_L);  // k_on R_0 c
        _bindings.Add(new Binding(free, bound, ligand.AssociationRate_L_per_nmol_min / volume_L)); // − k_on x_bound c
        Move(bound, free, ligand.DissociationRate_per_min);                                         // k_off x_bound
        Move(bound, internalised, Patient.Kinetics.Internalisation_per_min);
        Move(internalised, Patient.Kinetics.Released == ReleasedLigand.Recycled ? free : Urine, o.Release_per_min);
    }
}
