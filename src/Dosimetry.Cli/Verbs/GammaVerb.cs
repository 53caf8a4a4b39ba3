using System.CommandLine;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry gamma --reference a.nii.gz --evaluated b.nii.gz</c>: gamma index of two dose maps.</summary>
internal static class GammaVerb
{
    private static readonly Option<FileInfo> Reference = new("--reference") { Required = true, Description = "Dose in Gy (NIfTI)." };
    private static readonly Option<FileInfo> Evaluated = new("--evaluated") { Required = true, Description = "Dose in Gy (NIfTI), any grid." };
    private static readonly Option<double> DosePercent = new("--dose-percent") { Description = "Dose criterion, % of the reference's maximum.", DefaultValueFactory = _ => 2 };
    private static readonly Option<double> Distance = new("--distance-mm") { Description = "Distance criterion, mm.", DefaultValueFactory = _ => 2 };
    private static readonly Option<double> Cutoff = new("--cutoff-percent") { Description = "Voxels below this % of the maximum are not compared.", DefaultValueFactory = _ => 10 };
    private static readonly Option<bool> Local = new("--local") { Description = "Dose criterion as % of the reference's dose in the voxel instead of its maximum." };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Gamma map (NIfTI)." };

    public static Command Create() =>
        new Command("gamma", "Gamma index of two dose maps.") { Reference, Evaluated, DosePercent, Distance, Cutoff, Local, Out }.Does((parsed, cancel) =>
        {
            Volume<Dose_Gy> reference = NiftiFile.Read<Dose_Gy>(parsed.GetValue(Reference)!.FullName);
            GammaCriteria criteria = new(parsed.GetValue(DosePercent), parsed.GetValue(Distance), parsed.GetValue(Cutoff)) { Local = parsed.GetValue(Local) };
            GammaResult result = GammaIndex.Compare(reference, NiftiFile.Read<Dose_Gy>(parsed.GetValue(Evaluated)!.FullName), criteria, cancel);
            if (parsed.GetValue(Out) is { } output) NiftiFile.Write(output.FullName, result.Gamma);
            Vector3D voxel = reference.Grid.Spacing_mm;
            return new VerbResult(
                new { result.PassRate, result.Compared, MeanDifference = result.MeanDifference_Gy, result.MeanDifference_Gy, Criteria = criteria, Voxel_mm = (double[])[voxel.X, voxel.Y, voxel.Z] },
                [FormattableString.Invariant($"γ ≤ 1 in {100 * result.PassRate:F2} % of {result.Compared} voxels ({criteria}, voxels {voxel.X:G3} × {voxel.Y:G3} × {voxel.Z:G3} mm)"),
                 FormattableString.Invariant($"mean difference {result.MeanDifference_Gy:G4} Gy")]);
        });
}
