using System.CommandLine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry suv PATH [--mask M.nii.gz] [--out SUV.nii.gz]</c>: SUV by body weight of a PET series.</summary>
internal static class SuvVerb
{
    public static Command Create()
    {
        Argument<string> path = new("PATH") { Description = "A PET series: folder, file, zip, or the folder of an earlier import." };
        Option<string?> mask = new("--mask") { Description = "Mask volume; minimum, median and maximum are then those inside it." };
        Option<string?> output = new("--out") { Description = "SUV volume to write." };
        Option<string?> id = new("--series") { Description = "Which series, where there are several (\"pet-2\")." };
        Command command = new("suv", "Standardised uptake values by body weight, with every assumption named.") { path, mask, output, id };
        return command.Does((parsed, cancel) =>
        {
            using ImportedInput input = ImportedInput.Open(parsed.GetValue(path)!, cancel);
            return Run(input.Study, parsed.GetValue(id), parsed.GetValue(mask), parsed.GetValue(output));
        });
    }

    private static VerbResult Run(ImportedStudy study, string? id, string? maskPath, string? outPath)
    {
        ImportedSeries? pet = study.Series.Where(s => s.Pet is not null && (id is null || s.Id == id)).OrderByDescending(s => s.Pet!.SuvFactor is not null).FirstOrDefault();
        if (pet is null) return ImportedInput.Refuse(Reasons("no PET series could be read", study.Findings), study.Findings);
        if (pet.Pet!.SuvFactor is not { } factor) return ImportedInput.Refuse(Reasons("the PET has no SUV", pet.Pet.Refusals), [.. pet.Pet.Refusals, .. study.Findings]);
        Volume<Dimensionless> stored = NiftiFile.Read<Dimensionless>(Path.Combine(study.Folder, pet.File));
        Volume<Suv> suv = stored.Map<Suv>(v => (float)(v * factor));
        if (outPath is not null) NiftiFile.Write(outPath, suv, referenceTime: pet.Pet.ReferenceTime);
        float[] inside = maskPath is null ? [.. suv.Values] : Inside(suv, NiftiFile.Read<Dimensionless>(maskPath), maskPath);
        Array.Sort(inside);
        double median = (inside[(inside.Length - 1) / 2] + inside[inside.Length / 2]) / 2.0;
        var document = new
        {
            Series = pet.Id, Factor = factor, pet.Pet.ReferenceTime, pet.Pet.InjectionTime, pet.Pet.InjectedActivity_MBq, pet.Pet.Weight_kg, pet.Pet.OriginalUnits,
            Min = inside[0], Median = median, Max = inside[^1], Voxels = inside.Length, study.Findings,
        };
        string line = FormattableString.Invariant($"{pet.Id}: SUVbw min {inside[0]:F3}, median {median:F3}, max {inside[^1]:F3} over {inside.Length} voxels; factor {factor:G6} ml/Bq·g, reference time {pet.Pet.ReferenceTime:yyyy-MM-dd HH:mm:ss}");
        return new VerbResult(document, [line, .. ImportedInput.Lines(study.Findings)]);
    }

    private static string Reasons(string what, IEnumerable<Finding> reasons) =>
        $"{what}: {string.Join(" ", reasons.Where(r => r.Severity != Severity.Info).Select(r => r.Text).Distinct())}";

    /// <summary>Values of voxels whose centre lies in a voxel of the mask above one half; the grids may differ.</summary>
    private static float[] Inside(Volume<Suv> suv, Volume<Dimensionless> mask, string maskPath)
    {
        Affine toMask = mask.Grid.Affine.Inverse().Compose(suv.Grid.Affine);
        List<float> values = [];
        for (int n = 0; n < suv.Values.Length; n++)
        {
            (int i, int j, int k) = suv.Grid.Voxel(n);
            Vector3D at = toMask.Apply(i, j, k);
            (int mi, int mj, int mk) = ((int)Math.Round(at.X), (int)Math.Round(at.Y), (int)Math.Round(at.Z));
            if ((uint)mi < mask.Grid.Nx && (uint)mj < mask.Grid.Ny && (uint)mk < mask.Grid.Nz && mask[mi, mj, mk] > 0.5f) values.Add(suv.Values[n]);
        }
        return values.Count > 0 ? [.. values] : throw new RefusedException("SUV.MASK_OUTSIDE", "The mask marks no voxel of the PET: it lies elsewhere or is empty.", maskPath);
    }
}
