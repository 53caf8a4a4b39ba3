using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>Overlap by pieces for grids turned against each other: each source voxel is cut into equal boxes, each box goes where its centre lies.</summary>
internal static class ObliqueDeposit
{
    private const int MostPieces = 12;

    public static float[] Average(Grid from, Grid to, Affine indexMap, Func<int, float> value)
    {
        double[] sums = new double[to.Count];
        (int px, int py, int pz) = (Pieces(indexMap.StepI), Pieces(indexMap.StepJ), Pieces(indexMap.StepK));
        double share = from.VoxelVolume_ml / to.VoxelVolume_ml / (px * py * pz);
        Vector3D[] pieces = [.. Offsets(indexMap, px, py, pz)];
        for (int n = 0; n < from.Count; n++)
        {
            float v = value(n);
            if (v == 0) continue;
            (int i, int j, int k) = from.Voxel(n);
            Vector3D centre = indexMap.Apply(i, j, k);
            foreach (Vector3D piece in pieces) Deposit(to, sums, centre + piece, v * share);
        }
        return Array.ConvertAll(sums, s => (float)s);
    }

    /// <summary>Pieces of at most a quarter of a target voxel along a source step: with halves single voxels of a uniform image are off by up to a fifth.</summary>
    private static int Pieces(Vector3D step) => Math.Clamp((int)Math.Ceiling(4 * step.Length), 1, MostPieces);

    private static IEnumerable<Vector3D> Offsets(Affine indexMap, int px, int py, int pz)
    {
        for (int c = 0; c < pz; c++)
            for (int b = 0; b < py; b++)
                for (int a = 0; a < px; a++)
                    yield return ((a + 0.5) / px - 0.5) * indexMap.StepI + ((b + 0.5) / py - 0.5) * indexMap.StepJ + ((c + 0.5) / pz - 0.5) * indexMap.StepK;
    }

    private static void Deposit(Grid to, double[] sums, Vector3D index, double amount)
    {
        int i = (int)Math.Floor(index.X + 0.5), j = (int)Math.Floor(index.Y + 0.5), k = (int)Math.Floor(index.Z + 0.5);
        if ((uint)i < (uint)to.Nx && (uint)j < (uint)to.Ny && (uint)k < (uint)to.Nz) sums[to.Index(i, j, k)] += amount;
    }
}
