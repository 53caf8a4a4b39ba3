using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cli.Verbs;

/// <summary>Dose and regions behind the paths of <c>dosimetry dvh</c>: NIfTI volumes, or DICOM through the import stage.</summary>
internal static class DvhInput
{
    public static Volume<Dose_Gy> Dose(string path, CancellationToken cancel)
    {
        if (IsNifti(path)) return NiftiFile.Read<Dose_Gy>(path);
        using ImportedInput input = ImportedInput.Open(path, cancel);
        ImportedSeries? dose = input.Study.Series.FirstOrDefault(s => s.Quantity == Dose_Gy.Name);
        return dose is null ? throw Refuse("EVALUATE.NO_DOSE", "There is no absorbed dose in it", path, input.Study.Findings)
            : NiftiFile.Read<Dose_Gy>(Path.Combine(input.Study.Folder, dose.File));
    }

    /// <summary>Every region with its dose samples: voxel shares for masks, pieces with interpolated dose for contours.</summary>
    public static IReadOnlyList<(string Name, DoseSamples Samples)> Regions(
        string path, Volume<Dose_Gy> dose, Volume<MassDensity>? density, List<Finding> findings, CancellationToken cancel)
    {
        if (IsNifti(path)) return [.. Segmentation.Drawn(NiftiFile.ReadLabels(path), Path.GetFileName(path)).Select(r => (r.Name, Sample(r, dose, density)))];
        using ImportedInput input = ImportedInput.Open(path, cancel);
        if (input.Study.StructureSets.Count == 0) throw Refuse("EVALUATE.NO_REGION", "There is no structure set in it", path, input.Study.Findings);
        findings.AddRange(input.Study.Findings);
        DrawnStructures structures = DrawnStructures.Load(input.Study.Folder, input.Study.StructureSets[0]);
        return [.. Segmentation.Drawn(structures, null, findings).Select(r => (r.Name, Sample(r, dose, density)))];
    }

    /// <summary>Contours on a dose without densities are sampled between the dose points, because small structures see its gradients.</summary>
    private static DoseSamples Sample(DrawnRegion drawn, Volume<Dose_Gy> dose, Volume<MassDensity>? density)
    {
        if (drawn.Shape is ContourShape && density is null) return DoseSamples.OfPieces(drawn.Name, drawn.Shape, dose);
        float[] weights = drawn.Shape.WeightsOn(dose.Grid);
        int[] voxels = [.. Enumerable.Range(0, weights.Length).Where(n => weights[n] > 0)];
        return DoseSamples.OfVoxels(new Region(drawn.Name, RegionNames.ClassOf(drawn.Name), voxels, Array.ConvertAll(voxels, n => weights[n]), drawn.Origin, ""), dose, density);
    }

    private static bool IsNifti(string path) => path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);

    private static RefusedException Refuse(string code, string what, string path, IEnumerable<Finding> findings) =>
        new(code, $"{what}. {string.Join(" ", findings.Where(f => f.Severity != Severity.Info).Select(f => f.Text))}".TrimEnd(), Path.GetFileName(path));
}
