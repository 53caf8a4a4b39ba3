using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Sbml;

/// <summary>
/// Reads SBML Level 2 Version 4 and Level 3 as far as compartment models need it: compartments, parameters, species, initial assignments, assignment and rate
/// rules, reactions, events at a time. Species that a rate names without listing them as modifiers are accepted. Everything else is refused by name.
/// Files come from anywhere: no document type, no external entity, bounded size, depth and counts.
/// </summary>
internal static class SbmlReader
{
    private const long LargestCharacters = 20_000_000;
    private const int MostElements = 20_000;
    private static readonly string[] Refused = ["listOfFunctionDefinitions", "listOfConstraints", "listOfCompartmentTypes"];

    /// <exception cref="PbpkInputException">Not such a file; the message names the part.</exception>
    public static SbmlContent Read(Stream stream)
    {
        XElement root = Load(stream);
        XElement model = root.Name.LocalName == "sbml" ? root.Elements().FirstOrDefault(e => e.Name.LocalName == "model") ?? throw new PbpkInputException("The SBML file holds no model.")
            : throw new PbpkInputException($"The file is no SBML: it begins with '{root.Name.LocalName}'.");
        if (Refused.FirstOrDefault(r => List(model, r).Any()) is { } refused) throw new PbpkInputException($"The model has a {refused}, which this import does not know.");
        Dictionary<string, SbmlSymbol> symbols = [];
        foreach (SbmlSymbol s in Compartments(model).Concat(Parameters(model, "listOfParameters")).Concat(Species(model)))
            if (!symbols.TryAdd(s.Id, s)) throw new PbpkInputException($"The identifier '{s.Id}' is used twice.");
        if (List(model, "listOfRules").FirstOrDefault(r => r.Name.LocalName == "algebraicRule") is not null) throw new PbpkInputException("The model has an algebraic rule, which this import does not know.");
        return new SbmlContent(model.Attribute("name")?.Value ?? Id(model, "model"), symbols, Formulas(model, "listOfInitialAssignments", "initialAssignment", "symbol"),
            Formulas(model, "listOfRules", "assignmentRule", "variable"), Formulas(model, "listOfRules", "rateRule", "variable"),
            [.. List(model, "listOfReactions").Select(Reaction)], [.. List(model, "listOfEvents").Select(Event)]);
    }

    private static XElement Load(Stream stream)
    {
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestCharacters, CloseInput = false };
        try
        {
            using XmlReader reader = XmlReader.Create(stream, settings);
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException e) { throw new PbpkInputException($"The file cannot be read as XML: {e.Message}"); }
    }

    private static IEnumerable<XElement> List(XElement parent, string name)
    {
        XElement[] items = [.. parent.Elements().Where(e => e.Name.LocalName == name).Elements().Where(e => e.Name.LocalName is not ("notes" or "annotation"))];
        return items.Length <= MostElements ? items : throw new PbpkInputException($"{name} has {items.Length} entries; at most {MostElements} are read.");
    }

    private static IEnumerable<SbmlSymbol> Compartments(XElement model) =>
        List(model, "listOfCompartments").Select(c => new SbmlSymbol(Id(c, "compartment"), Number(c, "size") ?? 1, Flag(c, "constant", true), false, null, false));

    private static IEnumerable<SbmlSymbol> Parameters(XElement parent, string list) =>
        List(parent, list).Select(p => new SbmlSymbol(Id(p, "parameter"), Number(p, "value"), Flag(p, "constant", true), false, null, false));

    private static IEnumerable<SbmlSymbol> Species(XElement model)
    {
        Dictionary<string, double> sizes = Compartments(model).ToDictionary(c => c.Id, c => c.Value!.Value);
        return List(model, "listOfSpecies").Select(s =>
        {
            string id = Id(s, "species"), compartment = s.Attribute("compartment")?.Value ?? "";
            if (!sizes.TryGetValue(compartment, out double size)) throw new PbpkInputException($"The species '{id}' lies in the compartment '{compartment}', which does not exist.");
            return new SbmlSymbol(id, Number(s, "initialAmount") ?? Number(s, "initialConcentration") * size, Flag(s, "constant", false), Flag(s, "boundaryCondition", false), compartment, !Flag(s, "hasOnlySubstanceUnits", false));
        });
    }

    private static Dictionary<string, Expression> Formulas(XElement model, string list, string kind, string target)
    {
        Dictionary<string, Expression> found = [];
        foreach (XElement e in List(model, list).Where(e => e.Name.LocalName == kind))
        {
            string id = e.Attribute(target)?.Value ?? throw new PbpkInputException($"A {kind} names no {target}.");
            if (!found.TryAdd(id, MathReader.Of(e, id))) throw new PbpkInputException($"'{id}' has two {kind}s.");
        }
        return found;
    }

    private static SbmlReaction Reaction(XElement r)
    {
        string id = Id(r, "reaction");
        XElement law = r.Elements().FirstOrDefault(e => e.Name.LocalName == "kineticLaw") ?? throw new PbpkInputException($"The reaction '{id}' has no kinetic law.");
        Dictionary<string, double> local = Parameters(law, "listOfParameters").Concat(Parameters(law, "listOfLocalParameters"))
            .ToDictionary(p => p.Id, p => p.Value ?? throw new PbpkInputException($"The parameter '{p.Id}' of the reaction '{id}' has no value."));
        Dictionary<string, double> changes = [];
        foreach ((string list, int sign) in new[] { ("listOfReactants", -1), ("listOfProducts", 1) })
            foreach (XElement s in List(r, list))
            {
                if (s.Elements().Any(e => e.Name.LocalName == "stoichiometryMath")) throw new PbpkInputException($"The reaction '{id}' has a computed stoichiometry, which this import does not know.");
                string species = s.Attribute("species")?.Value ?? throw new PbpkInputException($"The reaction '{id}' has a reactant or product without species.");
                changes[species] = changes.GetValueOrDefault(species) + sign * (Number(s, "stoichiometry") ?? 1);
            }
        return new SbmlReaction(id, changes, MathReader.Of(law, $"the reaction '{id}'").Resolve(n => local.TryGetValue(n, out double v) ? new Constant(v) : new Name(n)));
    }

    private static SbmlEvent Event(XElement e)
    {
        string id = e.Attribute("id")?.Value ?? "without id";
        if (e.Elements().Any(x => x.Name.LocalName is "delay" or "priority")) throw new PbpkInputException($"The event '{id}' has a delay or priority, which this import does not know.");
        XElement trigger = e.Elements().FirstOrDefault(x => x.Name.LocalName == "trigger") ?? throw new PbpkInputException($"The event '{id}' has no trigger.");
        return new SbmlEvent(id, MathReader.Of(trigger, $"the event '{id}'"), [.. List(e, "listOfEventAssignments").Select(a =>
            (a.Attribute("variable")?.Value ?? throw new PbpkInputException($"The event '{id}' assigns to nothing."), MathReader.Of(a, $"the event '{id}'")))]);
    }

    private static string Id(XElement e, string kind) => e.Attribute("id")?.Value is { Length: > 0 } id ? id : throw new PbpkInputException($"A {kind} has no id.");

    private static bool Flag(XElement e, string name, bool standard) => e.Attribute(name)?.Value is { } v ? v is "true" or "1" : standard;

    private static double? Number(XElement e, string name) => e.Attribute(name)?.Value is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && double.IsFinite(v) ? v
        : throw new PbpkInputException($"{name} of '{e.Attribute("id")?.Value}' is '{text}', which is no finite number.");
}
