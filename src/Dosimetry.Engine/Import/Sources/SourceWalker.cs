using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Sources;

/// <summary>
/// Lists what is to be read below a path: a file, or every file of a folder tree, with zips (told by their first bytes) unpacked into the
/// quarantine folder. Links are not followed.
/// </summary>
internal sealed class SourceWalker(ImportLimits limits, FindingLog findings, string quarantine)
{
    private readonly List<SourceFile> _found = [];

    public IReadOnlyList<SourceFile> Collect(string path, CancellationToken cancel)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new RefusedException("IMPORT.NOT_FOUND", $"There is no file or folder '{path}'.", path);
        ZipUnpacker zips = new(limits, findings, quarantine);
        SourceFile[] files = Directory.Exists(path) ? [.. Below(path)] : [new SourceFile(Path.GetFileName(path), path)];
        foreach (SourceFile file in files)
        {
            cancel.ThrowIfCancellationRequested();
            if (!ZipUnpacker.IsZip(file.Path)) _found.Add(file);
            else if (files.Length == 1) _found.AddRange(zips.Unpack(file, cancel));
            else AddUnlessRefused(zips, file, cancel);
            if (_found.Count > limits.MaxFiles)
                throw new RefusedException("IMPORT.TOO_MANY_FILES", $"More than {limits.MaxFiles} files: import one patient's studies at a time.", path);
        }
        return _found;
    }

    /// <summary>One bad archive among other files costs only itself: the rest is read, and the error stands in the way until a person has seen it.</summary>
    private void AddUnlessRefused(ZipUnpacker zips, SourceFile zip, CancellationToken cancel)
    {
        try { _found.AddRange(zips.Unpack(zip, cancel)); }
        catch (RefusedException refused) { findings.Add(refused.Finding); }
    }

    private IEnumerable<SourceFile> Below(string root)
    {
        List<SourceFile> files = [];
        Stack<DirectoryInfo> folders = new([new DirectoryInfo(root)]);
        while (folders.TryPop(out DirectoryInfo? folder))
            foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
            {
                string name = Path.GetRelativePath(root, entry.FullName);
                if (entry.LinkTarget is not null) findings.Warn("IMPORT.LINK", "A link was not followed; copy the files themselves.", name);
                else if (entry is DirectoryInfo below) folders.Push(below);
                else files.Add(new SourceFile(name, entry.FullName));
            }
        return files.OrderBy(f => f.Name, StringComparer.Ordinal);
    }
}
