using Dosimetry.Engine.Foundation.Nifti;

namespace Dosimetry.Engine.Foundation;

/// <summary>
/// Whole volumes as NIfTI-1 files (.nii, .nii.gz): millimetres, RAS+ world, sform set. The file's description states quantity and unit
/// (<c>quantity=absorbedDose;unit=Gy</c>); a file that states another quantity than the one asked for is refused, a file that states none is taken
/// at the caller's word. For volumes that must not be in memory as a whole use <see cref="NiftiReader"/> and <see cref="NiftiWriter"/>.
/// </summary>
public static class NiftiFile
{
    /// <summary>Reads a volume of a quantity. <see cref="Dimensionless"/> accepts a file of any quantity.</summary>
    /// <exception cref="RefusedException">Not NIfTI-1, damaged, another quantity, or values that are not finite.</exception>
    public static Volume<TQuantity> Read<TQuantity>(string path) where TQuantity : struct, IQuantity
    {
        using NiftiReader reader = NiftiReader.Open(path);
        CheckQuantity<TQuantity>(reader.Header, path);
        return new Volume<TQuantity>(reader.Header.Grid, ReadAll(reader, path));
    }

    /// <summary>Writes a volume as float32 or, with <paramref name="type"/>, as an integer type (CT numbers: int16).</summary>
    /// <exception cref="RefusedException">A value does not fit the integer type.</exception>
    public static void Write<TQuantity>(string path, Volume<TQuantity> volume, NiftiDataType type = NiftiDataType.Float32, DateTime? referenceTime = null)
        where TQuantity : struct, IQuantity
    {
        using NiftiWriter writer = NiftiWriter.Create(path, volume.Grid, type, TQuantity.Name, TQuantity.Unit, referenceTime: referenceTime);
        int slice = volume.Grid.Nx * volume.Grid.Ny;
        for (int k = 0; k < volume.Grid.Nz; k++) writer.WriteSlice(volume.Values.AsSpan(k * slice, slice));
        RefuseSaturated(path, writer, type);
        writer.Complete();
    }

    /// <summary>
    /// Reads a label volume and its names from <c>name.json</c> or <c>labels.json</c> beside it; a label without a name is <c>label_N</c>.
    /// </summary>
    /// <exception cref="RefusedException">Values that are not whole numbers from 0 to 65535.</exception>
    public static LabelVolume ReadLabels(string path)
    {
        using NiftiReader reader = NiftiReader.Open(path);
        float[] values = ReadAll(reader, path);
        ushort[] labels = new ushort[values.Length];
        HashSet<int> used = [];
        for (int n = 0; n < values.Length; n++)
        {
            if (values[n] is < 0 or > ushort.MaxValue || values[n] != MathF.Floor(values[n]))
                throw new RefusedException("NIFTI.NOT_LABELS", $"{Path.GetFileName(path)} holds {values[n]}, which is no label; give whole numbers from 0 to 65535.", path);
            labels[n] = (ushort)values[n];
            if (n == 0 || labels[n] != labels[n - 1]) used.Add(labels[n]);
        }
        return new LabelVolume(reader.Header.Grid, labels, LabelNames.Read(path, used));
    }

    /// <summary>Writes labels as uint8 or uint16 (whichever holds them) and their names as <c>name.json</c> beside the volume.</summary>
    public static void WriteLabels(string path, LabelVolume labels)
    {
        ushort largest = labels.Labels.Length == 0 ? (ushort)0 : labels.Labels.Max();
        NiftiDataType type = largest <= byte.MaxValue ? NiftiDataType.UInt8 : NiftiDataType.UInt16;
        using NiftiWriter writer = NiftiWriter.Create(path, labels.Grid, type, "label", "1");
        float[] slice = new float[labels.Grid.Nx * labels.Grid.Ny];
        for (int k = 0; k < labels.Grid.Nz; k++)
        {
            for (int n = 0; n < slice.Length; n++) slice[n] = labels.Labels[k * slice.Length + n];
            writer.WriteSlice(slice);
        }
        writer.Complete();
        LabelNames.Write(path, labels.Names);
    }

    private static float[] ReadAll(NiftiReader reader, string path)
    {
        Grid grid = reader.Header.Grid;
        float[] values = new float[grid.Count];
        int slice = grid.Nx * grid.Ny;
        for (int k = 0; k < grid.Nz; k++) reader.ReadSlice(values.AsSpan(k * slice, slice));
        int bad = Array.FindIndex(values, v => !float.IsFinite(v));
        return bad < 0
            ? values
            : throw new RefusedException("NIFTI.NOT_FINITE", $"{Path.GetFileName(path)} holds a value that is not finite at voxel {grid.Voxel(bad)}; write numbers only.", path);
    }

    private static void CheckQuantity<TQuantity>(NiftiHeader header, string path) where TQuantity : struct, IQuantity
    {
        if (header.Quantity is not { } stated || typeof(TQuantity) == typeof(Dimensionless) || stated == TQuantity.Name) return;
        throw new RefusedException(
            "NIFTI.QUANTITY", $"{Path.GetFileName(path)} holds {stated} in {header.Unit}; {TQuantity.Name} in {TQuantity.Unit} is needed here.", path);
    }

    private static void RefuseSaturated(string path, NiftiWriter writer, NiftiDataType type)
    {
        if (writer.Saturated > 0)
            throw new RefusedException("NIFTI.RANGE", $"{writer.Saturated} values of {Path.GetFileName(path)} do not fit {type}; write float32.", path);
    }
}
