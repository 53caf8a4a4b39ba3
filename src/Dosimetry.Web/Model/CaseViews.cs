using Dosimetry.Cases;

namespace Dosimetry.Web.Model;

/// <summary>Reads a case for its pages.</summary>
public sealed class CaseViews(CaseReader reader)
{
    /// <summary>The case, or null when there is none of this name.</summary>
    public CaseView? Find(string caseId) => reader.Find(caseId) is { } overview ? new CaseView(overview) : null;
}
