using Dosimetry.Cases.Work;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Cli.Validate;

/// <summary>Self-dose of water spheres from 1 g to 1 kg beside an independent Monte Carlo code.</summary>
internal sealed class SphereValues : IValidationGroup
{
    public string Name => "spheres";

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        PhysicsLibrary library = PhysicsLibrary.OpenDefault();
        PointKernel point = new PointKernels(library, KernelCache.Folder).Get("Lu-177", "water", 0, context.Cancel);
        foreach (var row in ReferenceCsv.Rows(context.Reference("mc", "spheres_lu177_water.csv")))
        {
            double mass_g = row.Number("mass_g");
            SphereDose dose = SphereDose.Compute(point, library.Nuclides["Lu-177"], SphereDose.Radius_mm_of(mass_g, 1), 1);
            yield return new ValidationCheck(Name, $"water sphere of {mass_g} g", dose.S_Gy_per_MBq_s * 1e3, row.Number("S_mGy_per_MBqs"), 0.01, true, "mGy/(MBq·s)",
                "EGSnrc with ICRP 107 decay data, computed for this project");
        }
    }
}
