// Quantity: the differential equations of one patient and protocol as reactions between amounts (nmol) in compartments (L), time in min.
// Equations: those of PbpkModel, each transfer a reaction with flows, permeabilities and receptors as named parameters; later doses are events.
// Source: SBML Level 3 Version 2 Core; checked with libsbml. Validity: as the model. Neglected: nothing of the kinetics; no dose, no fit.
using System.Xml;
using System.Xml.Linq;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using static Dosimetry.Pbpk.Sbml.MathMl;

namespace Dosimetry.Pbpk.Sbml;

/// <summary>Writes a patient and a protocol as SBML for other simulators.</summary>
public sealed class SbmlExport
{
    private static readonly string[] SpeciesOfLigand = ["hot", "cold"];
    private readonly PbpkModel _model;
    private readonly Protocol _protocol;
    private readonly SbmlDocument _sbml;
    private readonly List<string> _spaces = [];

    private SbmlExport(PbpkModel model, Protocol protocol)
    {
        (_model, _protocol) = (model, protocol);
        _sbml = new SbmlDocument("dp_pbpk", $"PBPK model of {model.Patient.Ligand.Name} with {protocol.Label.Nuclide}");
    }

    /// <summary>Writes UTF-8 XML; the stream stays open.</summary>
    /// <exception cref="PbpkInputException">The protocol cannot be.</exception>
    public static void Write(Stream stream, PbpkModel model, Protocol protocol)
    {
        protocol.Check();
        using XmlWriter writer = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, CloseOutput = false });
        new SbmlExport(model, protocol).Build().Save(writer);
    }

    private XDocument Build()
    {
        AddConstants();
        AddBlood();
        foreach (Organ o in _model.Physiology.Organs) AddSpaces(o);
        AddLungFlow();
        foreach (Organ o in _model.Physiology.Organs) AddReactions(o);
        foreach (string space in _spaces) _sbml.Reaction($"decay_{space}", $"{space}_hot", $"{space}_cold", Times("lambda_phys", $"{space}_hot"));
        new SbmlDoses(_sbml, _protocol).Add();
        return _sbml.ToXml();
    }

    private void AddConstants()
    {
        Physiology p = _model.Physiology;
        Ligand ligand = _model.Patient.Ligand;
        _sbml.Parameter("lambda_phys", _protocol.Label.Decay_per_min, "per_min");
        _sbml.Parameter("k_on", ligand.AssociationRate_L_per_nmol_min, "L_per_nmol_min");
        _sbml.Parameter("k_off", ligand.DissociationRate_per_min, "per_min");
        _sbml.Parameter("lambda_int", _model.Patient.Kinetics.Internalisation_per_min, "per_min");
        _sbml.Parameter("F_lung", p.LungFlow_L_per_min, "L_per_min");
        _sbml.Parameter("PS_lung", p.Lung.Permeability_L_per_min, "L_per_min");
        _sbml.Parameter("F_hep", p.HepaticOutflow_L_per_min, "L_per_min");
        _sbml.Parameter("Q_excreted", p.Filtration_L_per_min * _model.Patient.Kinetics.ExcretedShare, "L_per_min");
        _sbml.Parameter("Q_reabsorbed", p.Filtration_L_per_min * (1 - _model.Patient.Kinetics.ExcretedShare), "L_per_min");
        _sbml.Parameter("Q_filtered", p.Filtration_L_per_min, "L_per_min");
    }

    private void AddBlood()
    {
        Space("Ven", _model.Physiology.Venous_L, SbmlDoses.AtStart(_protocol));
        Space("Art", _model.Physiology.Arterial_L);
        Space("LungVas", _model.Physiology.Lung.Vascular_L);
        Space("LungInt", _model.Physiology.Lung.Interstitial_L);
        Space("Urine", 1);
    }

    private void AddSpaces(Organ o)
    {
        string n = SbmlId.Of(o.Name);
        Space(n + "Vas", o.Vascular_L);
        _sbml.Parameter("F_" + n, o.Flow_L_per_min, "L_per_min");
        if (o.Interstitial_L is { } interstitial_L) Space(Free(o), interstitial_L);
        if (o.Kind == OrganKind.Kidney) Space(n + "Intra", _model.Physiology.KidneyIntracellular_L);
        else if (o.Interstitial_L is not null) _sbml.Parameter("PS_" + n, o.Permeability_L_per_min, "L_per_min");
        if (o.Receptors_nmol <= 0) return;
        Space(n + "Bound", o.Volume_L);
        Space(n + "Intern", o.Volume_L);
        _sbml.Parameter("R0_" + n, o.Receptors_nmol, "nanomole");
        _sbml.Parameter("lambda_rel_" + n, o.Release_per_min, "per_min");
    }

    private void AddLungFlow()
    {
        Flow("lung_in", "F_lung", "Ven", "LungVas");
        Flow("lung_out", "F_lung", "LungVas", "Art");
        Exchange("lung_ps", "PS_lung", "LungVas", "LungInt");
    }

    private void AddReactions(Organ o)
    {
        string n = SbmlId.Of(o.Name), vascular = n + "Vas";
        Flow("in_" + n, "F_" + n, "Art", vascular);
        (string outflow, string to) = o.Kind switch { OrganKind.Portal => ("F_" + n, "LiverVas"), OrganKind.Liver => ("F_hep", "Ven"), _ => ("F_" + n, "Ven") };
        Flow("out_" + n, outflow, vascular, to);
        if (o.Kind == OrganKind.Kidney) AddTubule(n, Free(o));
        else if (o.Interstitial_L is not null) Exchange("ps_" + n, "PS_" + n, vascular, Free(o));
        if (o.Receptors_nmol > 0) AddReceptors(n, Free(o));
    }

    private void AddTubule(string n, string lumen)
    {
        Flow("filtered", "Q_filtered", n + "Vas", lumen);
        Flow("excreted", "Q_excreted", lumen, "Urine");
        Flow("reabsorbed", "Q_reabsorbed", lumen, n + "Intra");
        Flow("returned", "Q_reabsorbed", n + "Intra", n + "Vas");
    }

    private void AddReceptors(string n, string free)
    {
        string bound = n + "Bound", internalised = n + "Intern";
        string released = _model.Patient.Kinetics.Released == ReleasedLigand.Recycled ? free : "Urine";
        foreach (string s in SpeciesOfLigand)
        {
            XElement freeReceptors = Minus(Minus($"R0_{n}", $"{bound}_hot"), $"{bound}_cold");
            _sbml.Reaction($"bind_{n}_{s}", $"{free}_{s}", $"{bound}_{s}",
                Minus(Times("k_on", freeReceptors, Divide($"{free}_{s}", free)), Times("k_off", $"{bound}_{s}")), reversible: true);
            _sbml.Reaction($"int_{n}_{s}", $"{bound}_{s}", $"{internalised}_{s}", Times("lambda_int", $"{bound}_{s}"));
            _sbml.Reaction($"rel_{n}_{s}", $"{internalised}_{s}", $"{released}_{s}", Times($"lambda_rel_{n}", $"{internalised}_{s}"));
        }
    }

    private static string Free(Organ o) => SbmlId.Of(o.Name) + (o.Kind == OrganKind.Kidney ? "Lumen" : "Int");

    private void Space(string id, double volume_L, (double Hot, double Cold) initial_nmol = default)
    {
        _sbml.Compartment(id, volume_L);
        _sbml.Species($"{id}_hot", id, initial_nmol.Hot);
        _sbml.Species($"{id}_cold", id, initial_nmol.Cold);
        _spaces.Add(id);
    }

    /// <summary>Rate = flow × concentration where it comes from.</summary>
    private void Flow(string id, string flow, string from, string to)
    {
        foreach (string s in SpeciesOfLigand) _sbml.Reaction($"{id}_{s}", $"{from}_{s}", $"{to}_{s}", Times(flow, Divide($"{from}_{s}", from)));
    }

    /// <summary>Rate = permeability × difference of concentrations.</summary>
    private void Exchange(string id, string permeability, string a, string b)
    {
        foreach (string s in SpeciesOfLigand)
            _sbml.Reaction($"{id}_{s}", $"{a}_{s}", $"{b}_{s}", Times(permeability, Minus(Divide($"{a}_{s}", a), Divide($"{b}_{s}", b))), reversible: true);
    }
}
