using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// Quantity: normalised mutual information of two images under a transform, NMI = (H(F) + H(M)) / H(F, M), between 1 (nothing in common) and 2.
/// The joint histogram is filled at points scattered over the fixed image (random within each cell, so that equal voxel sizes do not favour whole
/// shifts); the moving image is read there by trilinear interpolation and shared between its two nearest bins.
/// Source: Studholme et al., Pattern Recognition 32 (1999) 71. Validity: at least <see cref="LeastOverlap"/> of the points inside both images.
/// </summary>
public sealed class MutualInformation
{
    /// <summary>Share of the points that must lie inside the moving image; below it the score is that of images with nothing in common.</summary>
    public const double LeastOverlap = 0.4;
    private const int Bins = 32;
    private const ulong ScatterStream = 0x5C477E;

    private readonly Vector3D[] points_mm;
    private readonly int[] fixedBin;
    private readonly Grid grid;
    private readonly float[] moving;

    /// <summary>Scatters points over the fixed image.</summary>
    /// <param name="fixedImage">The image that stays.</param>
    /// <param name="movingImage">The image that is moved.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="seed">Seed of their places.</param>
    public MutualInformation(RegistrationImage fixedImage, RegistrationImage movingImage, int count, ulong seed)
    {
        (grid, moving) = (movingImage.Grid, movingImage.Grey);
        (points_mm, fixedBin) = Scatter(fixedImage, count, seed);
    }

    /// <summary>The score of a transform from fixed to moving, with the share of points inside both images.</summary>
    public (double Score, double Overlap) Of(Affine fixedToMoving)
    {
        double[] joint = new double[Bins * Bins];
        Affine toIndex = grid.Affine.Inverse().Compose(fixedToMoving);
        int inside = 0;
        for (int n = 0; n < points_mm.Length; n++)
        {
            if (!Sample(toIndex.Apply(points_mm[n]), out double grey)) continue;
            inside++;
            double at = Math.Clamp(grey, 0, 1) * (Bins - 1);
            int bin = Math.Min((int)at, Bins - 2);
            joint[fixedBin[n] * Bins + bin] += 1 - (at - bin);
            joint[fixedBin[n] * Bins + bin + 1] += at - bin;
        }
        double overlap = (double)inside / points_mm.Length;
        return (overlap < LeastOverlap ? 1 : Normalised(joint, inside), overlap);
    }

    private static double Normalised(double[] joint, int total)
    {
        double[] f = new double[Bins], m = new double[Bins];
        for (int a = 0; a < Bins; a++)
            for (int b = 0; b < Bins; b++) (f[a], m[b]) = (f[a] + joint[a * Bins + b], m[b] + joint[a * Bins + b]);
        double together = Entropy(joint, total);
        return together <= 0 ? 1 : (Entropy(f, total) + Entropy(m, total)) / together;
    }

    private static double Entropy(double[] counts, double total)
    {
        double h = 0;
        foreach (double c in counts)
            if (c > 0) h -= c / total * Math.Log(c / total);
        return h;
    }

    private bool Sample(Vector3D p, out double grey)
    {
        grey = 0;
        if (p.X < 0 || p.Y < 0 || p.Z < 0 || p.X > grid.Nx - 1 || p.Y > grid.Ny - 1 || p.Z > grid.Nz - 1) return false;
        int i = Math.Min((int)p.X, Math.Max(grid.Nx - 2, 0)), j = Math.Min((int)p.Y, Math.Max(grid.Ny - 2, 0)), k = Math.Min((int)p.Z, Math.Max(grid.Nz - 2, 0));
        (double u, double v, double w) = (p.X - i, p.Y - j, p.Z - k);
        int dx = grid.Nx > 1 ? 1 : 0, dy = grid.Ny > 1 ? grid.Nx : 0, dz = grid.Nz > 1 ? grid.Nx * grid.Ny : 0, n = grid.Index(i, j, k);
        double near = Plane(n, dx, dy, u, v);
        grey = near + w * (Plane(n + dz, dx, dy, u, v) - near);
        return true;
    }

    private double Plane(int n, int dx, int dy, double u, double v)
    {
        double a = moving[n] + u * (moving[n + dx] - moving[n]), b = moving[n + dy] + u * (moving[n + dy + dx] - moving[n + dy]);
        return a + v * (b - a);
    }

    /// <summary>One random point in each of about <paramref name="count"/> equal cells of the fixed image, with the bin of its grey value.</summary>
    private static (Vector3D[], int[]) Scatter(RegistrationImage image, int count, ulong seed)
    {
        Grid g = image.Grid;
        TrilinearSampler sampler = new(g, image.Grey);
        double edge = Math.Cbrt((double)g.Count / count);
        (int nx, int ny, int nz) = (Cells(g.Nx, edge), Cells(g.Ny, edge), Cells(g.Nz, edge));
        Vector3D[] points = new Vector3D[nx * ny * nz];
        int[] bins = new int[points.Length];
        CounterRandom random = new(seed, ScatterStream);
        for (int n = 0; n < points.Length; n++)
        {
            (int i, int j, int k) = (n % nx, n / nx % ny, n / (nx * ny));
            points[n] = g.Affine.Apply(Within(i, nx, g.Nx, random.Uniform(3L * n)), Within(j, ny, g.Ny, random.Uniform(3L * n + 1)), Within(k, nz, g.Nz, random.Uniform(3L * n + 2)));
            bins[n] = (int)Math.Round(Math.Clamp(sampler.At(points[n]), 0, 1) * (Bins - 1));
        }
        return (points, bins);
    }

    private static int Cells(int count, double edge) => Math.Clamp((int)Math.Round(count / edge), 1, count);
    private static double Within(int cell, int cells, int count, double share) => (cell + share) / cells * (count - 1);
}
