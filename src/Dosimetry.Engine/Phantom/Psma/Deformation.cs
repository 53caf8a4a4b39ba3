using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// A part of the body that is shifted and scaled about its centre. The change fades as exp(−(r/R)²) with the distance r from the centre, so that
/// neighbours give way smoothly and nothing folds for scales between 0.7 and 1.5 and shifts below R/2.
/// </summary>
internal readonly record struct LocalChange(Vector3D Centre_mm, double Radius_mm, double Scale, Vector3D Shift_mm)
{
    /// <summary>From a point of the changed body to where it came from, as a displacement in mm.</summary>
    public Vector3D Back(Vector3D p)
    {
        Vector3D d = p - Centre_mm;
        double q = d.Dot(d) / (Radius_mm * Radius_mm);
        return q > 9 ? default : Math.Exp(-q) * ((1 / Scale - 1) * d - Shift_mm);
    }
}

/// <summary>A plane wave of displacement, mm: Amplitude · sin(k · p + phase).</summary>
internal readonly record struct Wave(Vector3D Amplitude_mm, Vector3D Wave_per_mm, double Phase)
{
    /// <summary>Displacement at a point.</summary>
    public Vector3D At(Vector3D p) => Math.Sin(Wave_per_mm.Dot(p) + Phase) * Amplitude_mm;
}

/// <summary>
/// A smooth map from the points of a changed body back to the body it came from: x = S⁻¹ p + Σ waves + Σ local changes. Evaluated on a lattice of
/// <see cref="Step_mm"/> and interpolated linearly between its points.
/// </summary>
internal sealed class Deformation
{
    private const double Step_mm = 12;
    private readonly Grid lattice;
    private readonly Vector3D[] back;
    private readonly Affine toLattice;

    /// <summary>Tabulates the map over the box of a grid.</summary>
    public Deformation(Grid over, Vector3D scale, IReadOnlyList<Wave> waves, IReadOnlyList<LocalChange> changes)
    {
        lattice = Around(over);
        toLattice = lattice.Affine.Inverse();
        back = new Vector3D[lattice.Count];
        Parallel.For(0, back.Length, n =>
        {
            (int i, int j, int k) = lattice.Voxel(n);
            Vector3D p = lattice.Affine.Apply(i, j, k), x = new(p.X / scale.X, p.Y / scale.Y, p.Z / scale.Z);
            Vector3D moved = x;
            foreach (Wave wave in waves) moved += wave.At(x);
            foreach (LocalChange change in changes) moved += change.Back(x);
            back[n] = moved;
        });
    }

    /// <summary>Where a point of the changed body came from, mm.</summary>
    public Vector3D Back(Vector3D p)
    {
        Vector3D at = toLattice.Apply(p);
        int i = Cell(at.X, lattice.Nx), j = Cell(at.Y, lattice.Ny), k = Cell(at.Z, lattice.Nz);
        double u = at.X - i, v = at.Y - j, w = at.Z - k;
        Vector3D Row(int jj, int kk)
        {
            int n = lattice.Index(i, jj, kk);
            return (1 - u) * back[n] + u * back[n + 1];
        }
        return (1 - w) * ((1 - v) * Row(j, k) + v * Row(j + 1, k)) + w * ((1 - v) * Row(j, k + 1) + v * Row(j + 1, k + 1));
    }

    private static int Cell(double at, int count) => Math.Clamp((int)Math.Floor(at), 0, count - 2);

    private static Grid Around(Grid over)
    {
        Vector3D a = over.Affine.Apply(0, 0, 0), b = over.Affine.Apply(over.Nx - 1, over.Ny - 1, over.Nz - 1);
        Vector3D low = new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Min(a.Z, b.Z));
        int Points(double length) => Math.Max(2, (int)Math.Ceiling(Math.Abs(length) / Step_mm) + 1);
        return new Grid(Points(b.X - a.X), Points(b.Y - a.Y), Points(b.Z - a.Z), Affine.Diagonal(new(Step_mm, Step_mm, Step_mm), low));
    }
}
