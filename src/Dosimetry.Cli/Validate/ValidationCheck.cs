namespace Dosimetry.Cli.Validate;

/// <summary>
/// One comparison: what the engine gives beside what it should give. <paramref name="Tolerance"/> is relative where <paramref name="Relative"/>, else in
/// <paramref name="Unit"/>; <paramref name="Source"/> says where the reference comes from, <paramref name="Note"/> why the tolerance is what it is.
/// </summary>
internal sealed record ValidationCheck(
    string Group, string Name, double Measured, double Reference, double Tolerance, bool Relative, string Unit, string Source, string? Note = null)
{
    /// <summary>Measured minus reference, relative to the reference where the tolerance is.</summary>
    public double Deviation => Relative ? (Measured - Reference) / Math.Abs(Reference) : Measured - Reference;

    /// <summary>Within the tolerance. A value that is no number never passes.</summary>
    public bool Pass => Math.Abs(Deviation) <= Tolerance;
}

/// <summary>Checks that could not run, by name, with the reason.</summary>
internal sealed record SkippedChecks(string Group, string Reason);

/// <summary>What the groups share.</summary>
internal sealed record ValidationContext(string? ReferenceFolder, string WorkFolder, CancellationToken Cancel)
{
    /// <summary>A file or folder of the reference data.</summary>
    /// <exception cref="ReferenceMissingException">It is not there.</exception>
    public string Reference(params string[] parts)
    {
        string path = Path.Combine([ReferenceFolder ?? throw new ReferenceMissingException("the reference data are not on this machine"), .. parts]);
        return Path.Exists(path) ? path : throw new ReferenceMissingException($"{Path.Combine(parts)} is not among the reference data");
    }

    /// <summary>The folder named by DOSIMETRY_REFERENCE, else <c>../shared/reference</c> beside the checkout; null where there is none.</summary>
    public static string? FindReference()
    {
        if (Environment.GetEnvironmentVariable("DOSIMETRY_REFERENCE") is { Length: > 0 } stated) return Directory.Exists(stated) ? stated : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string beside = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "reference"));
            if (File.Exists(Path.Combine(folder.FullName, "DosimetryPlanner.sln")) && Directory.Exists(beside)) return beside;
        }
        return null;
    }
}

/// <summary>Reference data that a group needs are absent: the group is skipped by name.</summary>
internal sealed class ReferenceMissingException(string reason) : Exception(reason);

/// <summary>A group of checks on one part of the engine.</summary>
internal interface IValidationGroup
{
    /// <summary>Name for <c>--only</c> and the report.</summary>
    string Name { get; }

    /// <summary>True for a group of minutes: it runs only when <c>--only</c> gives its whole name.</summary>
    bool RunsOnlyByName => false;

    /// <summary>Runs the checks.</summary>
    /// <exception cref="ReferenceMissingException">Its reference data are absent.</exception>
    IEnumerable<ValidationCheck> Run(ValidationContext context);
}
