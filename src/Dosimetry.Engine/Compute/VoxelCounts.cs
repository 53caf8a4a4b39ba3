namespace Dosimetry.Engine.Compute;

/// <summary>Numbers of voxels along x (fastest), y and z.</summary>
public readonly record struct VoxelCounts(int X, int Y, int Z)
{
    /// <summary>All voxels.</summary>
    public int Total => X * Y * Z;
}
