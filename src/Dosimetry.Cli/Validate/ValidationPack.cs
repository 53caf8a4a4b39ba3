using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Validate;

/// <summary>Outcome of the pack.</summary>
internal sealed record ValidationResult(IReadOnlyList<ValidationCheck> Checks, IReadOnlyList<SkippedChecks> Skipped)
{
    /// <summary>Checks within their tolerance.</summary>
    public int Passed => Checks.Count(c => c.Pass);
    /// <summary>Checks outside it.</summary>
    public int Failed => Checks.Count - Passed;
}

/// <summary>The acceptance pack a physicist runs: every reference table against the engine.</summary>
internal static class ValidationPack
{
    /// <summary>All groups in the order of the pipeline.</summary>
    public static IReadOnlyList<IValidationGroup> Groups { get; } =
    [
        new SuvObjects(), new NmTotals(), new PatientFits(), new PbpkReferences(), new PbpkCoverage(), new ImageMetrics(), new PbpkModelError(), new VoxelSValues(), new SphereValues(), new PhantomADoses(), new AnalyticHistograms(), new DemoDoses(), new KnownShifts(),
    ];

    /// <summary>Runs the groups whose name contains <paramref name="only"/>, all where it is null; groups of minutes only by their whole name.</summary>
    /// <exception cref="WrongArgumentsException">No group has that name.</exception>
    public static ValidationResult Run(ValidationContext context, string? only, Action<string> say)
    {
        IValidationGroup[] chosen = [.. Groups.Where(g => g.RunsOnlyByName ? g.Name == only : only is null || g.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];
        if (chosen.Length == 0) throw new WrongArgumentsException($"No group is called \"{only}\". There are: {string.Join(", ", Groups.Select(g => g.Name))}.");
        List<ValidationCheck> checks = [];
        List<SkippedChecks> skipped = [];
        foreach (IValidationGroup group in chosen)
        {
            context.Cancel.ThrowIfCancellationRequested();
            say(group.Name);
            try { checks.AddRange(group.Run(context)); }
            catch (ReferenceMissingException e) { skipped.Add(new SkippedChecks(group.Name, e.Message)); }
            catch (RefusedException e) { checks.Add(new ValidationCheck(group.Name, $"refused [{e.Finding.Code}] {e.Message}", double.NaN, 0, 0, false, "", "the group did not run to its end")); }
        }
        return new ValidationResult(checks, skipped);
    }
}
