namespace Dosimetry.Engine.Foundation;

/// <summary>
/// A regular voxel lattice: numbers of voxels and the map from voxel index to patient space (mm, RAS+).
/// Voxels are stored x (i) fastest, then y (j), then z (k): index = i + Nx · (j + Ny · k).
/// </summary>
public sealed record Grid
{
    /// <summary>A lattice of <paramref name="nx"/> × <paramref name="ny"/> × <paramref name="nz"/> voxels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1, or more than 2³¹−1 voxels.</exception>
    public Grid(int nx, int ny, int nz, Affine affine)
    {
        if (nx < 1 || ny < 1 || nz < 1 || (long)nx * ny * nz > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(nx), $"A grid of {nx} × {ny} × {nz} voxels is empty or larger than 2³¹−1 voxels.");
        (Nx, Ny, Nz, Affine) = (nx, ny, nz, affine);
    }

    /// <summary>Voxels along i.</summary>
    public int Nx { get; }
    /// <summary>Voxels along j.</summary>
    public int Ny { get; }
    /// <summary>Voxels along k.</summary>
    public int Nz { get; }
    /// <summary>Voxel index to mm (RAS+).</summary>
    public Affine Affine { get; }

    /// <summary>Number of voxels.</summary>
    public int Count => Nx * Ny * Nz;
    /// <summary>Voxel edges in mm.</summary>
    public Vector3D Spacing_mm => Affine.Spacing_mm;
    /// <summary>Volume of one voxel in ml.</summary>
    public double VoxelVolume_ml => Affine.VoxelVolume_mm3 / 1000.0;

    /// <summary>Linear index of voxel (i, j, k).</summary>
    public int Index(int i, int j, int k) => i + Nx * (j + Ny * k);

    /// <summary>Voxel (i, j, k) of a linear index.</summary>
    public (int I, int J, int K) Voxel(int index) => (index % Nx, index / Nx % Ny, index / (Nx * Ny));

    /// <summary>Same number of voxels and the same affine within <paramref name="tolerance_mm"/> at every corner.</summary>
    public bool SameAs(Grid other, double tolerance_mm = 1e-3)
    {
        if ((Nx, Ny, Nz) != (other.Nx, other.Ny, other.Nz)) return false;
        foreach (int i in (int[])[0, Nx - 1])
            foreach (int j in (int[])[0, Ny - 1])
                foreach (int k in (int[])[0, Nz - 1])
                    if ((Affine.Apply(i, j, k) - other.Affine.Apply(i, j, k)).Length > tolerance_mm) return false;
        return true;
    }
}
