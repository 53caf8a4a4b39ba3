using Dosimetry.Cases.Work;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Validate;

/// <summary>A body of soft tissue, lung and bone with kidneys and lesions: mean dose of each region by each engine beside full Monte Carlo.</summary>
internal sealed class PhantomADoses : IValidationGroup
{
    private const string Source = "EGSnrc, heterogeneous phantom A, computed for this project";
    private static readonly string[] Media = ["air", "lung", "soft_tissue_4comp", "cortical_bone_icrp"];
    private static readonly Grid Grid = new(64, 64, 64, Affine.Diagonal(new(4, 4, 4), new(-126, -126, -126)));

    public string Name => "phantom-a";

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        PhysicsLibrary library = PhysicsLibrary.OpenDefault();
        var input = new DoseInput(
            new(Grid, Floats(context, "activity.f32")), new(Grid, Floats(context, "density.f32")), Bytes(context, "material.u8"),
            [.. Media.Select(m => library.MediumNames.Contains(m) ? m : "cortical_bone")], "Lu-177");
        byte[] labels = Bytes(context, "labels.u8");
        var rows = ReferenceCsv.Rows(context.Reference("mc", "phantom_A", "regions.csv")).Where(r => r["label"] != "air").ToArray();
        using IVoxelDevice device = Devices.Open(DeviceChoice.Cpu);
        foreach (IDoseEngine engine in DoseEngines.All(library, KernelCache.Folder))
        {
            DoseResult dose = engine.Compute(input, new DoseOptions(), device, null, context.Cancel);
            foreach (var row in rows)
            {
                double mean_mGy = 1e3 * Mean_Gy(dose.Dose.Values, input.Density.Values, labels, (byte)row.Number("id"));
                (double tolerance, string note) = Band(engine.Name, row["label"]);
                yield return new ValidationCheck(Name, $"{engine.Name} {row["label"]}", mean_mGy, row.Number("mean_dose_mGy_per_MBqs"), tolerance, true, "mGy/(MBq·s)", Source, note);
            }
        }
    }

    /// <summary>How far an engine may be off, by what it neglects.</summary>
    private static (double Tolerance, string Note) Band(string engine, string region) => (engine, region) switch
    {
        ("local", "bone_cortical") => (0.40, "local deposition has no photons and no electrons from neighbours: a third of the dose of bone comes from outside"),
        ("local", "soft_background" or "spine_core") => (0.20, "local deposition has no photons: they are about an eighth of the dose in weakly active tissue"),
        ("local", _) => (0.08, "local deposition keeps all electrons and no photon: it misses photon dose and electrons that leave"),
        ("monte-carlo", "spine_core") => (0.03, "few decays start in the weakly active core: statistics"),
        ("monte-carlo", "soft_background" or "lung" or "bone_cortical" or "lesion_bone") => (0.02, "statistics, and 0.4 % of the normalisation of the beta spectrum"),
        ("monte-carlo", _) => (0.01, "statistics, and 0.4 % of the normalisation of the beta spectrum"),
        (_, "spine_core") => (0.08, "a weakly active core inside cortical bone: much of its dose comes across the border of media, where a kernel of one medium is at its weakest"),
        (_, "lung" or "bone_cortical" or "lesion_lung_boundary") => (0.05, "voxel S values of a uniform medium, scaled by density, at the border of media"),
        _ => (0.03, "voxel S values of a uniform medium, scaled by density"),
    };

    /// <summary>Energy over mass.</summary>
    private static double Mean_Gy(float[] dose, float[] density, byte[] labels, byte label)
    {
        double energy = 0, mass = 0;
        for (int n = 0; n < dose.Length; n++)
            if (labels[n] == label) (energy, mass) = (energy + (double)dose[n] * density[n], mass + density[n]);
        return energy / mass;
    }

    private static byte[] Bytes(ValidationContext context, string file) => File.ReadAllBytes(context.Reference("mc", "phantom_A", file));

    private static float[] Floats(ValidationContext context, string file)
    {
        byte[] bytes = Bytes(context, file);
        float[] values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length); // the files are little-endian, as is every machine .NET runs on
        return values;
    }
}
