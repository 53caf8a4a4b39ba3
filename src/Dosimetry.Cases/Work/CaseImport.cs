using Dosimetry.Cases.Tools;
using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cases.Work;

/// <summary>
/// The inputs of a case description brought into one import: its common folder, and paths that play a single part. Bytes are parsed in the capped child
/// only; a folder that <c>dosimetry import</c> wrote is taken as it is.
/// </summary>
public sealed class CaseImport(ImportTool tool, string target, Action<string>? say)
{
    /// <summary>Reads the inputs; returns the description with paths replaced by series ids, and the folder of the import.</summary>
    /// <param name="description">Paths relative to <paramref name="home"/>.</param>
    /// <param name="home">Folder of case.json.</param>
    /// <param name="cancel">Kills the child.</param>
    /// <exception cref="RefusedException">No input is named, a path does not exist, or the import refuses it.</exception>
    public async Task<(CaseDescription Case, string Folder)> ReadAsync(CaseDescription description, string home, CancellationToken cancel)
    {
        CaseInputs inputs = description.Inputs;
        (string Role, CaseInput Input)[] files = [.. Parts(inputs).Where(p => Path.Exists(Path.Combine(home, p.Input.Reference)))];
        if (inputs.Path is null && files.Length == 0)
            throw new RefusedException("CASE.NO_INPUT", "The case names no images. Write inputs.path: a folder or zip of DICOM, or a folder that `dosimetry import` wrote.");
        if (files.Length == 0) return (description, await ImportAsync(Path.Combine(home, inputs.Path!), target, cancel));
        return await MergeAsync(description, home, files, cancel);
    }

    /// <summary>Every input that plays a part of its own, with the part's name.</summary>
    private static IEnumerable<(string Role, CaseInput Input)> Parts(CaseInputs inputs)
    {
        if (inputs.Ct is { } ct) yield return ("ct", ct);
        if (inputs.PretherapyPet is { } pet) yield return ("pet", pet);
        for (int n = 0; n < (inputs.Spect?.Count ?? 0); n++) yield return (FormattableString.Invariant($"spect-{n + 1}"), inputs.Spect![n]);
    }

    private async Task<string> ImportAsync(string path, string folder, CancellationToken cancel)
    {
        if (File.Exists(Path.Combine(path, StudyFile.Name))) return path;
        if (!Path.Exists(path)) throw new RefusedException("CASE.NO_SUCH_PATH", "The input is not there. Check inputs.path; it is relative to the folder of case.json.", path);
        Directory.CreateDirectory(folder);
        await tool.RunAsync(path, folder, say, cancel);
        return folder;
    }

    /// <summary>Every part is imported by itself; ids and file names get the part's name in front, so that they stay apart.</summary>
    private async Task<(CaseDescription, string)> MergeAsync(CaseDescription description, string home, (string Role, CaseInput Input)[] files, CancellationToken cancel)
    {
        List<ImportedStudy> parts = [];
        if (description.Inputs.Path is { } common) parts.Add(await PartAsync("common", Path.Combine(home, common), cancel));
        Dictionary<CaseInput, CaseInput> replaced = [];
        foreach ((string role, CaseInput input) in files)
        {
            ImportedStudy part = await PartAsync(role, Path.Combine(home, input.Reference), cancel);
            if (part.Series.Count == 0) throw new RefusedException("CASE.NO_IMAGE", $"The input of {role} holds no usable image. {part.Findings.LastOrDefault()?.Text}", input.Reference);
            replaced[input] = input with { Reference = part.Series[0].Id };
            parts.Add(part);
        }
        StudyFile.Write(new ImportedStudy(target, parts[^1].Patient, [.. parts.SelectMany(p => p.Series)], [.. parts.SelectMany(p => p.StructureSets)], [.. parts.SelectMany(p => p.Findings)]));
        CaseInput? Of(CaseInput? input) => input is null ? null : replaced.GetValueOrDefault(input, input);
        CaseInputs inputs = description.Inputs;
        return (description with
        {
            Inputs = inputs with { Ct = Of(inputs.Ct), PretherapyPet = Of(inputs.PretherapyPet), Spect = inputs.Spect is null ? null : [.. inputs.Spect.Select(s => Of(s)!)] },
        }, target);
    }

    private async Task<ImportedStudy> PartAsync(string role, string path, CancellationToken cancel)
    {
        ImportedStudy part = StudyFile.Read(await ImportAsync(path, Path.Combine(target, role), cancel));
        string At(string file) => Path.GetRelativePath(target, Path.Combine(part.Folder, file));
        return part with
        {
            Series = [.. part.Series.Select(s => s with { Id = $"{role}/{s.Id}", File = At(s.File) })],
            StructureSets = [.. part.StructureSets.Select(s => s with
            {
                Id = $"{role}/{s.Id}", File = s.File is null ? null : At(s.File), Regions = [.. s.Regions.Select(r => r with { MaskFile = r.MaskFile is null ? null : At(r.MaskFile) })],
            })],
        };
    }
}
