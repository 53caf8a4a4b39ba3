using Dosimetry.Pbpk.Fit;

namespace Dosimetry.Cli.Validate;

/// <summary>
/// Where the numbers of <see cref="ModelError"/> come from: drawn patients of other seeds than those of the coverage table. The excess of the misspecified
/// ones, √(mean square deviation − mean variance of the fit), must lie near the number that is used.
/// </summary>
internal sealed class PbpkModelError : IValidationGroup
{
    private const int Patients = 150;
    private const ulong Seed = 90210;

    public string Name => "pbpk-model-error";
    public bool RunsOnlyByName => true;

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        foreach (var group in new CoverageStudy(Seed, Patients).Run(context.Cancel).Where(p => p.Misspecified).GroupBy(p => (p.Data, p.Organ)))
        {
            double excess = Math.Sqrt(Math.Max(0, group.Average(p => p.LogDeviation * p.LogDeviation) - group.Average(p => p.FitLogSd * p.FitLogSd)));
            ModelError error = group.Key.Data == CoverageData.Pet ? ModelError.BeforeTherapy : ModelError.WhereSeenLate([group.Key.Organ]);
            yield return new ValidationCheck(Name, $"{group.Key.Data}: {group.Key.Organ}", excess, error.LogSd(group.Key.Organ), 0.08, false, "1", "drawn misspecified patients",
                FormattableString.Invariant($"excess sd of ln(time-integrated activity) beside the sd in use; mean deviation {group.Average(p => p.LogDeviation):F3}, sd of the fit {Math.Sqrt(group.Average(p => p.FitLogSd * p.FitLogSd)):F3}"));
        }
    }
}
