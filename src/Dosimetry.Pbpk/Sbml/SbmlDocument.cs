using System.Globalization;
using System.Xml.Linq;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Sbml;

/// <summary>Collects the parts of an SBML Level 3 Version 2 model and writes them in the order the standard wants. Units: minute, nanomole, litre.</summary>
internal sealed class SbmlDocument(string id, string name)
{
    public static readonly XNamespace Core = "http://www.sbml.org/sbml/level3/version2/core";
    private readonly Dictionary<string, XElement> _compartments = [], _species = [], _parameters = [];
    private readonly List<XElement> _reactions = [], _events = [];

    /// <exception cref="PbpkInputException">The identifier is taken: two tumours whose names differ only in signs that SBML does not know.</exception>
    public void Compartment(string id, double size_L)
    {
        XElement compartment = Element("compartment", ("id", id), ("spatialDimensions", "3"), ("size", Number(size_L)), ("units", "litre"), ("constant", "true"));
        if (!_compartments.TryAdd(id, compartment))
            throw new PbpkInputException($"Two tumours become the same SBML identifier '{id}': give them names that differ in letters or digits.");
    }

    public void Species(string id, string compartment, double initial_nmol) => _species[id] = Element("species", ("id", id), ("compartment", compartment), ("initialAmount", Number(initial_nmol)),
        ("substanceUnits", "nanomole"), ("hasOnlySubstanceUnits", "true"), ("boundaryCondition", "false"), ("constant", "false"));

    public void Parameter(string id, double value, string units, bool constant = true) =>
        _parameters[id] = Element("parameter", ("id", id), ("value", Number(value)), ("units", units), ("constant", constant ? "true" : "false"));

    /// <summary>One mole of <paramref name="from"/> becomes one of <paramref name="to"/>; either may be null. The rate is in nmol/min.</summary>
    public void Reaction(string id, string? from, string? to, XElement rate, bool reversible = false)
    {
        string[] modifiers = [.. rate.DescendantsAndSelf(MathMl.Namespace + "ci").Select(c => c.Value).Distinct().Where(c => _species.ContainsKey(c) && c != from && c != to)];
        _reactions.Add(Element("reaction", ("id", id), ("reversible", reversible ? "true" : "false")).With(
            from is null ? null : List("listOfReactants", [Reference(from)]),
            to is null ? null : List("listOfProducts", [Reference(to)]),
            List("listOfModifiers", modifiers.Select(m => Element("modifierSpeciesReference", ("species", m)))),
            new XElement(Core + "kineticLaw", MathMl.Math(rate))));
    }

    /// <summary>At a time (min) the variables take new values.</summary>
    public void Event(string id, double time_min, IEnumerable<(string Variable, XElement Value)> assignments) =>
        _events.Add(Element("event", ("id", id), ("useValuesFromTriggerTime", "true")).With(
            Element("trigger", ("initialValue", "true"), ("persistent", "true")).With(MathMl.Math(MathMl.AtLeast(MathMl.Time(), MathMl.Cn(time_min, "minute")))),
            List("listOfEventAssignments", assignments.Select(a => Element("eventAssignment", ("variable", a.Variable)).With(MathMl.Math(a.Value))))));

    public XDocument ToXml() => new(new XDeclaration("1.0", "UTF-8", null), new XElement(Core + "sbml", new XAttribute("level", "3"), new XAttribute("version", "2"),
        Element("model", ("id", id), ("name", name), ("substanceUnits", "nanomole"), ("timeUnits", "minute"), ("volumeUnits", "litre"), ("extentUnits", "nanomole")).With(
            List("listOfUnitDefinitions", Units()), List("listOfCompartments", _compartments.Values), List("listOfSpecies", _species.Values),
            List("listOfParameters", _parameters.Values), List("listOfReactions", _reactions), List("listOfEvents", _events))));

    private static IEnumerable<XElement> Units()
    {
        XElement minute = Unit("second", 1, 0, 60), perMinute = Unit("second", -1, 0, 60), nanomole = Unit("mole", 1, -9, 1);
        yield return Definition("minute", minute);
        yield return Definition("nanomole", nanomole);
        yield return Definition("per_min", perMinute);
        yield return Definition("nmol_per_min", nanomole, perMinute);
        yield return Definition("L_per_min", Unit("litre", 1, 0, 1), perMinute);
        yield return Definition("L_per_nmol_min", Unit("litre", 1, 0, 1), Unit("mole", -1, -9, 1), perMinute);
    }

    private static XElement Definition(string id, params XElement[] units) => Element("unitDefinition", ("id", id)).With(List("listOfUnits", units.Select(u => new XElement(u))));

    private static XElement Unit(string kind, int exponent, int scale, int multiplier) =>
        Element("unit", ("kind", kind), ("exponent", Number(exponent)), ("scale", Number(scale)), ("multiplier", Number(multiplier)));

    private static XElement Reference(string species) => Element("speciesReference", ("species", species), ("stoichiometry", "1"), ("constant", "true"));

    private static XElement? List(string name, IEnumerable<XElement> items) => items.Any() ? new XElement(Core + name, items) : null;

    private static XElement Element(string name, params (string Name, string Value)[] attributes) => new(Core + name, attributes.Select(a => new XAttribute(a.Name, a.Value)));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Children behind attributes, in one expression.</summary>
internal static class XElementExtensions
{
    public static XElement With(this XElement parent, params XElement?[] children)
    {
        parent.Add(children.Where(c => c is not null));
        return parent;
    }
}
