using Dosimetry.Cases;

namespace Dosimetry.Web.Model;

/// <summary>Reads a case for its pages.</summary>
public sealed class CaseViews(CaseWorkspace workspace)
{
    /// <summary>The case, or null when there is none of this name.</summary>
    public CaseView? Find(string caseId) => workspace.Cases.Find(caseId) is null ? null : new CaseView(workspace.Overview(caseId));

    /// <summary>Notes that a person looked at a case.</summary>
    public void NoteView(Actor viewer, string caseId) => workspace.Audit.Record(viewer, "case.view", "case", caseId);
}
