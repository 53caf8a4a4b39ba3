using Dosimetry.Cases.Work;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary>One side of <c>dosimetry compare</c>: a results folder, a NIfTI, or an RTDOSE file or folder.</summary>
internal sealed record CompareInput(ComparedDose Dose, string? ResultFolder, string? FrameOfReference)
{
    public static CompareInput Open(string path, CancellationToken cancel)
    {
        string title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (Directory.Exists(path) && ComparedResult.IsResult(path)) return new CompareInput(ComparedResult.Read(path, title), path, null);
        (Volume<Dose_Gy> dose, string? frame) = DvhInput.IsNifti(path) ? (NiftiFile.Read<Dose_Gy>(path), null) : DvhInput.DicomDose(path, cancel);
        return new CompareInput(new ComparedDose(title, dose, new Dictionary<string, RegionFigures>()), null, frame);
    }

    /// <summary>Doses of different frames of reference are compared only when a person says that they fit.</summary>
    /// <exception cref="RefusedException">COMPARE.FRAMES_DIFFER.</exception>
    public static void RequireSameFrame(CompareInput a, CompareInput b, bool confirmed)
    {
        if (confirmed || a.FrameOfReference is not { } x || b.FrameOfReference is not { } y || x == y) return;
        throw new RefusedException("COMPARE.FRAMES_DIFFER",
            "The two doses state different frames of reference: nothing says that their coordinates fit. Register them first, or repeat with --alignment-confirmed when you know that they fit.");
    }
}
