using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Report;

/// <summary>The findings of all stages in the order of the pipeline, each once, with the stage that made it.</summary>
public static class StageFindings
{
    /// <summary>Collects them.</summary>
    public static IReadOnlyList<StageFinding> Of(CaseRecord r)
    {
        (string Stage, IReadOnlyList<Finding> Findings)[] stages =
        [
            ("case", r.CaseFindings), ("import", r.Study.Findings), ("calibrate", r.Quantified.Findings), ("register", r.Aligned.Findings),
            ("segment", r.Regions.Findings), ("kinetics", r.Kinetics.Findings), ("dose", r.Dose.Findings), ("evaluate", r.Evaluation.Findings),
        ];
        var seen = new HashSet<Finding>();
        return
        [
            .. from stage in stages
               from finding in stage.Findings
               where seen.Add(finding)
               select new StageFinding(stage.Stage, finding.Severity, finding.Code, finding.Text, finding.File),
        ];
    }
}
