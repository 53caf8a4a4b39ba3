using Dosimetry.Cases.Work;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Cli.Validate;

/// <summary>Voxel S values of Lu-177 for several voxels and media beside an independent Monte Carlo code.</summary>
internal sealed class VoxelSValues : IValidationGroup
{
    private const string Source = "EGSnrc with ICRP 107 decay data, computed for this project";
    /// <summary>Near voxels, where the dose is made; far ones are checked with a wider band.</summary>
    private const int Near = 1;

    private static readonly (string File, double Voxel_mm, string Medium, double Density_g_per_cm3)[] Tables =
    [
        ("vsv_lu177_water_2.00mm.csv", 2, "water", 1), ("vsv_lu177_water_4.00mm.csv", 4, "water", 1), ("vsv_lu177_water_4.42mm.csv", 4.42, "water", 1),
        ("vsv_lu177_softICRU4_4.00mm.csv", 4, "soft_tissue_4comp", 1),
    ];

    public string Name => "voxel-s-values";

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        var kernels = new PointKernels(PhysicsLibrary.OpenDefault(), KernelCache.Folder);
        foreach ((string file, double voxel_mm, string medium, double density) in Tables)
        {
            var rows = ReferenceCsv.Rows(context.Reference("mc", file)).ToArray();
            PointKernel point = kernels.Get("Lu-177", medium, 0, context.Cancel);
            var ours = VoxelSTable.Octant(point, new(voxel_mm, voxel_mm, voxel_mm), density, 3, Environment.ProcessorCount, context.Cancel).ToDictionary(v => (v.I, v.J, v.K));
            foreach (var row in rows.Where(r => r.Number("i") <= 3))
            {
                (int i, int j, int k) = ((int)row.Number("i"), (int)row.Number("j"), (int)row.Number("k"));
                (double s, double sigma) = (row.Number("S_total_mGy_per_MBqs"), row.Number("sigma_total"));
                double band = i + j + k == 0 ? 0.01 : i <= Near ? 0.03 : 0.05;
                yield return new ValidationCheck(Name, $"{medium} {voxel_mm} mm S({i},{j},{k})", ours[(i, j, k)].S, s, band + 2 * sigma / s, true, "mGy/(MBq·s)", Source,
                    $"{100 * band:0} % and twice the reference's own statistical uncertainty");
            }
        }
    }
}
