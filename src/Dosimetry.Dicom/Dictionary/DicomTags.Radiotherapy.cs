namespace Dosimetry.Dicom.Dictionary;

// Structure set, dose and plan.
public static partial class DicomTags
{
    /// <summary>DVHType (3004,0001) CS.</summary>
    public static readonly DicomTag DVHType = new(0x30040001);
    /// <summary>Dose Units (3004,0002) CS.</summary>
    public static readonly DicomTag DoseUnits = new(0x30040002);
    /// <summary>Dose Type (3004,0004) CS.</summary>
    public static readonly DicomTag DoseType = new(0x30040004);
    /// <summary>Spatial Transform Of Dose (3004,0005) CS.</summary>
    public static readonly DicomTag SpatialTransformOfDose = new(0x30040005);
    /// <summary>Dose Comment (3004,0006) LO.</summary>
    public static readonly DicomTag DoseComment = new(0x30040006);
    /// <summary>Normalization Point (3004,0008) DS.</summary>
    public static readonly DicomTag NormalizationPoint = new(0x30040008);
    /// <summary>Dose Summation Type (3004,000A) CS.</summary>
    public static readonly DicomTag DoseSummationType = new(0x3004000A);
    /// <summary>Grid Frame Offset Vector (3004,000C) DS.</summary>
    public static readonly DicomTag GridFrameOffsetVector = new(0x3004000C);
    /// <summary>Dose Grid Scaling (3004,000E) DS.</summary>
    public static readonly DicomTag DoseGridScaling = new(0x3004000E);
    /// <summary>Tissue Heterogeneity Correction (3004,0014) CS.</summary>
    public static readonly DicomTag TissueHeterogeneityCorrection = new(0x30040014);
    /// <summary>DVHNormalization Point (3004,0040) DS.</summary>
    public static readonly DicomTag DVHNormalizationPoint = new(0x30040040);
    /// <summary>DVHNormalization Dose Value (3004,0042) DS.</summary>
    public static readonly DicomTag DVHNormalizationDoseValue = new(0x30040042);
    /// <summary>DVHSequence (3004,0050) SQ.</summary>
    public static readonly DicomTag DVHSequence = new(0x30040050);
    /// <summary>DVHDose Scaling (3004,0052) DS.</summary>
    public static readonly DicomTag DVHDoseScaling = new(0x30040052);
    /// <summary>DVHVolume Units (3004,0054) CS.</summary>
    public static readonly DicomTag DVHVolumeUnits = new(0x30040054);
    /// <summary>DVHNumber Of Bins (3004,0056) IS.</summary>
    public static readonly DicomTag DVHNumberOfBins = new(0x30040056);
    /// <summary>DVHData (3004,0058) DS.</summary>
    public static readonly DicomTag DVHData = new(0x30040058);
    /// <summary>DVHReferenced ROISequence (3004,0060) SQ.</summary>
    public static readonly DicomTag DVHReferencedROISequence = new(0x30040060);
    /// <summary>DVHROIContribution Type (3004,0062) CS.</summary>
    public static readonly DicomTag DVHROIContributionType = new(0x30040062);
    /// <summary>DVHMinimum Dose (3004,0070) DS.</summary>
    public static readonly DicomTag DVHMinimumDose = new(0x30040070);
    /// <summary>DVHMaximum Dose (3004,0072) DS.</summary>
    public static readonly DicomTag DVHMaximumDose = new(0x30040072);
    /// <summary>DVHMean Dose (3004,0074) DS.</summary>
    public static readonly DicomTag DVHMeanDose = new(0x30040074);
    /// <summary>Structure Set Label (3006,0002) SH.</summary>
    public static readonly DicomTag StructureSetLabel = new(0x30060002);
    /// <summary>Structure Set Name (3006,0004) LO.</summary>
    public static readonly DicomTag StructureSetName = new(0x30060004);
    /// <summary>Structure Set Description (3006,0006) ST.</summary>
    public static readonly DicomTag StructureSetDescription = new(0x30060006);
    /// <summary>Structure Set Date (3006,0008) DA.</summary>
    public static readonly DicomTag StructureSetDate = new(0x30060008);
    /// <summary>Structure Set Time (3006,0009) TM.</summary>
    public static readonly DicomTag StructureSetTime = new(0x30060009);
    /// <summary>Referenced Frame Of Reference Sequence (3006,0010) SQ.</summary>
    public static readonly DicomTag ReferencedFrameOfReferenceSequence = new(0x30060010);
    /// <summary>RTReferenced Study Sequence (3006,0012) SQ.</summary>
    public static readonly DicomTag RTReferencedStudySequence = new(0x30060012);
    /// <summary>RTReferenced Series Sequence (3006,0014) SQ.</summary>
    public static readonly DicomTag RTReferencedSeriesSequence = new(0x30060014);
    /// <summary>Contour Image Sequence (3006,0016) SQ.</summary>
    public static readonly DicomTag ContourImageSequence = new(0x30060016);
    /// <summary>Structure Set ROISequence (3006,0020) SQ.</summary>
    public static readonly DicomTag StructureSetROISequence = new(0x30060020);
    /// <summary>ROINumber (3006,0022) IS.</summary>
    public static readonly DicomTag ROINumber = new(0x30060022);
    /// <summary>Referenced Frame Of Reference UID (3006,0024) UI.</summary>
    public static readonly DicomTag ReferencedFrameOfReferenceUID = new(0x30060024);
    /// <summary>ROIName (3006,0026) LO.</summary>
    public static readonly DicomTag ROIName = new(0x30060026);
    /// <summary>ROIDescription (3006,0028) ST.</summary>
    public static readonly DicomTag ROIDescription = new(0x30060028);
    /// <summary>ROIDisplay Color (3006,002A) IS.</summary>
    public static readonly DicomTag ROIDisplayColor = new(0x3006002A);
    /// <summary>ROIVolume (3006,002C) DS.</summary>
    public static readonly DicomTag ROIVolume = new(0x3006002C);
    /// <summary>ROIGeneration Algorithm (3006,0036) CS.</summary>
    public static readonly DicomTag ROIGenerationAlgorithm = new(0x30060036);
    /// <summary>ROIGeneration Description (3006,0038) LO.</summary>
    public static readonly DicomTag ROIGenerationDescription = new(0x30060038);
    /// <summary>ROIContour Sequence (3006,0039) SQ.</summary>
    public static readonly DicomTag ROIContourSequence = new(0x30060039);
    /// <summary>Contour Sequence (3006,0040) SQ.</summary>
    public static readonly DicomTag ContourSequence = new(0x30060040);
    /// <summary>Contour Geometric Type (3006,0042) CS.</summary>
    public static readonly DicomTag ContourGeometricType = new(0x30060042);
    /// <summary>Number Of Contour Points (3006,0046) IS.</summary>
    public static readonly DicomTag NumberOfContourPoints = new(0x30060046);
    /// <summary>Contour Number (3006,0048) IS.</summary>
    public static readonly DicomTag ContourNumber = new(0x30060048);
    /// <summary>Attached Contours (3006,0049) IS.</summary>
    public static readonly DicomTag AttachedContours = new(0x30060049);
    /// <summary>Contour Data (3006,0050) DS.</summary>
    public static readonly DicomTag ContourData = new(0x30060050);
    /// <summary>RTROIObservations Sequence (3006,0080) SQ.</summary>
    public static readonly DicomTag RTROIObservationsSequence = new(0x30060080);
    /// <summary>Observation Number (3006,0082) IS.</summary>
    public static readonly DicomTag ObservationNumber = new(0x30060082);
    /// <summary>Referenced ROINumber (3006,0084) IS.</summary>
    public static readonly DicomTag ReferencedROINumber = new(0x30060084);
    /// <summary>ROIObservation Label (3006,0085) SH.</summary>
    public static readonly DicomTag ROIObservationLabel = new(0x30060085);
    /// <summary>RTROIInterpreted Type (3006,00A4) CS.</summary>
    public static readonly DicomTag RTROIInterpretedType = new(0x300600A4);
    /// <summary>ROIInterpreter (3006,00A6) PN.</summary>
    public static readonly DicomTag ROIInterpreter = new(0x300600A6);
    /// <summary>RTPlan Label (300A,0002) SH.</summary>
    public static readonly DicomTag RTPlanLabel = new(0x300A0002);
    /// <summary>RTPlan Name (300A,0003) LO.</summary>
    public static readonly DicomTag RTPlanName = new(0x300A0003);
    /// <summary>RTPlan Description (300A,0004) ST.</summary>
    public static readonly DicomTag RTPlanDescription = new(0x300A0004);
    /// <summary>RTPlan Date (300A,0006) DA.</summary>
    public static readonly DicomTag RTPlanDate = new(0x300A0006);
    /// <summary>RTPlan Time (300A,0007) TM.</summary>
    public static readonly DicomTag RTPlanTime = new(0x300A0007);
    /// <summary>Plan Intent (300A,000A) CS.</summary>
    public static readonly DicomTag PlanIntent = new(0x300A000A);
    /// <summary>RTPlan Geometry (300A,000C) CS.</summary>
    public static readonly DicomTag RTPlanGeometry = new(0x300A000C);
    /// <summary>Prescription Description (300A,000E) ST.</summary>
    public static readonly DicomTag PrescriptionDescription = new(0x300A000E);
    /// <summary>Dose Reference Sequence (300A,0010) SQ.</summary>
    public static readonly DicomTag DoseReferenceSequence = new(0x300A0010);
    /// <summary>Dose Reference Number (300A,0012) IS.</summary>
    public static readonly DicomTag DoseReferenceNumber = new(0x300A0012);
    /// <summary>Dose Reference Structure Type (300A,0014) CS.</summary>
    public static readonly DicomTag DoseReferenceStructureType = new(0x300A0014);
    /// <summary>Dose Reference Description (300A,0016) LO.</summary>
    public static readonly DicomTag DoseReferenceDescription = new(0x300A0016);
    /// <summary>Dose Reference Type (300A,0020) CS.</summary>
    public static readonly DicomTag DoseReferenceType = new(0x300A0020);
    /// <summary>Target Prescription Dose (300A,0026) DS.</summary>
    public static readonly DicomTag TargetPrescriptionDose = new(0x300A0026);
    /// <summary>Fraction Group Sequence (300A,0070) SQ.</summary>
    public static readonly DicomTag FractionGroupSequence = new(0x300A0070);
    /// <summary>Fraction Group Number (300A,0071) IS.</summary>
    public static readonly DicomTag FractionGroupNumber = new(0x300A0071);
    /// <summary>Number Of Fractions Planned (300A,0078) IS.</summary>
    public static readonly DicomTag NumberOfFractionsPlanned = new(0x300A0078);
    /// <summary>Number Of Beams (300A,0080) IS.</summary>
    public static readonly DicomTag NumberOfBeams = new(0x300A0080);
    /// <summary>Number Of Brachy Application Setups (300A,00A0) IS.</summary>
    public static readonly DicomTag NumberOfBrachyApplicationSetups = new(0x300A00A0);
    /// <summary>Referenced RTPlan Sequence (300C,0002) SQ.</summary>
    public static readonly DicomTag ReferencedRTPlanSequence = new(0x300C0002);
    /// <summary>Referenced Structure Set Sequence (300C,0060) SQ.</summary>
    public static readonly DicomTag ReferencedStructureSetSequence = new(0x300C0060);
    /// <summary>Approval Status (300E,0002) CS.</summary>
    public static readonly DicomTag ApprovalStatus = new(0x300E0002);
    /// <summary>Review Date (300E,0004) DA.</summary>
    public static readonly DicomTag ReviewDate = new(0x300E0004);
    /// <summary>Review Time (300E,0005) TM.</summary>
    public static readonly DicomTag ReviewTime = new(0x300E0005);
    /// <summary>Reviewer Name (300E,0008) PN.</summary>
    public static readonly DicomTag ReviewerName = new(0x300E0008);
}
