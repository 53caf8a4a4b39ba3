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
        return DicomDose(path, cancel).Dose;
    }

    /// <summary>The dose of a DICOM file or folder with the frame of reference it states.</summary>
    public static (Volume<Dose_Gy> Dose, string? FrameOfReference) DicomDose(string path, CancellationToken cancel)
    {
        using ImportedInput input = ImportedInput.Open(path, cancel);
        ImportedSeries? dose = input.Study.Series.FirstOrDefault(s => s.Quantity == Dose_Gy.Name);
        return dose is null ? throw Refuse("EVALUATE.NO_DOSE", "There is no absorbed dose in it", path, input.Study.Findings)
            : (NiftiFile.Read<Dose_Gy>(Path.Combine(input.Study.Folder, dose.File)), dose.FrameOfReferenceUid);
    }

    /// <summary>Every region that is drawn behind a path.</summary>
    public static IReadOnlyList<DrawnRegion> Drawn(string path, List<Finding> findings, CancellationToken cancel)
    {
        if (IsNifti(path)) return Segmentation.Drawn(NiftiFile.ReadLabels(path), Path.GetFileName(path));
        using ImportedInput input = ImportedInput.Open(path, cancel);
        if (input.Study.StructureSets.Count == 0) throw Refuse("EVALUATE.NO_REGION", "There is no structure set in it", path, input.Study.Findings);
        findings.AddRange(input.Study.Findings);
        return Segmentation.Drawn(DrawnStructures.Load(input.Study.Folder, input.Study.StructureSets[0]), null, findings);
    }

    /// <summary>The voxels of a drawn region on a grid with their shares.</summary>
    public static Region OnGrid(DrawnRegion drawn, Grid grid)
    {
        float[] weights = drawn.Shape.WeightsOn(grid);
        int[] voxels = [.. Enumerable.Range(0, weights.Length).Where(n => weights[n] > 0)];
        return new Region(drawn.Name, RegionNames.ClassOf(drawn.Name), voxels, Array.ConvertAll(voxels, n => weights[n]), drawn.Origin, RegionNames.Colour(drawn.Name));
    }

    /// <summary>Every region with its dose samples: voxel shares for masks, pieces with interpolated dose for contours.</summary>
    public static IReadOnlyList<(string Name, DoseSamples Samples)> Regions(
        string path, Volume<Dose_Gy> dose, Volume<MassDensity>? density, List<Finding> findings, CancellationToken cancel)
    {
        return [.. Drawn(path, findings, cancel).Select(r => (r.Name, Sample(r, dose, density)))];
    }

    /// <summary>Contours on a dose without densities are sampled between the dose points, because small structures see its gradients.</summary>
    private static DoseSamples Sample(DrawnRegion drawn, Volume<Dose_Gy> dose, Volume<MassDensity>? density)
    {
        if (drawn.Shape is ContourShape && density is null) return DoseSamples.OfPieces(drawn.Name, drawn.Shape, dose);
        return DoseSamples.OfVoxels(OnGrid(drawn, dose.Grid), dose, density);
    }

    public static bool IsNifti(string path) => path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);

    private static RefusedException Refuse(string code, string what, string path, IEnumerable<Finding> findings) =>
        new(code, $"{what}. {string.Join(" ", findings.Where(f => f.Severity != Severity.Info).Select(f => f.Text))}".TrimEnd(), Path.GetFileName(path));
}
