namespace Dosimetry.Engine.Report;

/// <summary>Sentences that every report prints word for word.</summary>
public static class Statements
{
    /// <summary>Foot of every page.</summary>
    public const string ResearchUseOnly = "Research use only. Not a medical device. Not for deviation from approved dosing.";

    /// <summary>Beside the checklist, until somebody has compared it with the original.</summary>
    public const string Arrangement = "Arranged after Lassmann 2011; not compared with the original checklist.";

    /// <summary>Instead of a figure: the quantity describes stochastic risk in populations, not a patient's therapy.</summary>
    public const string NoEffectiveDose = "Effective dose is not reported for therapy. Organ doses are in the table of section 6.";

    /// <summary>Beside every lesion volume found by a threshold.</summary>
    public const string ThresholdVolumes = "Lesion volumes found by a threshold depend on the rule, the tracer and the voxel size stated beside them.";
}
