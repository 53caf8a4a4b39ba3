namespace Dosimetry.Engine.Foundation.Nifti;

/// <summary>Voxel types of NIfTI-1 that the product reads (all) and writes (all but <see cref="Int32"/> and <see cref="Float64"/>). Values are the file's codes.</summary>
public enum NiftiDataType
{
    /// <summary>Unsigned byte.</summary>
    UInt8 = 2,
    /// <summary>Signed 16 bit.</summary>
    Int16 = 4,
    /// <summary>Signed 32 bit; read only.</summary>
    Int32 = 8,
    /// <summary>IEEE single.</summary>
    Float32 = 16,
    /// <summary>IEEE double; read only, held as single.</summary>
    Float64 = 64,
    /// <summary>Unsigned 16 bit.</summary>
    UInt16 = 512,
}

internal static class NiftiDataTypes
{
    public static int Bytes(this NiftiDataType type) => type switch
    {
        NiftiDataType.UInt8 => 1,
        NiftiDataType.Int16 or NiftiDataType.UInt16 => 2,
        NiftiDataType.Int32 or NiftiDataType.Float32 => 4,
        NiftiDataType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a NIfTI voxel type of ours."),
    };
}
