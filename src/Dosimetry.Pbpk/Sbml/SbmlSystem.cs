using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Sbml;

/// <summary>
/// An SBML model compiled: one state per species that reactions change and per variable with a rate rule or an event; everything else is a number or
/// inlined. The Jacobian is differentiated symbol by symbol.
/// </summary>
internal sealed class SbmlSystem : IStiffSystem
{
    private readonly SbmlContent _content;
    private readonly Dictionary<string, int> _stateOf = [];
    private readonly Dictionary<string, Expression> _inlined = [];
    private readonly HashSet<string> _open = [];
    private readonly Dictionary<string, double> _initial = [];
    private readonly Expression[] _rates;
    private readonly (int State, double Change)[][] _changes;
    private readonly (int State, Expression Rate)[] _ownRates;
    private readonly (int Place, double Change, Expression Slope)[] _jacobian;

    /// <exception cref="PbpkInputException">A name that means nothing, a circle of definitions, a value that is missing.</exception>
    public SbmlSystem(SbmlContent content)
    {
        _content = content;
        HashSet<string> moving = [.. content.RateRules.Keys, .. content.Events.SelectMany(e => e.Assignments).Select(a => a.Variable),
            .. content.Reactions.SelectMany(r => r.Changes.Keys).Where(s => content.Symbols.TryGetValue(s, out SbmlSymbol? x) && !x.Boundary && !x.Constant)];
        foreach (string id in content.Symbols.Keys.Where(moving.Contains)) _stateOf[id] = _stateOf.Count;
        if (moving.FirstOrDefault(m => !content.Symbols.ContainsKey(m)) is { } unknown) throw new PbpkInputException($"A rule or event changes '{unknown}', which does not exist.");
        _rates = [.. content.Reactions.Select(r => r.Rate.Resolve(Meaning))];
        _changes = [.. content.Reactions.Select(r => r.Changes.Where(c => c.Value != 0 && !Known(r, c.Key).Boundary && _stateOf.ContainsKey(c.Key)).Select(c => (_stateOf[c.Key], c.Value)).ToArray())];
        _ownRates = [.. content.RateRules.Select(r => (_stateOf[r.Key], r.Value.Resolve(Meaning)))];
        (JacobianPattern, _jacobian) = Differentiate();
    }

    public int Size => Math.Max(1, _stateOf.Count);
    public IReadOnlyList<(int Row, int Column)> JacobianPattern { get; }

    /// <summary>Amount of every species from a state, by its identifier.</summary>
    public Dictionary<string, double> Amounts(double[] y) => _content.Species.ToDictionary(s => s.Id, s => _stateOf.TryGetValue(s.Id, out int n) ? y[n] : Initial(s.Id));

    /// <summary>The state at time 0.</summary>
    public double[] Start()
    {
        double[] y = new double[Size];
        foreach ((string id, int n) in _stateOf) y[n] = Initial(id);
        return y;
    }

    /// <summary>Time of an event whose trigger is time ≥ a number.</summary>
    /// <exception cref="PbpkInputException">Another trigger.</exception>
    public double TimeOf(SbmlEvent e)
    {
        double? time = e.Trigger is Greater { A: Name { Id: MathReader.Time }, B: var when } && when.Resolve(Meaning) is Constant c ? c.Value : null;
        return time ?? throw new PbpkInputException($"The event '{e.Id}' is not triggered by a time; this import knows time ≥ number only.");
    }

    /// <summary>The state after an event: all new values from the state before it.</summary>
    public void Apply(SbmlEvent e, double[] y)
    {
        double[] before = [.. y];
        foreach ((string variable, Expression value) in e.Assignments) y[_stateOf[variable]] = value.Resolve(Meaning).At(before) * (IsConcentration(variable, out double size) ? size : 1);
    }

    public void Derivative(ReadOnlySpan<double> y, Span<double> dydt)
    {
        dydt.Clear();
        for (int r = 0; r < _rates.Length; r++)
        {
            double rate = _rates[r].At(y);
            foreach ((int state, double change) in _changes[r]) dydt[state] += change * rate;
        }
        foreach ((int state, Expression rate) in _ownRates) dydt[state] += rate.At(y);
    }

    public void Jacobian(ReadOnlySpan<double> y, Span<double> values)
    {
        values.Clear();
        foreach ((int place, double change, Expression slope) in _jacobian) values[place] += change * slope.At(y);
    }

    private (IReadOnlyList<(int, int)>, (int, double, Expression)[]) Differentiate()
    {
        Dictionary<(int Row, int Column), int> places = [];
        List<(int, double, Expression)> entries = [];
        void Add(int row, double change, Expression rate)
        {
            HashSet<int> depends = [];
            rate.CollectStates(depends);
            foreach (int column in depends.Order())
            {
                if (!places.TryGetValue((row, column), out int place)) places[(row, column)] = place = places.Count;
                entries.Add((place, change, rate.By(column)));
            }
        }

        for (int r = 0; r < _rates.Length; r++)
            foreach ((int state, double change) in _changes[r]) Add(state, change, _rates[r]);
        foreach ((int state, Expression rate) in _ownRates) Add(state, 1, rate);
        return ([.. places.OrderBy(p => p.Value).Select(p => p.Key)], [.. entries]);
    }

    private SbmlSymbol Known(SbmlReaction r, string id) =>
        _content.Symbols.TryGetValue(id, out SbmlSymbol? s) && s.Compartment is not null ? s : throw new PbpkInputException($"The reaction '{r.Id}' changes '{id}', which is no species.");

    /// <summary>What a name stands for inside a formula: a state, a number, or the formula of its assignment rule. A species without substance units is a concentration there.</summary>
    private Expression Meaning(string id)
    {
        if (id == MathReader.Time) throw new PbpkInputException("A formula depends on the time itself; this import knows time in event triggers only.");
        if (_inlined.TryGetValue(id, out Expression? done)) return done;
        if (!_content.Symbols.ContainsKey(id)) throw new PbpkInputException($"A formula names '{id}', which does not exist.");
        if (!_open.Add(id)) throw new PbpkInputException($"'{id}' is defined by itself.");
        Expression meaning = _content.AssignmentRules.TryGetValue(id, out Expression? rule) ? rule.Resolve(Meaning)
            : _stateOf.TryGetValue(id, out int n) ? new State(n) : new Constant(Initial(id));
        if (rule is null && IsConcentration(id, out double size)) meaning = Expression.Divide(meaning, new Constant(size));
        _open.Remove(id);
        return _inlined[id] = meaning;
    }

    private bool IsConcentration(string id, out double size)
    {
        SbmlSymbol s = _content.Symbols[id];
        size = s.IsConcentration ? Initial(s.Compartment!) : 1;
        return s.IsConcentration;
    }

    /// <summary>Value at time 0: amounts of species, values of the others. Initial assignments are followed in their order of dependence.</summary>
    private double Initial(string id)
    {
        if (_initial.TryGetValue(id, out double known)) return known;
        SbmlSymbol s = _content.Symbols.GetValueOrDefault(id) ?? throw new PbpkInputException($"A formula names '{id}', which does not exist.");
        if (!_open.Add("initial " + id)) throw new PbpkInputException($"The initial value of '{id}' depends on itself.");
        double value = _content.InitialAssignments.TryGetValue(id, out Expression? formula) || _content.AssignmentRules.TryGetValue(id, out formula)
            ? formula.Resolve(n => new Constant(InFormula(n))).At([]) * (s.IsConcentration ? Initial(s.Compartment!) : 1)
            : s.Value ?? throw new PbpkInputException($"'{id}' has no initial value.");
        if (!double.IsFinite(value)) throw new PbpkInputException($"The initial value of '{id}' is no finite number.");
        _open.Remove("initial " + id);
        return _initial[id] = value;
    }

    private double InFormula(string id) => id == MathReader.Time ? 0 : Initial(id) / (_content.Symbols[id].IsConcentration ? Initial(_content.Symbols[id].Compartment!) : 1);
}
