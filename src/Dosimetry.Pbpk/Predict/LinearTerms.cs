using System.Runtime.CompilerServices;

namespace Dosimetry.Pbpk.Predict;

/// <summary>The constant part of a Jacobian: collected entry by entry, then multiplied row by row.</summary>
internal sealed class LinearTerms(int size)
{
    private readonly SortedDictionary<(int Row, int Column), double> _entries = [];
    private int[] _rowStart = [], _column = [];
    private double[] _value = [];

    /// <summary>Every place that can differ from zero, in row order.</summary>
    public IReadOnlyList<(int Row, int Column)> Pattern { get; private set; } = [];
    /// <summary>The constant value at every place of <see cref="Pattern"/>.</summary>
    public double[] PatternValues { get; private set; } = [];

    /// <summary>Adds to an entry.</summary>
    public void Add(int row, int column, double value) => _entries[(row, column)] = _entries.GetValueOrDefault((row, column)) + value;

    /// <summary>Closes the collection; <paramref name="changing"/> are the places that get a value of their own at every step.</summary>
    public void Freeze(IEnumerable<(int Row, int Column)> changing)
    {
        _rowStart = new int[size + 1];
        foreach ((int row, int _) in _entries.Keys) _rowStart[row + 1]++;
        for (int i = 0; i < size; i++) _rowStart[i + 1] += _rowStart[i];
        (_column, _value) = ([.. _entries.Keys.Select(k => k.Column)], [.. _entries.Values]);
        foreach ((int, int) place in changing) _entries.TryAdd(place, 0);
        (Pattern, PatternValues) = ([.. _entries.Keys], [.. _entries.Values]);
    }

    /// <summary>Writes L y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(ReadOnlySpan<double> y, Span<double> product)
    {
        for (int row = 0; row < product.Length; row++)
        {
            double sum = 0;
            for (int k = _rowStart[row]; k < _rowStart[row + 1]; k++) sum += _value[k] * y[_column[k]];
            product[row] = sum;
        }
    }
}
