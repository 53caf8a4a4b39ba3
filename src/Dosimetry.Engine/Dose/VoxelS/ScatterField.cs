using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.VoxelS;

/// <summary>
/// Quantities, on blocks of about 18 mm: kerma S of scattered photons in an endless medium (Gy), the part L of it that a finite body lacks, and the mean
/// thickness t (cm) of absorbing medium (bone) around a place.
/// Equations: a photon's last collision before r lies at r′ with the density G(s) = μ e^(−μ s)/(4π s²), s = |r − r′|. What would have collided outside the body
/// (B = 0: air, or beyond the grid) and come back is missing, and so is what that would have become: L = c G ∗ [(1 − B) K + B L], K all kerma in the endless
/// medium, c the energy that survives a collision. t = (1/μ) G ∗ b, b the share of bone by density.
/// Forward scattering counts as no collision (transport approximation): μ = μ₀(1 − c₀ g), c = c₀(1 − g)/(1 − c₀ g), g the mean cosine of Klein and Nishina.
/// μ₀, c₀ and g are means over the kernel's own scattered fluence; nothing is fitted. Source: integral equation of transport, one energy group.
/// Validity: B steps from body to air; inside the body the photons' way is that of unit density. Neglected: lungs as less matter, spectra near the surface.
/// </summary>
internal sealed class ScatterField
{
    private const double Block_mm = 18, Margin_mm = 120; // what goes farther out hardly comes back
    private const float Body_g_per_cm3 = 0.1f;           // between air and lung
    private const int Iterations = 6;                    // L changes by less than 1 % of itself after them

    private readonly VoxelCounts _n;
    private readonly ConvolutionKernel _lastCollision;
    private readonly ScatterConstants _constants;
    private readonly DoseInput _input;
    private readonly IVoxelDevice _device;

    public ScatterField(DoseInput input, PointKernel point, Medium own, double density, IVoxelDevice device, int threads, CancellationToken cancel)
    {
        (_input, _device, Blocks) = (input, device, new CoarseGrid(input.Tia.Grid, Block_mm, Margin_mm));
        (_n, _constants) = (Blocks.Counts, ScatterConstants.Of(point, own, density));
        var integral = new VoxelIntegral(Blocks.Voxel_mm, density);
        double gyPerKeV = VoxelKernel.SValue_mGy_per_MBqs(Blocks.Voxel_mm, density) / 1000;
        float[] tia = Blocks.Sum(v => input.Tia.Values[v]);
        _lastCollision = Kernel([.. Enumerable.Range(0, RadialShells.Count).Select(k => Free(RadialShells.Outer(k - 1)) - Free(RadialShells.Outer(k)))], 1);
        Endless = device.Convolve(tia, _n, Kernel(point.Scattered_keV, gyPerKeV), cancel);
        Missing = Lacking(device.Convolve(tia, _n, Kernel([.. point.Photon_keV.Zip(point.Bremsstrahlung_keV, (p, b) => p + b)], gyPerKeV), cancel), cancel);

        double Free(double thickness) => Math.Exp(-_constants.PerCm / density * thickness);
        ConvolutionKernel Kernel(double[] shells, double factor) => integral.Run(shells, 0, Reach(), threads, cancel).Weights(factor);
    }

    /// <summary>The blocks.</summary>
    public CoarseGrid Blocks { get; }
    /// <summary>S: scattered kerma in an endless medium, Gy.</summary>
    public float[] Endless { get; }
    /// <summary>L: the part of it that the body lacks, Gy.</summary>
    public float[] Missing { get; }

    /// <summary>t: mean thickness of a medium around each place, cm, of which <paramref name="share"/> says how much a voxel holds.</summary>
    public float[] Thickness_cm(Func<int, float> share, CancellationToken cancel)
    {
        float perVoxel = (float)(1 / (_constants.PerCm * Blocks.VoxelsPerBlock));
        return Array.ConvertAll(_device.Convolve(Blocks.Sum(share), _n, _lastCollision, cancel), t => Math.Max(0, t * perVoxel));
    }

    private float[] Lacking(float[] kerma, CancellationToken cancel)
    {
        float[] density = _input.Density.Values, body = Blocks.Sum(v => density[v] >= Body_g_per_cm3 ? 1 : 0), lacking = new float[body.Length];
        (float perVoxel, float survival) = ((float)(1 / Blocks.VoxelsPerBlock), (float)_constants.Survival);
        for (int i = 0; i < Iterations; i++)
        {
            float[] source = new float[body.Length];
            for (int b = 0; b < source.Length; b++) source[b] = survival * (kerma[b] + body[b] * perVoxel * (lacking[b] - kerma[b]));
            lacking = _device.Convolve(source, _n, _lastCollision, cancel);
        }
        return lacking;
    }

    private (int, int, int) Reach()
    {
        return (Along(Blocks.Voxel_mm.X, _n.X), Along(Blocks.Voxel_mm.Y, _n.Y), Along(Blocks.Voxel_mm.Z, _n.Z));

        static int Along(double edge_mm, int blocks) => Math.Min((int)Math.Ceiling(VoxelSKernels.PhotonReach_mm / edge_mm), blocks - 1);
    }
}
