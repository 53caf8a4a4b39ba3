using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: energy from a uniform source voxel to a target voxel, keV per decay, for any voxel edges a, b, c (mm) and any density.
/// Equation: the vector between a random point of the source and a random point of the target at offset (i, j, k) is spread as a product of
/// triangles around (ia, jb, kc); so S_ijk = Σ_shells E(r) ⟨Λ(x/a − i) Λ(y/b − j) Λ(z/c − k)⟩ over the sphere of radius r, Λ(t) = max(0, 1 − |t|).
/// Near: every point of a shell is shared among the eight offsets around it (the triangles add up to 1, so that no energy is lost).
/// Far: the kernel's density at 3 × 3 × 3 points of the triangles' Gauss rule, exact to the fifth order.
/// Source: geometric; validity: the point kernel's homogeneous medium.
/// </summary>
internal sealed class VoxelIntegral
{
    private const double NearVoxels = 6; // beyond, the kernel is smooth over a voxel: rule error under 1e-4
    private const double GaussNode = 0.6324555320336759, GaussSide = 5.0 / 24, GaussMiddle = 7.0 / 12; // for the weight 1 − |t| on [−1, 1]

    private readonly OctantDirections _directions = new();
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
        double[] octant = new double[(r.X + 1) * (r.Y + 1) * (r.Z + 1)];
        var density = new ShellDensity(shells_keV, _mmPerMass);
        Workers.For(r.Z + 1, threads, cancel, k =>
        {
            for (int j = 0; j <= r.Y; j++)
                for (int i = 0; i <= r.X; i++)
                    if (!Near(i, j, k)) octant[i + (r.X + 1) * (j + (r.Y + 1) * k)] = Far(density, i, j, k);
        });
        ShareNear(shells_keV, octant, r);
        octant[0] += local_keV;
        return new VoxelKernel(r.X, r.Y, r.Z, octant);
    }

    /// <summary>All points of the triangles around this offset lie within the near radius.</summary>
    private bool Near(int i, int j, int k) =>
        new Vector3D((i + 1) * _voxel.X, (j + 1) * _voxel.Y, (k + 1) * _voxel.Z).Length <= _near_mm;

    private double Far(ShellDensity density, int i, int j, int k)
    {
        double sum = 0;
        for (int c = -1; c <= 1; c++)
            for (int b = -1; b <= 1; b++)
                for (int a = -1; a <= 1; a++)
                {
                    double x = (i + a * GaussNode) * _voxel.X, y = (j + b * GaussNode) * _voxel.Y, z = (k + c * GaussNode) * _voxel.Z;
                    sum += Weight(a) * Weight(b) * Weight(c) * density.At(x * x + y * y + z * z);
                }
        return sum * _voxel.X * _voxel.Y * _voxel.Z;

        static double Weight(int node) => node == 0 ? GaussMiddle : GaussSide;
    }

    private void ShareNear(double[] shells_keV, double[] octant, (int X, int Y, int Z) r)
    {
        for (int k = 0; k < shells_keV.Length; k++)
        {
            double inner = RadialShells.Outer(k - 1) * _mmPerMass, outer = RadialShells.Outer(k) * _mmPerMass;
            if (inner >= _near_mm) return;
            int layers = Math.Max(2, (int)Math.Ceiling(8 * (outer - inner) / _min));
            for (int l = 0; shells_keV[k] != 0 && l < layers; l++)
                ShareSphere(inner + (l + 0.5) * (outer - inner) / layers, shells_keV[k] / layers, octant, r);
        }
    }

    /// <summary>Spreads energy over the directions of one octant, finer for larger spheres; mirror images fall on the same offsets.</summary>
    private void ShareSphere(double radius, double energy_keV, double[] octant, (int X, int Y, int Z) r)
    {
        foreach ((Vector3D u, double weight) in _directions.AtLeast((int)Math.Min(16 + 8 * radius / _min, 400)))
            SharePoint(radius * u.X / _voxel.X, radius * u.Y / _voxel.Y, radius * u.Z / _voxel.Z, energy_keV * weight, octant, r);
    }

    private void SharePoint(double x, double y, double z, double energy_keV, double[] octant, (int X, int Y, int Z) r)
    {
        (int i, int j, int k) = ((int)x, (int)y, (int)z);
        (double fx, double fy, double fz) = (x - i, y - j, z - k);
        for (int c = 0; c < 2; c++)
            for (int b = 0; b < 2; b++)
                for (int a = 0; a < 2; a++)
                {
                    (int ti, int tj, int tk) = (i + a, j + b, k + c);
                    if (ti > r.X || tj > r.Y || tk > r.Z || !Near(ti, tj, tk)) continue;
                    int images = (ti > 0 ? 2 : 1) * (tj > 0 ? 2 : 1) * (tk > 0 ? 2 : 1);
                    double share = (a == 1 ? fx : 1 - fx) * (b == 1 ? fy : 1 - fy) * (c == 1 ? fz : 1 - fz);
                    octant[ti + (r.X + 1) * (tj + (r.Y + 1) * tk)] += energy_keV * share / images;
                }
    }
}
