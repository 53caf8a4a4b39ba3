using System.Globalization;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Headers;

namespace Dosimetry.Engine.Import.Geometry;

// Quantity: the lattice of a stack of parallel planes. Unit: mm.
// Equation (PS3.3 C.7.6.2.1.1): P(i, j, k) = origin + i · columnSpacing · row + j · rowSpacing · column + k · step, in LPS; x and y change sign for
// our RAS+ world. Slices are ordered by their distance along the normal row × column, never by number or file name; step is the mean from the
// first to the last slice, so a tilted gantry (slices displaced within their plane) gives a sheared, exact matrix.
// Validity: distances that are whole multiples of one spacing within 5 % of it; single missing slices are named and later interpolated.

/// <summary>Planes in stacking order on one lattice. <see cref="Planes"/>[k] is null where a slice is missing.</summary>
internal sealed record SliceStack(Grid Grid, IReadOnlyList<Plane?> Planes)
{
    /// <summary>A slice may be displaced by this share of the spacing: rounding in the file, not another spacing.</summary>
    private const double Evenness = 0.05;

    /// <summary>Least displacement that matters, mm: positions are often stored with two decimals.</summary>
    private const double Rounding_mm = 0.02;

    /// <summary>A stack of planes of one orientation and size; null with the reason among the findings when they make no lattice.</summary>
    public static SliceStack? From(IReadOnlyList<Plane> planes, double? sliceSpacing_mm, string series, FindingLog findings)
    {
        Plane[] sorted = [.. planes.OrderBy(p => p.Distance_mm)];
        if (sorted.Length == 1) return Single(sorted[0], sliceSpacing_mm, series, findings);
        double[] gaps = [.. sorted.Zip(sorted.Skip(1), (a, b) => b.Distance_mm - a.Distance_mm)];
        if (gaps.Min() < Rounding_mm / 2)
        {
            findings.Error("IMPORT.SLICES_REPEATED", $"{series}: {gaps.Count(g => g < Rounding_mm / 2)} slices lie where another slice lies (a dynamic or gated series, or a series sent twice under new UIDs). Not read as a volume. Cure: send one static series.");
            return null;
        }
        double spacing_mm = gaps.Order().ElementAt(gaps.Length / 2);
        int[] steps = [.. gaps.Select(g => (int)Math.Max(1, Math.Round(g / spacing_mm)))];
        if (!IsEven(sorted, gaps, steps, spacing_mm, series, findings)) return null;
        Plane?[] slots = new Plane?[steps.Sum() + 1];
        for (int n = 0, k = 0; n < sorted.Length; k += n < steps.Length ? steps[n] : 0, n++) slots[k] = sorted[n];
        ReportMissing(slots, spacing_mm, series, findings);
        Vector3D step = 1.0 / (slots.Length - 1) * (sorted[^1].Origin - sorted[0].Origin);
        ReportObliqueness(sorted[0], step, series, findings);
        return new SliceStack(GridOf(sorted[0], step, slots.Length), slots);
    }

    private static SliceStack Single(Plane plane, double? sliceSpacing_mm, string series, FindingLog findings)
    {
        bool known = sliceSpacing_mm is > 0;
        findings.Warn("IMPORT.SINGLE_SLICE", $"{series}: a single slice; {(known ? "its thickness is the slice thickness of the file" : "no thickness is stated, 1 mm is assumed")}.", plane.Instance.Source.Name);
        return new SliceStack(GridOf(plane, (known ? sliceSpacing_mm!.Value : 1) * plane.Normal, 1), [plane]);
    }

    private static bool IsEven(Plane[] sorted, double[] gaps, int[] steps, double spacing_mm, string series, FindingLog findings)
    {
        double allowed_mm = Math.Max(Evenness * spacing_mm, Rounding_mm);
        for (int n = 0; n < gaps.Length; n++)
        {
            if (Math.Abs(gaps[n] - steps[n] * spacing_mm) <= allowed_mm) continue;
            findings.Error("IMPORT.SPACING_UNEVEN", string.Create(CultureInfo.InvariantCulture,
                $"{series}: slices are {gaps.Min():F3} to {gaps.Max():F3} mm apart, which is not one spacing. Not read as a volume. Cure: reconstruct with even spacing."), sorted[n].Instance.Source.Name);
            return false;
        }
        Vector3D step = 1.0 / steps.Sum() * (sorted[^1].Origin - sorted[0].Origin);
        for (int n = 0, k = 0; n < sorted.Length; k += n < steps.Length ? steps[n] : 0, n++)
        {
            double shift_mm = (sorted[n].Origin - (sorted[0].Origin + k * step)).Length;
            if (shift_mm <= Math.Max(allowed_mm, 0.05 * sorted[0].ColumnSpacing_mm)) continue;
            findings.Error("IMPORT.SLICES_SHIFTED", string.Create(CultureInfo.InvariantCulture,
                $"{series}: a slice lies {shift_mm:F2} mm off the line through the others. Not read as a volume. Cure: reconstruct with one centre."), sorted[n].Instance.Source.Name);
            return false;
        }
        return true;
    }

    private static void ReportMissing(Plane?[] slots, double spacing_mm, string series, FindingLog findings)
    {
        int missing = slots.Count(s => s is null);
        if (missing == 0) return;
        int first = Array.FindIndex(slots, s => s is null);
        double z = slots[first - 1]!.Distance_mm + spacing_mm;
        findings.Error("IMPORT.SLICE_MISSING", string.Create(CultureInfo.InvariantCulture,
            $"{series}: {missing} of {slots.Length} slices are missing, the first at {z:F1} mm along the stack. They are interpolated from their neighbours. Cure: send the series again; accept only where no region of interest is touched."));
    }

    private static void ReportObliqueness(Plane first, Vector3D step, string series, FindingLog findings)
    {
        double tilt_deg = Math.Acos(Math.Clamp(step.Dot(first.Normal) / step.Length, -1, 1)) * 180 / Math.PI;
        if (tilt_deg > 0.1)
            findings.Warn("IMPORT.GANTRY_TILT", string.Create(CultureInfo.InvariantCulture,
                $"{series}: slices are stacked {tilt_deg:F1}° off their normal (tilted gantry). The position of each voxel is exact; the viewer shows the stack unsheared."));
        double[] cosines = [first.Row.X, first.Row.Y, first.Row.Z, first.Column.X, first.Column.Y, first.Column.Z];
        if (cosines.Any(c => Math.Abs(c) is > 1e-3 and < 1 - 1e-3))
            findings.Info("IMPORT.OBLIQUE", $"{series}: the slices are oblique to the patient's axes; the affine carries it.");
    }

    private static Grid GridOf(Plane first, Vector3D step, int slices) => new(
        first.Instance.Columns, first.Instance.Rows, slices,
        Affine.FromColumns(first.ColumnSpacing_mm * first.Row, first.RowSpacing_mm * first.Column, step, first.Origin).FlipLpsRas());
}
