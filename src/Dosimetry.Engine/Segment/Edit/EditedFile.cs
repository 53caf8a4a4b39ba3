using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Edit;

/// <summary>
/// A saved edit on disk: a label volume with its names beside it, and <c>NAME.edited.json</c> with the changed regions and their origin. Without that
/// file every region of the label volume counts as changed.
/// </summary>
public static class EditedFile
{
    private sealed record Note(IReadOnlyList<string> Changed, string Origin);

    /// <summary>Reads an edit.</summary>
    /// <param name="path">The label volume, .nii or .nii.gz.</param>
    /// <exception cref="RefusedException">Not a label volume, or a damaged note.</exception>
    public static EditedRegions Read(string path)
    {
        LabelVolume labels = NiftiFile.ReadLabels(path);
        return File.Exists(NoteOf(path)) ? Noted(labels, NoteOf(path)) : new EditedRegions(labels, labels.Names.Values.ToHashSet(), Path.GetFileName(path));
    }

    /// <summary>Name of the note beside a label volume.</summary>
    public static string NoteOf(string path)
    {
        foreach (string ending in (string[])[".gz", ".nii"])
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) path = path[..^ending.Length];
        return path + ".edited.json";
    }

    /// <summary>The note's text.</summary>
    public static string NoteText(IEnumerable<string> changed, string origin) => JsonSerializer.Serialize(new Note([.. changed.Order()], origin), EngineJson.Options);

    private static EditedRegions Noted(LabelVolume labels, string note)
    {
        try
        {
            Note said = JsonSerializer.Deserialize<Note>(File.ReadAllText(note), EngineJson.Options)!;
            return new EditedRegions(labels, said.Changed.ToHashSet(), said.Origin);
        }
        catch (JsonException e)
        {
            throw new RefusedException("EDIT.NOTE", $"{Path.GetFileName(note)} is not the note of an edit: {e.Message}", note);
        }
    }
}
