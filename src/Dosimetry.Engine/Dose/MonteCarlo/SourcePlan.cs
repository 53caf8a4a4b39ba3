using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Shares the decays of a batch among the voxels by their activity: voxel v gets ⌊N C(v+1) + δ⌋ − ⌊N C(v) + δ⌋ decays, C the cumulative share and δ
/// one random number a batch (systematic sampling). The expectation is exactly N times the share; the number is that or its neighbour.
/// </summary>
internal sealed class SourcePlan
{
    private const int DecaysPerTask = 64; // one task: all in one voxel
    private const int DecaysPerWork = 64; // one thread's work: tasks until there are as many decays
    private readonly int[] _voxels;
    private readonly double[] _cumulative;

    public SourcePlan(float[] activity)
    {
        _voxels = [.. Enumerable.Range(0, activity.Length).Where(v => activity[v] > 0)];
        _cumulative = new double[_voxels.Length];
        double total = _voxels.Sum(v => (double)activity[v]), sum = 0;
        for (int n = 0; n < _voxels.Length; n++) _cumulative[n] = (sum += activity[_voxels[n]]) / total;
        if (_voxels.Length > 0) _cumulative[^1] = 1;
    }

    /// <summary>True when there is nothing to follow.</summary>
    public bool IsEmpty => _voxels.Length == 0;

    /// <summary>Voxel of each task and its first decay, with the number of decays at the end.</summary>
    public (int[] Voxel, int[] Start) Tasks(int decays, double shift)
    {
        var voxel = new List<int>(_voxels.Length + decays / DecaysPerTask);
        var start = new List<int>(voxel.Capacity + 1);
        int before = 0;
        for (int n = 0; n < _voxels.Length; n++)
        {
            int until = (int)Math.Floor(_cumulative[n] * decays + shift);
            for (; before < until; before = Math.Min(until, before + DecaysPerTask))
            {
                voxel.Add(_voxels[n]);
                start.Add(before);
            }
        }
        start.Add(before);
        return ([.. voxel], [.. start]);
    }

    /// <summary>First task of each thread's work, with the number of tasks at the end.</summary>
    public static int[] Work(int[] start)
    {
        var work = new List<int>(start[^1] / DecaysPerWork + 2) { 0 };
        for (int task = 1; task < start.Length; task++)
            if (task == start.Length - 1 || start[task] - start[work[^1]] >= DecaysPerWork) work.Add(task);
        return [.. work];
    }

    /// <summary>The shift δ and the sequences' shifts of a batch.</summary>
    public static (double Shift, EvenSequence Even) Shifts(ulong seed, int batch)
    {
        var random = new HistoryRandom(seed, ulong.MaxValue - (ulong)batch); // far from every decay's streams
        double shift = random.UniformDouble();
        return (shift, new EvenSequence
        {
            Energy = random.Next(), X = random.Next(), Y = random.Next(), Z = random.Next(), Electron = random.Next(), Photon = random.Next(),
        });
    }
}
