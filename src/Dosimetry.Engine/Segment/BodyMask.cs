using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// The body on the dose grid: density at or above 0.3 g/cm³ (without a CT: summed SPECT at or above 0.5 % of its maximum), largest connected part,
/// holes of each axial slice (lungs, bowel gas) filled. Neglected: a table that touches the patient stays in.
/// </summary>
internal static class BodyMask
{
    private const float LeastDensity_g_per_cm3 = 0.3f;
    private const double LeastShareOfMaximum = 0.005;

    public static float[] Of(AlignedStudy study)
    {
        byte[] body = study.DensityFromCt
            ? Array.ConvertAll(study.Density.Values, d => d >= LeastDensity_g_per_cm3 ? (byte)1 : (byte)0)
            : FromActivity(study);
        KeepLargest(body, study.Grid);
        for (int k = 0; k < study.Grid.Nz; k++) FillHoles(body.AsSpan(k * study.Grid.Nx * study.Grid.Ny, study.Grid.Nx * study.Grid.Ny), study.Grid.Nx, study.Grid.Ny);
        return Array.ConvertAll(body, b => (float)b);
    }

    private static byte[] FromActivity(AlignedStudy study)
    {
        float[] sum = new float[study.Grid.Count];
        foreach (var scan in study.Spect)
            for (int n = 0; n < sum.Length; n++) sum[n] += scan.Activity.Values[n];
        double least = LeastShareOfMaximum * sum.Max();
        return Array.ConvertAll(sum, v => v > 0 && v >= least ? (byte)1 : (byte)0);
    }

    private static void KeepLargest(byte[] body, Grid grid)
    {
        int[] labels = ConnectedComponents.Label(body, grid, out int count);
        int[] sizes = new int[count + 1];
        foreach (int label in labels)
            if (label != 0) sizes[label]++;
        int largest = Array.IndexOf(sizes, sizes.Max());
        for (int n = 0; n < body.Length; n++)
            if (labels[n] != largest) body[n] = 0;
    }

    /// <summary>Fills what cannot be reached from the border of a slice through air.</summary>
    private static void FillHoles(Span<byte> slice, int nx, int ny)
    {
        bool[] outside = new bool[slice.Length];
        Stack<int> open = new();
        for (int n = 0; n < slice.Length; n++)
            if (n % nx == 0 || n % nx == nx - 1 || n < nx || n >= slice.Length - nx) Visit(slice, outside, open, n);
        while (open.TryPop(out int n))
        {
            if (n % nx > 0) Visit(slice, outside, open, n - 1);
            if (n % nx < nx - 1) Visit(slice, outside, open, n + 1);
            if (n >= nx) Visit(slice, outside, open, n - nx);
            if (n < nx * (ny - 1)) Visit(slice, outside, open, n + nx);
        }
        for (int n = 0; n < slice.Length; n++)
            if (!outside[n]) slice[n] = 1;
    }

    private static void Visit(Span<byte> slice, bool[] outside, Stack<int> open, int n)
    {
        if (slice[n] != 0 || outside[n]) return;
        outside[n] = true;
        open.Push(n);
    }
}
