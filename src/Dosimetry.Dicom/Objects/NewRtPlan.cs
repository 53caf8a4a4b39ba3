using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// The least RT Plan that a dose can refer to: label, intent, prescription in words, number of cycles as fractions; no beam, no source.
/// </summary>
public sealed record NewRtPlan(ObjectHeader Header, string Label, string Prescription, int Cycles)
{
    /// <summary>RESEARCH unless the user states CURATIVE, PALLIATIVE, …</summary>
    public string Intent { get; init; } = "RESEARCH";
    /// <summary>The structure set planned on; with it the plan's geometry is the patient's.</summary>
    public InstanceReference? StructureSet { get; init; }

    /// <summary>The RT Plan object.</summary>
    /// <exception cref="ArgumentException">No cycle, or values the standard forbids.</exception>
    public DicomDataSet ToDataSet()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Cycles, 1);
        DicomDataSet plan = Header.NewDataSet(SopClass.RtPlan, "RTPLAN")
            .Set(DicomTags.OperatorsName, "").Set(DicomTags.RTPlanLabel, TextRules.Shorten(Label, 16))
            .Set(DicomTags.RTPlanName, TextRules.Shorten(Label, 64)).Set(DicomTags.RTPlanDate, DicomTags.RTPlanTime, Header.ContentMoment)
            .Set(DicomTags.RTPlanGeometry, StructureSet is null ? "TREATMENT_DEVICE" : "PATIENT").Set(DicomTags.PlanIntent, Intent)
            .Set(DicomTags.PrescriptionDescription, TextRules.Shorten(Prescription, 1024))
            .Set(DicomTags.FractionGroupSequence, new DicomDataSet().Set(DicomTags.FractionGroupNumber, 1)
                .Set(DicomTags.NumberOfFractionsPlanned, Cycles).Set(DicomTags.NumberOfBeams, 0)
                .Set(DicomTags.NumberOfBrachyApplicationSetups, 0))
            .Set(DicomTags.ApprovalStatus, "UNAPPROVED");
        return StructureSet is { } set ? plan.Set(DicomTags.ReferencedStructureSetSequence, set.ToItem()) : plan;
    }
}
