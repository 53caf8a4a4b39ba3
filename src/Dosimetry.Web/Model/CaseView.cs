using Dosimetry.Cases;
using Dosimetry.Cases.Jobs;

namespace Dosimetry.Web.Model;

/// <summary>A case as its pages see it: the record's overview and the state of every step that follows from it.</summary>
public sealed class CaseView(CaseOverview overview)
{
    /// <summary>What the record holds.</summary>
    public CaseOverview Overview { get; } = overview;
    /// <summary>Identifier.</summary>
    public string Id => Overview.Case.Id;
    /// <summary>True while a job of the case waits or works.</summary>
    public bool IsBusy => Overview.Jobs.Any(j => j.IsActive);
    /// <summary>Therapy injection as filled in, else as the SPECT headers say; the scanner's local time.</summary>
    public DateTime? InjectionTime => Overview.Settings.Settings.Administration?.InjectionTime
        ?? Overview.Import?.Study.Series.Select(s => s.Nm?.InjectionTime).FirstOrDefault(t => t is not null);
    /// <summary>The newest job of a kind, or null.</summary>
    public JobStatus? LatestJob(string kind) => Overview.Jobs.Where(j => j.Kind == kind).MaxBy(j => j.CreatedAt);

    /// <summary>State of a step; null for pages that only show.</summary>
    public StepState? StateOf(CaseStep step) => step.Route switch
    {
        "import" => ImportState(),
        "patient" => PatientState(),
        "administration" => AdministrationState(),
        "regions" or "kinetics" => ResultState(JobKinds.Prepare, Overview.Prepared, AdministrationState() is StepState.Done),
        "plan" => PlanState(),
        "dose" => ResultState(JobKinds.Dose, Overview.Dose, Overview.Prepared is not null),
        "review" or "report" => Overview.Dose is { } dose ? dose.IsStale ? StepState.Stale : StepState.Done : StepState.NotStarted,
        _ => null,
    };

    /// <summary>The step a person should open next.</summary>
    public CaseStep NextStep => Overview.Case.NextStep switch
    {
        Dosimetry.Cases.NextStep.Upload or Dosimetry.Cases.NextStep.Import => CaseStep.Import,
        Dosimetry.Cases.NextStep.Administration => CaseStep.Administration,
        Dosimetry.Cases.NextStep.Prepare => CaseStep.Regions,
        Dosimetry.Cases.NextStep.Dose => CaseStep.Dose,
        Dosimetry.Cases.NextStep.Report => CaseStep.Report,
        _ => CaseStep.Overview,
    };

    private StepState ImportState()
    {
        if (LatestJob(JobKinds.Import) is { State: not (JobState.Done or JobState.Cancelled) } job) return Of(job);
        if (Overview.Import is null) return StepState.NeedsInput;
        return Overview.IsBlocked ? StepState.Refused : StepState.Done;
    }

    private StepState PatientState() => Overview.Settings.Settings.Patient is { Haematocrit: null } or { Gfr_ml_per_min: null, Creatinine_umol_per_L: null } ? StepState.NotStarted : StepState.Done;

    private StepState PlanState()
    {
        if (LatestJob(JobKinds.ModelFit) is { IsActive: true } job) return Of(job);
        if (Overview.ModelFit is not { } fit) return Overview.Import is null ? StepState.NotStarted : StepState.NeedsInput;
        if (Overview.Settings.Settings.Planning?.Plan is not { } plan) return fit.IsStale ? StepState.Stale : StepState.NotStarted;
        return fit.IsStale || plan.FitId != fit.Id ? StepState.Stale : StepState.Done;
    }

    private StepState AdministrationState() =>
        Overview.Settings.Settings.Administration is not null ? StepState.Done
        : Overview.Import is null ? StepState.NotStarted : StepState.NeedsInput;

    private StepState ResultState(string kind, CaseResult? result, bool inputsAreThere)
    {
        if (LatestJob(kind) is { } job && (job.IsActive || (job.State == JobState.Failed && !(result?.CreatedAt > job.CreatedAt)))) return Of(job);
        if (result is not null) return result.IsStale ? StepState.Stale : StepState.Done;
        return inputsAreThere ? StepState.NotStarted : StepState.NeedsInput;
    }

    private static StepState Of(JobStatus job) => job.State switch
    {
        JobState.Queued => StepState.Queued,
        JobState.Running or JobState.Cancelling => StepState.Running,
        JobState.Failed => StepState.Failed,
        _ => StepState.NotStarted,
    };
}
