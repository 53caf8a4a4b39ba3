// Linear algebra: LU of W = shift · 1 − J on a fixed sparsity pattern, without pivoting.
// Method: Markowitz ordering on the diagonal once, symbolic fill-in once, then row-wise numeric factorisation for every step.
// Validity: W close to a column-dominant M-matrix, as compartment models with shift > 0 are; a vanishing pivot is reported, not divided by.
using System.Runtime.CompilerServices;

namespace Dosimetry.Pbpk.Solve;

/// <summary>Sparse LU with a pattern that is analysed once and factorised many times. Not thread-safe: one instance per integration.</summary>
public sealed class SparseLu
{
    private readonly int _size;
    private readonly int[] _order;       // row of the original matrix that is eliminated k-th
    private readonly int[] _rowStart;
    private readonly int[] _column;
    private readonly int[] _diagonal;    // position of the pivot of each row
    private readonly int[] _entry;       // position in the factor of every entry of the Jacobian pattern
    private readonly double[] _factor;
    private readonly double[] _work;

    /// <summary>Analyses a pattern.</summary>
    public SparseLu(int size, IReadOnlyList<(int Row, int Column)> pattern)
    {
        _size = size;
        HashSet<int>[] rows = new HashSet<int>[size];
        for (int i = 0; i < size; i++) rows[i] = [i];
        foreach ((int row, int column) in pattern) rows[row].Add(column);
        _order = EliminationOrder(rows);
        int[] position = new int[size];
        for (int k = 0; k < size; k++) position[_order[k]] = k;

        _rowStart = new int[size + 1];
        _diagonal = new int[size];
        List<int> columns = [];
        for (int k = 0; k < size; k++)
        {
            foreach (int c in rows[_order[k]].Select(c => position[c]).Order())
            {
                if (c == k) _diagonal[k] = columns.Count;
                columns.Add(c);
            }
            _rowStart[k + 1] = columns.Count;
        }
        _column = [.. columns];
        _factor = new double[_column.Length];
        _work = new double[size];
        _entry = [.. pattern.Select(e => Find(position[e.Row], position[e.Column]))];
    }

    /// <summary>Entries of the factor, fill-in included.</summary>
    public int NonZeros => _column.Length;

    /// <summary>Factorises shift · 1 − J; <paramref name="jacobian"/> in the order of the pattern.</summary>
    /// <returns>False when a pivot vanished or is not finite: the step must be refused.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a single simulation ends before tiered compilation would wake up
    public bool Factor(ReadOnlySpan<double> jacobian, double shift)
    {
        double[] a = _factor, w = _work;
        Array.Clear(a);
        for (int e = 0; e < jacobian.Length; e++) a[_entry[e]] -= jacobian[e];
        for (int k = 0; k < _size; k++) a[_diagonal[k]] += shift;
        for (int i = 0; i < _size; i++)
        {
            int start = _rowStart[i], end = _rowStart[i + 1], pivot = _diagonal[i];
            for (int k = start; k < end; k++) w[_column[k]] = a[k];
            for (int k = start; k < pivot; k++)
            {
                int c = _column[k];
                double multiplier = w[c] * a[_diagonal[c]]; // pivots are stored inverted
                w[c] = multiplier;
                for (int q = _diagonal[c] + 1; q < _rowStart[c + 1]; q++) w[_column[q]] -= multiplier * a[q];
            }
            for (int k = start; k < end; k++) a[k] = w[_column[k]];
            if (!(Math.Abs(a[pivot]) > 0) || !double.IsFinite(a[pivot])) return false;
            a[pivot] = 1 / a[pivot];
        }
        return true;
    }

    /// <summary>Solves W x = b with the last factorisation; b and x may be the same span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(ReadOnlySpan<double> b, Span<double> x)
    {
        double[] a = _factor, w = _work;
        for (int i = 0; i < _size; i++)
        {
            double sum = b[_order[i]];
            for (int k = _rowStart[i]; k < _diagonal[i]; k++) sum -= a[k] * w[_column[k]];
            w[i] = sum;
        }
        for (int i = _size - 1; i >= 0; i--)
        {
            double sum = w[i];
            for (int k = _diagonal[i] + 1; k < _rowStart[i + 1]; k++) sum -= a[k] * w[_column[k]];
            w[i] = sum * a[_diagonal[i]];
        }
        for (int i = 0; i < _size; i++) x[_order[i]] = w[i];
    }

    /// <summary>Greedy Markowitz: eliminate next the row whose pivot makes least fill-in; adds the fill-in to the rows.</summary>
    private static int[] EliminationOrder(HashSet<int>[] rows)
    {
        int size = rows.Length;
        HashSet<int>[] open = [.. rows.Select(r => new HashSet<int>(r))];
        HashSet<int>[] column = [.. Enumerable.Range(0, size).Select(_ => new HashSet<int>())];
        for (int i = 0; i < size; i++) foreach (int c in open[i]) column[c].Add(i);
        int[] order = new int[size];
        bool[] done = new bool[size];
        for (int k = 0; k < size; k++)
        {
            int best = -1;
            long least = long.MaxValue;
            for (int i = 0; i < size; i++)
            {
                if (done[i]) continue;
                long cost = (long)(open[i].Count - 1) * (column[i].Count - 1);
                if (cost < least) (least, best) = (cost, i);
            }
            order[k] = best;
            done[best] = true;
            foreach (int r in column[best].Where(r => r != best))
                foreach (int c in open[best].Where(c => c != best))
                    if (open[r].Add(c)) { column[c].Add(r); rows[r].Add(c); }
            foreach (int c in open[best]) column[c].Remove(best);
            foreach (int r in column[best]) open[r].Remove(best);
        }
        return order;
    }

    private int Find(int row, int column)
    {
        int found = Array.BinarySearch(_column, _rowStart[row], _rowStart[row + 1] - _rowStart[row], column);
        return found >= 0 ? found : throw new InvalidOperationException("A Jacobian entry lies outside the analysed pattern.");
    }
}
