using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Import.Sources;

namespace Dosimetry.Engine.Import.Series;

/// <summary>A NIfTI volume among the files: copied slice by slice, with the quantity its description states or "unknown".</summary>
internal static class NiftiSeries
{
    public static ImportedSeries? Import(SourceFile source, ImportContext context)
    {
        try
        {
            using NiftiReader reader = NiftiReader.Open(source.Path);
            NiftiHeader header = reader.Header;
            string id = context.NextId("nifti"), file = id + ".nii.gz", quantity = header.Quantity ?? "unknown", unit = header.Unit ?? "1";
            Copy(reader, Path.Combine(context.Folder, file), quantity, unit, context.Cancel);
            context.Findings.Info("IMPORT.NIFTI", $"A NIfTI volume of {(header.Quantity is null ? "unstated quantity" : $"{quantity} in {unit}")}; it carries no patient and no time.", source.Name);
            Vector3D spacing = header.Grid.Spacing_mm;
            return new ImportedSeries(
                id, "NIFTI", quantity, unit, file, [header.Grid.Nx, header.Grid.Ny, header.Grid.Nz], [spacing.X, spacing.Y, spacing.Z],
                header.Grid.Affine.ToRowMajor(), "", "", null, source.Name, null, 1);
        }
        catch (Exception e) when (e is RefusedException or ArgumentException)
        {
            context.Findings.Warn("IMPORT.NIFTI_DAMAGED", e.Message, source.Name);
            return null;
        }
    }

    private static void Copy(NiftiReader reader, string target, string quantity, string unit, CancellationToken cancel)
    {
        using NiftiWriter writer = NiftiWriter.Create(target, reader.Header.Grid, NiftiDataType.Float32, quantity, unit);
        float[] slice = new float[reader.Header.Grid.Nx * reader.Header.Grid.Ny];
        for (int k = 0; k < reader.Header.Grid.Nz; k++)
        {
            cancel.ThrowIfCancellationRequested();
            reader.ReadSlice(slice);
            writer.WriteSlice(slice);
        }
        writer.Complete();
    }
}
