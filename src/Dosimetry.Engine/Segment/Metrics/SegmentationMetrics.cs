using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Metrics;

/// <summary>Lesions found, missed and invented, as connected parts.</summary>
public sealed record LesionCounts(int Found, int Missed, int Invented)
{
    /// <summary>Share of the true parts that were touched; NaN where there are none.</summary>
    public double Recall => (double)Found / (Found + Missed);
    /// <summary>Share of the predicted parts that touch a true one; NaN where nothing was predicted.</summary>
    public double Precision => PredictedOnTruth == 0 && Invented == 0 ? double.NaN : (double)PredictedOnTruth / (PredictedOnTruth + Invented);
    /// <summary>2 TP / (2 TP + FP + FN) with TP = true parts touched; NaN where there is nothing to find and nothing was found.</summary>
    public double F1 => 2.0 * Found / (2.0 * Found + Missed + Invented);
    /// <summary>Predicted parts that touch a true one.</summary>
    public int PredictedOnTruth { get; init; }

    /// <summary>Sums over cases.</summary>
    public static LesionCounts operator +(LesionCounts a, LesionCounts b) =>
        new(a.Found + b.Found, a.Missed + b.Missed, a.Invented + b.Invented) { PredictedOnTruth = a.PredictedOnTruth + b.PredictedOnTruth };
}

/// <summary>
/// Quantity: agreement of a predicted mask B with the truth A on one grid.
/// Equations: Dice = 2 n(A∩B) / (n(A) + n(B)), NaN where the truth is empty; FPV = volume of the 18-connected parts of B without a voxel in A; FNV = volume of
/// the 18-connected parts of A without a voxel in B (ml); counts of parts likewise. Source: the definitions of the autoPET challenge.
/// Validity: both masks on the same grid. Neglected: parts of voxels; a predicted part that covers two lesions counts as two found.
/// </summary>
public static class SegmentationMetrics
{
    /// <summary>Overlap, 0 to 1; NaN where the truth is empty.</summary>
    public static double Dice(bool[] truth, bool[] predicted)
    {
        RequireSameSize(truth, predicted);
        long a = 0, b = 0, both = 0;
        for (int n = 0; n < truth.Length; n++)
        {
            if (truth[n]) a++;
            if (predicted[n]) b++;
            if (truth[n] && predicted[n]) both++;
        }
        return a == 0 ? double.NaN : 2.0 * both / (a + b);
    }

    /// <summary>Volume of predicted parts that touch no truth, ml.</summary>
    public static double FalsePositiveVolume_ml(bool[] truth, bool[] predicted, Grid grid) => Untouched(predicted, truth, grid).Sum() * grid.VoxelVolume_ml;

    /// <summary>Volume of true parts that nothing predicted touches, ml.</summary>
    public static double FalseNegativeVolume_ml(bool[] truth, bool[] predicted, Grid grid) => Untouched(truth, predicted, grid).Sum() * grid.VoxelVolume_ml;

    /// <summary>Parts found, missed and invented.</summary>
    public static LesionCounts Lesions(bool[] truth, bool[] predicted, Grid grid)
    {
        RequireSameSize(truth, predicted);
        int missed = Untouched(truth, predicted, grid).Count, invented = Untouched(predicted, truth, grid).Count;
        return new(Parts(truth, grid).Count - missed, missed, invented) { PredictedOnTruth = Parts(predicted, grid).Count - invented };
    }

    /// <summary>
    /// The same for lesions that are told apart by number, as the phantoms' are and as a watershed makes them: a true lesion is found when a predicted lesion
    /// holds one of its voxels, a predicted lesion is invented when none of its voxels is in any true one. 0 = no lesion.
    /// </summary>
    public static LesionCounts Lesions(ushort[] truth, ushort[] predicted)
    {
        HashSet<ushort> all = [.. truth], made = [.. predicted], found = [], onTruth = [];
        for (int n = 0; n < truth.Length; n++)
            if (truth[n] != 0 && predicted[n] != 0)
            {
                found.Add(truth[n]);
                onTruth.Add(predicted[n]);
            }
        all.Remove(0);
        made.Remove(0);
        return new(found.Count, all.Count - found.Count, made.Count - onTruth.Count) { PredictedOnTruth = onTruth.Count };
    }

    /// <summary>Relative error of a volume or an uptake: measured / true − 1; NaN where the truth is zero.</summary>
    public static double RelativeError(double truth, double measured) => truth == 0 ? double.NaN : measured / truth - 1;

    /// <summary>Voxels of each part of a mask that touches nothing of the other.</summary>
    private static List<int> Untouched(bool[] of, bool[] by, Grid grid)
    {
        RequireSameSize(of, by);
        return [.. Parts(of, grid).Where(p => !p.Any(n => by[n])).Select(p => p.Length)];
    }

    private static IReadOnlyList<int[]> Parts(bool[] mask, Grid grid) => Organs.Morphology.Parts(mask, grid);

    private static void RequireSameSize(bool[] a, bool[] b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"Masks of {a.Length} and {b.Length} voxels cannot be compared; bring them onto one grid.");
    }
}
