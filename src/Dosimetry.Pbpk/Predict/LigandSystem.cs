// Quantity: hot and cold amounts (nmol) of every space, then the time-integrated activity (MBq·h) of every organ.
// Equations: x' = L x + binding + infusion; each state decays −λ x_hot, +λ x_hot into cold; TIA' = n2m/60 Σ x_hot(organ).
// Source: DP-PBPK v1. The Jacobian is exact: linear part once, six entries per receptor and species each step.
using System.Runtime.CompilerServices;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>The differential equations of one patient and one label: [hot | cold | TIA of organs].</summary>
internal sealed class LigandSystem : IStiffSystem
{
    private readonly int _spaces;
    private readonly Binding[] _bindings;
    private readonly int[] _rowStart, _column;    // linear part, compressed rows
    private readonly double[] _value;
    private readonly List<(int Row, int Column)> _pattern = [];
    private readonly double[] _linearEntry;       // linear value of every pattern entry
    private readonly int[][] _bindingEntry;       // positions of a binding's entries in the pattern
    private readonly (double Hot, double Cold) _infusion_nmol_per_min;
    private readonly int _venous;

    public LigandSystem(PbpkModel model, Label label, (double Hot, double Cold) infusion_nmol_per_min = default)
    {
        _spaces = model.Spaces.Count;
        _venous = model.Venous;
        _infusion_nmol_per_min = infusion_nmol_per_min;
        _bindings = [.. model.Bindings];
        Organs = [.. model.Organs];
        Size = 2 * _spaces + Organs.Count;

        SortedDictionary<(int Row, int Column), double> entries = LinearPart(model, label);
        (_rowStart, _column, _value) = Compress(entries);
        foreach ((int, int) place in BindingPlaces()) entries.TryAdd(place, 0);
        _pattern = [.. entries.Keys];
        _linearEntry = [.. entries.Values];
        Dictionary<(int, int), int> at = _pattern.Select((p, n) => (p, n)).ToDictionary(x => x.p, x => x.n);
        _bindingEntry = [.. _bindings.Select(b => PlacesOf(b).Select(p => at[p]).ToArray())];
    }

    public int Size { get; }
    public IReadOnlyList<string> Organs { get; }
    public IReadOnlyList<(int Row, int Column)> JacobianPattern => _pattern;

    /// <summary>Index of the TIA of the n-th organ.</summary>
    public int TiaState(int organ) => 2 * _spaces + organ;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Derivative(ReadOnlySpan<double> y, Span<double> dydt)
    {
        for (int row = 0; row < Size; row++)
        {
            double sum = 0;
            for (int k = _rowStart[row]; k < _rowStart[row + 1]; k++) sum += _value[k] * y[_column[k]];
            dydt[row] = sum;
        }
        dydt[_venous] += _infusion_nmol_per_min.Hot;
        dydt[_spaces + _venous] += _infusion_nmol_per_min.Cold;
        foreach (Binding b in _bindings)
        {
            double occupied = b.Rate_per_nmol_min * (y[b.Bound] + y[_spaces + b.Bound]);
            AddBinding(dydt, b, 0, occupied * y[b.Free]);
            AddBinding(dydt, b, _spaces, occupied * y[_spaces + b.Free]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Jacobian(ReadOnlySpan<double> y, Span<double> values)
    {
        _linearEntry.CopyTo(values);
        for (int n = 0; n < _bindings.Length; n++)
        {
            Binding b = _bindings[n];
            int[] at = _bindingEntry[n];
            double occupied = b.Rate_per_nmol_min * (y[b.Bound] + y[_spaces + b.Bound]);
            for (int species = 0; species < 2; species++)
            {
                double free = b.Rate_per_nmol_min * y[species * _spaces + b.Free];
                int first = 6 * species;
                values[at[first]] += occupied;          // ∂ free' / ∂ free
                values[at[first + 1]] -= occupied;      // ∂ bound' / ∂ free
                values[at[first + 2]] += free;          // ∂ free' / ∂ bound hot
                values[at[first + 3]] -= free;          // ∂ bound' / ∂ bound hot
                values[at[first + 4]] += free;          // ∂ free' / ∂ bound cold
                values[at[first + 5]] -= free;          // ∂ bound' / ∂ bound cold
            }
        }
    }

    /// <summary>The receptors already taken bind nothing: ligand that the linear term moved too far comes back.</summary>
    private static void AddBinding(Span<double> dydt, Binding b, int species, double blocked)
    {
        dydt[species + b.Free] += blocked;
        dydt[species + b.Bound] -= blocked;
    }

    private SortedDictionary<(int Row, int Column), double> LinearPart(PbpkModel model, Label label)
    {
        SortedDictionary<(int, int), double> entries = [];
        void Add(int row, int column, double value) => entries[(row, column)] = entries.GetValueOrDefault((row, column)) + value;
        foreach (int species in (int[])[0, _spaces])
            foreach (Transfer t in model.Transfers)
            {
                Add(species + t.From, species + t.From, -t.Rate_per_min);
                Add(species + t.To, species + t.From, t.Rate_per_min);
            }
        for (int i = 0; i < _spaces; i++)
        {
            Add(i, i, -label.Decay_per_min);
            Add(_spaces + i, i, label.Decay_per_min);
        }
        for (int organ = 0; organ < Organs.Count; organ++)
            foreach (int space in model.SpacesOf(Organs[organ]))
                Add(TiaState(organ), space, label.Activity_MBq_per_nmol / 60);
        return entries;
    }

    private (int[] RowStart, int[] Column, double[] Value) Compress(SortedDictionary<(int Row, int Column), double> entries)
    {
        int[] rowStart = new int[Size + 1];
        foreach ((int row, int _) in entries.Keys) rowStart[row + 1]++;
        for (int i = 0; i < Size; i++) rowStart[i + 1] += rowStart[i];
        return (rowStart, [.. entries.Keys.Select(k => k.Column)], [.. entries.Values]);
    }

    private IEnumerable<(int, int)> BindingPlaces() => _bindings.SelectMany(PlacesOf);

    private IEnumerable<(int Row, int Column)> PlacesOf(Binding b)
    {
        foreach (int species in (int[])[0, _spaces])
        {
            yield return (species + b.Free, species + b.Free);
            yield return (species + b.Bound, species + b.Free);
            yield return (species + b.Free, b.Bound);
            yield return (species + b.Bound, b.Bound);
            yield return (species + b.Free, _spaces + b.Bound);
            yield return (species + b.Bound, _spaces + b.Bound);
        }
    }
}
