using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import;

/// <summary>
/// A structure set with its shapes loaded: <see cref="Contours"/> for an RTSTRUCT, <see cref="Masks"/> (number of the region → mask, 0 to 1) for a SEG.
/// </summary>
public sealed record DrawnStructures(ImportedStructureSet Set, ContourFile? Contours, IReadOnlyDictionary<int, Volume<Dimensionless>> Masks)
{
    /// <summary>Reads the files of a structure set.</summary>
    /// <param name="folder">Folder of the imported study.</param>
    /// <param name="set">Structure set of that study.</param>
    /// <exception cref="RefusedException">A file is damaged.</exception>
    public static DrawnStructures Load(string folder, ImportedStructureSet set) => new(
        set,
        set.File is null ? null : ContourFile.Read(Path.Combine(folder, set.File)),
        set.Regions.Where(r => r.MaskFile is not null).ToDictionary(r => r.Number, r => NiftiFile.Read<Dimensionless>(Path.Combine(folder, r.MaskFile!))));
}
