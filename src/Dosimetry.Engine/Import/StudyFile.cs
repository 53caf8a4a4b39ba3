using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import;

/// <summary>The record of an import on disk: <c>import.json</c> beside the volumes it names.</summary>
public static class StudyFile
{
    /// <summary>Name of the record in the output folder.</summary>
    public const string Name = "import.json";

    /// <summary>Writes the record into its folder. The folder itself is not part of it, so that the whole can be moved.</summary>
    public static void Write(ImportedStudy study)
    {
        string path = Path.Combine(study.Folder, Name);
        File.WriteAllText(path + ".part", JsonSerializer.Serialize(study with { Folder = "." }, EngineJson.Options));
        File.Move(path + ".part", path, overwrite: true);
    }

    /// <summary>Reads the record of a folder.</summary>
    /// <exception cref="RefusedException">No record there, or not one of ours.</exception>
    public static ImportedStudy Read(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path)) throw new RefusedException("IMPORT.NO_RECORD", $"There is no {Name} in the folder: run `dosimetry import` first.", folder);
        try
        {
            ImportedStudy study = JsonSerializer.Deserialize<ImportedStudy>(File.ReadAllText(path), EngineJson.Options)!;
            return study with { Folder = folder };
        }
        catch (JsonException e)
        {
            throw new RefusedException("IMPORT.BAD_RECORD", $"{Name} is not a record of an import: {e.Message}", path);
        }
    }
}
