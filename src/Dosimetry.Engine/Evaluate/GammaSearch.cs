using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Search for γ around a point: the evaluated dose, interpolated linearly, at steps of a tenth of Δd out to 2 Δd, then along the slopes through the best
/// step and through the point itself. Lengths in mm, doses in Gy.
/// </summary>
internal sealed class GammaSearch(Volume<Dose_Gy> evaluated, double distance_mm)
{
    private const double Largest = 2;
    private const int StepsPerDistance = 10, RefiningPasses = 3;
    private readonly Offset[] offsets = [.. Offsets(distance_mm)];
    private readonly NeighbourhoodRange range = new(evaluated, Largest * distance_mm);
    private readonly double side_mm = 0.01 * distance_mm;

    /// <summary>The evaluated dose between its voxel centres.</summary>
    public TrilinearSampler Dose { get; } = new(evaluated.Grid, evaluated.Values);

    /// <summary>γ of a reference dose at a point, at most 2.</summary>
    public double Gamma(Vector3D point, double dose_Gy, double tolerance_Gy)
    {
        // No dose in reach comes nearer than the range of doses there: where two plateaus differ the search ends at once.
        (double low, double high) = range.At(point);
        double nearest = Math.Max(0, Math.Max(low - dose_Gy, dose_Gy - high)) / tolerance_Gy, least = nearest * nearest;
        Found best = new(Largest * Largest, default);
        foreach (Offset offset in offsets)
        {
            if (offset.Square + least >= best.Square) break; // offsets come nearest first: nothing farther can be better
            double d = (Dose.At(point + offset.Shift_mm) - dose_Gy) / tolerance_Gy, square = offset.Square + d * d;
            if (square < best.Square) best = new(square, offset.Shift_mm);
        }
        if (best.Square <= least || nearest >= Largest) return Math.Sqrt(best.Square);
        Slope slope = new(Dose, point, dose_Gy, tolerance_Gy);
        best = Refined(slope, best);
        return Math.Sqrt(Math.Min(best.Square, Refined(slope, slope.At(default, distance_mm)).Square));
    }

    // Between two steps a steep dose changes by more than ΔD, and at voxel centres its slope jumps: each octant has its own slope g (in criteria), on which
    // the point nearest to the reference is s = −a g/(1 + |g|²). The dose there is looked up, so that γ never comes out smaller than it is.
    private Found Refined(Slope slope, Found best)
    {
        for (int pass = 0; pass < RefiningPasses; pass++)
        {
            (Vector3D shift_mm, Found before) = (best.Shift_mm, best);
            double here = slope.Difference(shift_mm);
            (double X, double Y, double Z)[] sides = [slope.Sides(shift_mm, -side_mm, here), slope.Sides(shift_mm, side_mm, here)];
            for (int octant = 0; octant < 8; octant++)
            {
                Vector3D g = distance_mm * new Vector3D(sides[octant & 1].X, sides[octant >> 1 & 1].Y, sides[octant >> 2].Z), s = 1 / distance_mm * shift_mm;
                Found found = slope.At(distance_mm * (-(here - g.Dot(s)) / (1 + g.Dot(g)) * g), distance_mm);
                if (found.Square < best.Square) best = found;
            }
            if (best.Square >= before.Square * 0.999) break;
        }
        return best;
    }

    private static IEnumerable<Offset> Offsets(double distance_mm)
    {
        int reach = (int)(Largest * StepsPerDistance);
        double step = distance_mm / StepsPerDistance;
        List<Offset> offsets = [];
        for (int z = -reach; z <= reach; z++)
            for (int y = -reach; y <= reach; y++)
                for (int x = -reach; x <= reach; x++)
                    offsets.Add(new Offset(new Vector3D(x * step, y * step, z * step), (x * x + y * y + z * z) / (double)(StepsPerDistance * StepsPerDistance)));
        return offsets.Where(o => o.Square <= Largest * Largest).OrderBy(o => o.Square);
    }

    /// <summary>A shift and its squared length in distance criteria.</summary>
    private readonly record struct Offset(Vector3D Shift_mm, double Square);

    /// <summary>γ² at a shift.</summary>
    private readonly record struct Found(double Square, Vector3D Shift_mm);

    /// <summary>The dose around one point as difference to the reference in dose criteria.</summary>
    private readonly record struct Slope(TrilinearSampler Dose, Vector3D Point, double Dose_Gy, double Tolerance_Gy)
    {
        public double Difference(Vector3D shift_mm) => (Dose.At(Point + shift_mm) - Dose_Gy) / Tolerance_Gy;

        public Found At(Vector3D shift_mm, double distance_mm)
        {
            double d = Difference(shift_mm);
            return new Found(shift_mm.Dot(shift_mm) / (distance_mm * distance_mm) + d * d, shift_mm);
        }

        /// <summary>One-sided slopes along the axes, criteria per mm.</summary>
        public (double X, double Y, double Z) Sides(Vector3D shift_mm, double side_mm, double here) => (
            (Difference(shift_mm + new Vector3D(side_mm, 0, 0)) - here) / side_mm, (Difference(shift_mm + new Vector3D(0, side_mm, 0)) - here) / side_mm,
            (Difference(shift_mm + new Vector3D(0, 0, side_mm)) - here) / side_mm);
    }
}
