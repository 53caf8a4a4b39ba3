using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Register;

namespace Dosimetry.Cases.Work;

/// <summary>Writes the series that a person moved onto the reference as the viewer shows them: in their new place, on voxels along the patient's axes.</summary>
internal static class MovedVolumes
{
    private const float Air_HU = -1000;

    public static void Write(PreparedCase p, Func<string, string> at)
    {
        HashSet<string> moved = [.. p.Selection.Align.Moves?.Select(m => m.SeriesId) ?? []];
        string? ct = p.Selection.Study.Series.FirstOrDefault(s => s.Quantity == CtNumber.Name)?.Id;
        if (ct is not null && moved.Contains(ct) && p.Aligned.Quantified.Ct is { } image)
            NiftiFile.Write(at(PreparedFiles.Moved(ct)), UprightImage.Of(image, Air_HU).Map<CtNumber>(MathF.Round), NiftiDataType.Int16);
        if (p.Aligned.Quantified.Pet is { } pet && moved.Contains(pet.SeriesId))
            NiftiFile.Write(at(PreparedFiles.Moved(pet.SeriesId)), UprightImage.Of(pet.Activity.Map<Suv>(v => (float)(v * pet.SuvFactor)), 0));
        foreach (var spect in p.Aligned.Spect.Where(s => moved.Contains(s.SeriesId)))
            NiftiFile.Write(at(PreparedFiles.Moved(spect.SeriesId)), spect.Activity, referenceTime: spect.Time);
    }
}
