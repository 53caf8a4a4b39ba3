using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Tests.Register;

/// <summary>A trunk of ellipsoids that can be imaged after any rigid move of the patient: CT numbers, or noisy blurred uptake.</summary>
internal static class MovedBody
{
    private sealed record Part(Vector3D Centre, Vector3D Half, double Hu, double Uptake);

    private static readonly Part[] Parts =
    [
        new(new(0, 0, 0), new(165, 105, 400), 40, 1), new(new(75, 15, 130), new(55, 70, 110), -780, 0.4), new(new(-70, 15, 140), new(50, 65, 100), -780, 0.4),
        new(new(70, 25, -10), new(75, 60, 60), 60, 6), new(new(-95, -25, 0), new(30, 25, 45), 55, 5), new(new(62, -45, -75), new(26, 24, 52), 35, 30),
        new(new(-66, -48, -58), new(26, 24, 50), 35, 26), new(new(0, -70, 0), new(22, 20, 400), 250, 2), new(new(5, 20, -210), new(40, 35, 35), 10, 20),
        new(new(95, -20, -205), new(22, 55, 50), 280, 2), new(new(-95, -20, -205), new(22, 55, 50), 280, 2), new(new(40, -60, -160), new(12, 12, 12), 60, 35),
    ];

    public static Grid Grid(double spacing_mm, Vector3D offset = default) => new(
        (int)(420 / spacing_mm), (int)(300 / spacing_mm), (int)(400 / spacing_mm),
        Affine.Diagonal(new(-spacing_mm, -spacing_mm, spacing_mm), new Vector3D(208, 148, -250) + offset));

    public static Volume<CtNumber> Ct(Grid grid, RigidTransform move) => new(grid, Image(grid, move, -1000, p => p.Hu, 0, 0));

    /// <summary>Uptake with Poisson-like noise.</summary>
    public static RegistrationImage Emission(Grid grid, RigidTransform move, ulong seed) =>
        RegistrationImage.OfEmission(grid, Image(grid, move, 0, p => p.Uptake, 0.35, seed));

    private static float[] Image(Grid grid, RigidTransform move, double outside, Func<Part, double> value, double noise, ulong seed)
    {
        Affine back = move.Matrix().Inverse().Compose(grid.Affine);
        CounterRandom random = new(seed, 7);
        float[] values = new float[grid.Count];
        Parallel.For(0, grid.Nz, k =>
        {
            for (int n = grid.Index(0, 0, k); n < grid.Index(0, 0, k) + grid.Nx * grid.Ny; n++)
            {
                (int i, int j, _) = grid.Voxel(n);
                double v = At(back.Apply(i, j, k), outside, value);
                values[n] = (float)(v + noise * Math.Sqrt(Math.Abs(v)) * (noise > 0 ? random.Normal(n) : 0));
            }
        });
        return values;
    }

    private static double At(Vector3D p, double outside, Func<Part, double> value)
    {
        double found = outside;
        foreach (Part part in Parts)
        {
            Vector3D d = p - part.Centre;
            if (d.X * d.X / (part.Half.X * part.Half.X) + d.Y * d.Y / (part.Half.Y * part.Half.Y) + d.Z * d.Z / (part.Half.Z * part.Half.Z) < 1) found = value(part);
        }
        return found;
    }
}
