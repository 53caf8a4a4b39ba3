// Quantity: hot and cold amounts (nmol) of every space, time-integrated activity (MBq·h) of every organ, protraction integrals (MBq²·h²).
// Equations: x' = L x + binding + infusion; each state decays −λ x_hot, +λ x_hot into cold; Ã' = A = n2m Σ x_hot(organ);
//   X' = A − μ X and I' = A X with the repair rate μ, so that G D² = 2 S² I for a dose rate S A(t).
// Single composition: after one simultaneous injection of hot and cold, total/hot = e^(λt)/f_0 in EVERY space, so one state replaces all cold ones.
// Source: DP-PBPK v1. The Jacobian is exact: linear part once, six entries per receptor and species each step.
using System.Runtime.CompilerServices;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>The differential equations of one patient and one label on the states of a <see cref="StateMap"/>.</summary>
internal sealed class LigandSystem : IStiffSystem
{
    private readonly StateMap _map;
    private readonly int _species, _venous;
    private readonly Binding[] _bindings;
    private readonly LinearTerms _linear;
    private readonly int[][] _bindingEntry;          // positions in the pattern, six per species
    private readonly int[][] _organSpaces, _protractionEntry;
    private readonly double _tiaRate_MBq_h_per_nmol_min;
    private readonly (double Hot, double Cold) _infusion_nmol_per_min;

    public LigandSystem(PbpkModel model, Label label, StateMap map, (double Hot, double Cold) infusion_nmol_per_min = default)
    {
        (_map, _venous, _infusion_nmol_per_min) = (map, model.Venous, infusion_nmol_per_min);
        _species = map.SingleComposition ? 1 : 2;
        _bindings = [.. model.Bindings];
        _tiaRate_MBq_h_per_nmol_min = label.Activity_MBq_per_nmol / 60;
        _organSpaces = [.. map.Organs.Select(o => model.SpacesOf(o).ToArray())];
        _linear = new LinearTerms(map.Size);
        AddTransfersAndDecay(model, label);
        AddIntegrals();
        _linear.Freeze([.. _bindings.SelectMany(PlacesOf), .. Enumerable.Range(0, map.Repair.Length).SelectMany(ProtractionPlaces)]);
        Dictionary<(int, int), int> at = _linear.Pattern.Select((p, n) => (p, n)).ToDictionary(x => x.p, x => x.n);
        _bindingEntry = [.. _bindings.Select(b => PlacesOf(b).Select(p => at[p]).ToArray())];
        _protractionEntry = [.. Enumerable.Range(0, map.Repair.Length).Select(n => ProtractionPlaces(n).Select(p => at[p]).ToArray())];
    }

    public int Size => _map.Size;
    public IReadOnlyList<(int Row, int Column)> JacobianPattern => _linear.Pattern;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Derivative(ReadOnlySpan<double> y, Span<double> dydt)
    {
        _linear.Multiply(y, dydt);
        dydt[_venous] += _infusion_nmol_per_min.Hot;
        if (_species == 2) dydt[_map.Spaces + _venous] += _infusion_nmol_per_min.Cold;
        foreach (Binding b in _bindings)
        {
            double occupied = b.Rate_per_nmol_min * TotalBound(y, b);
            for (int first = 0; first < _species * _map.Spaces; first += _map.Spaces)
            {
                // The receptors already taken bind nothing: ligand that the linear term moved too far comes back.
                double blocked = occupied * y[first + b.Free];
                dydt[first + b.Free] += blocked;
                dydt[first + b.Bound] -= blocked;
            }
        }
        for (int n = 0; n < _map.Repair.Length; n++)
            dydt[_map.Protraction(n)] = dydt[_map.Tia(_map.Repair[n].Organ)] * y[_map.Unrepaired(n)];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Jacobian(ReadOnlySpan<double> y, Span<double> values)
    {
        _linear.PatternValues.CopyTo(values);
        for (int n = 0; n < _bindings.Length; n++) AddBinding(y, values, _bindings[n], _bindingEntry[n]);
        for (int n = 0; n < _map.Repair.Length; n++) AddProtraction(y, values, n);
    }

    private double TotalBound(ReadOnlySpan<double> y, Binding b) =>
        _map.SingleComposition ? y[_map.TotalPerHot] * y[b.Bound] : y[b.Bound] + y[_map.Spaces + b.Bound];

    private void AddBinding(ReadOnlySpan<double> y, Span<double> values, Binding b, int[] at)
    {
        double occupied = b.Rate_per_nmol_min * TotalBound(y, b);
        for (int species = 0; species < _species; species++)
        {
            double free = b.Rate_per_nmol_min * y[species * _map.Spaces + b.Free];
            double byHot = _map.SingleComposition ? free * y[_map.TotalPerHot] : free;
            double byOther = _map.SingleComposition ? free * y[b.Bound] : free; // ∂/∂(total per hot), or ∂/∂(bound cold)
            int k = 6 * species;
            values[at[k]] += occupied;       // ∂ free' / ∂ free
            values[at[k + 1]] -= occupied;   // ∂ bound' / ∂ free
            values[at[k + 2]] += byHot;      // ∂ free' / ∂ bound hot
            values[at[k + 3]] -= byHot;      // ∂ bound' / ∂ bound hot
            values[at[k + 4]] += byOther;
            values[at[k + 5]] -= byOther;
        }
    }

    /// <summary>∂I'/∂X = A, and ∂I'/∂x = n2m X for every space of the organ.</summary>
    private void AddProtraction(ReadOnlySpan<double> y, Span<double> values, int n)
    {
        int[] at = _protractionEntry[n], spaces = _organSpaces[_map.Repair[n].Organ];
        double byAmount = _tiaRate_MBq_h_per_nmol_min * y[_map.Unrepaired(n)], hot_nmol = 0;
        for (int k = 0; k < spaces.Length; k++)
        {
            values[at[k]] += byAmount;
            hot_nmol += y[spaces[k]];
        }
        values[at[^1]] += _tiaRate_MBq_h_per_nmol_min * hot_nmol;
    }

    private void AddTransfersAndDecay(PbpkModel model, Label label)
    {
        for (int first = 0; first < _species * _map.Spaces; first += _map.Spaces)
            foreach (Transfer t in model.Transfers)
            {
                _linear.Add(first + t.From, first + t.From, -t.Rate_per_min);
                _linear.Add(first + t.To, first + t.From, t.Rate_per_min);
            }
        for (int i = 0; i < _map.Spaces; i++)
        {
            _linear.Add(i, i, -label.Decay_per_min);
            if (_species == 2) _linear.Add(_map.Spaces + i, i, label.Decay_per_min);
        }
        if (_map.SingleComposition) _linear.Add(_map.TotalPerHot, _map.TotalPerHot, label.Decay_per_min);
    }

    private void AddIntegrals()
    {
        for (int organ = 0; organ < _organSpaces.Length; organ++)
            foreach (int space in _organSpaces[organ]) _linear.Add(_map.Tia(organ), space, _tiaRate_MBq_h_per_nmol_min);
        for (int n = 0; n < _map.Repair.Length; n++)
        {
            foreach (int space in _organSpaces[_map.Repair[n].Organ]) _linear.Add(_map.Unrepaired(n), space, _tiaRate_MBq_h_per_nmol_min);
            _linear.Add(_map.Unrepaired(n), _map.Unrepaired(n), -_map.Repair[n].Rate_per_min);
        }
    }

    private IEnumerable<(int Row, int Column)> PlacesOf(Binding b)
    {
        int other = _map.SingleComposition ? _map.TotalPerHot : _map.Spaces + b.Bound;
        for (int first = 0; first < _species * _map.Spaces; first += _map.Spaces)
            foreach (int column in (int[])[first + b.Free, b.Bound, other])
            {
                yield return (first + b.Free, column);
                yield return (first + b.Bound, column);
            }
    }

    private IEnumerable<(int Row, int Column)> ProtractionPlaces(int n) =>
        [.. _organSpaces[_map.Repair[n].Organ].Select(space => (_map.Protraction(n), space)), (_map.Protraction(n), _map.Unrepaired(n))];
}
