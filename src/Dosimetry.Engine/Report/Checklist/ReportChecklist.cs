namespace Dosimetry.Engine.Report.Checklist;

/// <summary>
/// The 38 items of a dosimetry report, in the sections of the printed report. Arranged after Lassmann 2011 (EANM guidance on good practice of clinical
/// dosimetry reporting); not compared with the original checklist. A state is computed from the record, never typed in.
/// </summary>
public static class ReportChecklist
{
    private static readonly (string Section, IReadOnlyList<ChecklistItem> Items)[] Sections =
    [
        ("Patient and administration", PatientItems.All),
        ("Acquisition, calibration, registration", AcquisitionItems.All),
        ("Regions", RegionItems.All),
        ("Kinetics", KineticsItems.All),
        ("Dose and DVH", DoseItems.All),
        ("Uncertainty and limits", LimitItems.All),
        ("Cycles and prediction", CycleItems.All),
        ("Provenance", SystemItems.All),
    ];

    /// <summary>Asks the record every item.</summary>
    public static IReadOnlyList<ChecklistEntry> Of(CaseRecord record) =>
    [
        .. from section in Sections
           from item in section.Items
           let answer = item.Ask(record)
           select new ChecklistEntry(item.Number, section.Section, item.Title, answer.State, answer.Text),
    ];
}
