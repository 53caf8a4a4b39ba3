using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: energy from a uniform source voxel to a target voxel, keV per decay, for any voxel edges a, b, c (mm) and any density.
/// Equation: the vector between a random point of the source and a random point of the target at offset (i, j, k) is spread as a product of
/// triangles around (ia, jb, kc); so S_ijk = Σ_shells E(r) ⟨Λ(x/a − i) Λ(y/b − j) Λ(z/c − k)⟩ over the sphere of radius r, Λ(t) = max(0, 1 − |t|).
/// Near: every point of a shell is shared among the eight offsets around it (the triangles add up to 1, so that no energy is lost).
/// Far: the kernel's density at the offsets themselves, averaged along each axis with weights that have the triangle's moments to the fifth order.
/// Source: geometric; validity: the point kernel's homogeneous medium.
/// </summary>
internal sealed class VoxelIntegral
{
    private const double NearVoxels = 4; // beyond, the kernel is smooth over a voxel: rule error under 1e-4
    private const double PointsPerVoxel = 5; // along a line on and between spheres; 8 changes no S value by more than 1e-3 of itself
    private const double Tiny = 0.05; // of a voxel: what leaves it is then a few percent, and few directions give it to 1e-4 of the whole
    private const double Middle = 97.0 / 120, Next = 1.0 / 10, Outer = -1.0 / 240; // ⟨t²⟩ = 1/6 and ⟨t⁴⟩ = 1/15 of the weight 1 − |t| on [−1, 1]

    private readonly Vector3D _voxel;
    private readonly double _mmPerMass, _near_mm, _max, _min;

    public VoxelIntegral(Vector3D voxel_mm, double density_g_per_cm3)
    {
        (_voxel, _mmPerMass) = (voxel_mm, 10 / density_g_per_cm3);
        (_max, _min) = (Math.Max(voxel_mm.X, Math.Max(voxel_mm.Y, voxel_mm.Z)), Math.Min(voxel_mm.X, Math.Min(voxel_mm.Y, voxel_mm.Z)));
        _near_mm = NearVoxels * _max + 2 * voxel_mm.Length;
    }

    /// <summary>The kernel out to offsets (rx, ry, rz). <paramref name="local_keV"/> is left at the decay itself.</summary>
    public VoxelKernel Run(double[] shells_keV, double local_keV, (int X, int Y, int Z) r, int threads, CancellationToken cancel)
    {
        double[] octant = Far(new ShellDensity(shells_keV, _mmPerMass), r, threads, cancel);
        ShareNear(shells_keV, octant, r);
        octant[0] += local_keV;
        return new VoxelKernel(r.X, r.Y, r.Z, octant);
    }

    /// <summary>All points of the triangles around this offset lie within the near radius.</summary>
    private bool Near(int i, int j, int k) =>
        new Vector3D((i + 1) * _voxel.X, (j + 1) * _voxel.Y, (k + 1) * _voxel.Z).Length <= _near_mm;

    /// <summary>Averages over the triangles, one axis after the other, of the density at the offsets; zero in the near part.</summary>
    private double[] Far(ShellDensity density, (int X, int Y, int Z) r, int threads, CancellationToken cancel)
    {
        (int nx, int ny, int nz) = (r.X + 3, r.Y + 3, r.Z + 3); // the average reaches two offsets out
        double[] points = new double[nx * ny * nz];
        double voxel_mm3 = _voxel.X * _voxel.Y * _voxel.Z;
        Workers.For(nz, threads, cancel, k =>
        {
            for (int j = 0; j < ny; j++)
                for (int i = 0; i < nx; i++)
                    if (i + j + k > 0) points[i + nx * (j + ny * k)] = voxel_mm3 * density.At(Square(i * _voxel.X) + Square(j * _voxel.Y) + Square(k * _voxel.Z));
        });
        double[] alongX = Average(points, 1, r.X + 1, 1, nx, ny * nz), alongY = Average(alongX, r.X + 1, r.Y + 1, r.X + 1, ny * (r.X + 1), nz);
        double[] octant = Average(alongY, (r.X + 1) * (r.Y + 1), r.Z + 1, (r.X + 1) * (r.Y + 1), nz * (r.X + 1) * (r.Y + 1), 1);
        for (int k = 0, n = 0; k <= r.Z; k++)
            for (int j = 0; j <= r.Y; j++)
                for (int i = 0; i <= r.X; i++, n++)
                    if (Near(i, j, k)) octant[n] = 0;
        return octant;

        static double Square(double x) => x * x;
    }

    /// <summary>Weighted average along one axis of a block of lines: neighbours <paramref name="step"/> apart, mirrored at offset 0.</summary>
    private static double[] Average(double[] from, int step, int kept, int lines, int block, int blocks)
    {
        double[] to = new double[blocks * kept * lines];
        for (int b = 0; b < blocks; b++)
            for (int n = 0; n < kept; n++)
                for (int l = 0; l < lines; l++)
                {
                    int at = b * block + l;
                    double Point(int offset) => from[at + Math.Abs(offset) * step];
                    to[(b * kept + n) * lines + l] = Middle * Point(n) + Next * (Point(n - 1) + Point(n + 1)) + Outer * (Point(n - 2) + Point(n + 2));
                }
        return to;
    }

    private void ShareNear(double[] shells_keV, double[] octant, (int X, int Y, int Z) r)
    {
        for (int k = 0; k < shells_keV.Length; k++)
        {
            double inner = RadialShells.Outer(k - 1) * _mmPerMass, outer = RadialShells.Outer(k) * _mmPerMass;
            if (inner >= _near_mm) return;
            int layers = (int)Math.Ceiling(PointsPerVoxel * (outer - inner) / _min);
            for (int l = 0; shells_keV[k] != 0 && l < layers; l++)
                ShareSphere(inner + (l + 0.5) * (outer - inner) / layers, shells_keV[k] / layers, octant, r);
        }
    }

    /// <summary>Spreads energy over the directions of one octant, finer for larger spheres; mirror images fall on the same offsets.</summary>
    private void ShareSphere(double radius, double energy_keV, double[] octant, (int X, int Y, int Z) r)
    {
        int across = radius < Tiny * _min ? 8 : (int)Math.Min(16 + PointsPerVoxel * radius / _min, 400);
        bool allNear = radius + 2 * _voxel.Length <= _near_mm; // every offset that a point shares in lies in the near part
        foreach ((Vector3D u, double weight) in OctantDirections.AtLeast(across))
            SharePoint(radius * u.X / _voxel.X, radius * u.Y / _voxel.Y, radius * u.Z / _voxel.Z, energy_keV * weight, octant, r, allNear);
    }

    private void SharePoint(double x, double y, double z, double energy_keV, double[] octant, (int X, int Y, int Z) r, bool allNear)
    {
        (int i, int j, int k) = ((int)x, (int)y, (int)z);
        (double fx, double fy, double fz) = (x - i, y - j, z - k);
        for (int c = 0; c < 2; c++)
            for (int b = 0; b < 2; b++)
                for (int a = 0; a < 2; a++)
                {
                    (int ti, int tj, int tk) = (i + a, j + b, k + c);
                    if (ti > r.X || tj > r.Y || tk > r.Z || !(allNear || Near(ti, tj, tk))) continue;
                    double images = (ti > 0 ? 0.5 : 1) * (tj > 0 ? 0.5 : 1) * (tk > 0 ? 0.5 : 1);
                    double share = (a == 1 ? fx : 1 - fx) * (b == 1 ? fy : 1 - fy) * (c == 1 ? fz : 1 - fz);
                    octant[ti + (r.X + 1) * (tj + (r.Y + 1) * tk)] += energy_keV * share * images;
                }
    }
}
