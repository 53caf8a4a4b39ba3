using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Regions;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Exports;

/// <summary>The regions of a case as labels: the edited version in use, else what the last preparation found.</summary>
public sealed class CurrentRegions(RegionVersions versions, CaseResults results)
{
    /// <summary>The labels, or null when there are none yet.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED.</exception>
    public LabelVolume? Labels(string caseId)
    {
        if (versions.Current(caseId) is { } current) return versions.Labels(caseId, current);
        return results.Latest(caseId, JobKinds.Prepare) is { } prepared && results.VerifiedFile(prepared, PreparedFiles.EditLabels) is { } path ? NiftiFile.ReadLabels(path) : null;
    }
}
