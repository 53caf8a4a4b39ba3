namespace Dosimetry.Pbpk.Sbml;

/// <summary>Anything with a value: compartment, parameter or species. A species' value is an amount unless <paramref name="IsConcentration"/>.</summary>
internal sealed record SbmlSymbol(string Id, double? Value, bool Constant, bool Boundary, string? Compartment, bool IsConcentration);

/// <summary>A reaction: net stoichiometry by species, and its rate in substance per time.</summary>
internal sealed record SbmlReaction(string Id, IReadOnlyDictionary<string, double> Changes, Expression Rate);

/// <summary>At a time the variables take new values.</summary>
internal sealed record SbmlEvent(string Id, Expression Trigger, IReadOnlyList<(string Variable, Expression Value)> Assignments);

/// <summary>What an SBML file says, before it is compiled.</summary>
internal sealed record SbmlContent(
    string Name, IReadOnlyDictionary<string, SbmlSymbol> Symbols, IReadOnlyDictionary<string, Expression> InitialAssignments, IReadOnlyDictionary<string, Expression> AssignmentRules,
    IReadOnlyDictionary<string, Expression> RateRules, IReadOnlyList<SbmlReaction> Reactions, IReadOnlyList<SbmlEvent> Events)
{
    /// <summary>Species in the order of the file.</summary>
    public IEnumerable<SbmlSymbol> Species => Symbols.Values.Where(s => s.Compartment is not null);
}
