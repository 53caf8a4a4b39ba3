namespace Dosimetry.Web.Components.Layout;

/// <summary>Places of the layout that a page fills.</summary>
public static class Outlets
{
    /// <summary>Case name, nuclide, ligand and state in the header.</summary>
    public const string CaseHeader = "case-header";
    /// <summary>Left rail with the steps of a case.</summary>
    public const string Rail = "rail";
}
