#!/usr/bin/env python3
"""Writes the named tags of Dosimetry.Dicom (Dictionary/DicomTags.*.cs) from the embedded dictionary.

usage: make-dicom-tags.py   (from the repository root). Add a keyword to a list below and run it again.
"""
import pathlib, re

FOLDER = pathlib.Path("src/Dosimetry.Dicom/Dictionary")
PARTS = {
    "General": ("file, patient, study, series, equipment", """
        MediaStorageSOPClassUID MediaStorageSOPInstanceUID TransferSyntaxUID ImplementationClassUID ImplementationVersionName
        FileMetaInformationGroupLength FileMetaInformationVersion
        SpecificCharacterSet ImageType InstanceCreationDate InstanceCreationTime SOPClassUID SOPInstanceUID StudyDate SeriesDate AcquisitionDate
        ContentDate AcquisitionDateTime StudyTime SeriesTime AcquisitionTime ContentTime AccessionNumber Modality ConversionType Manufacturer
        InstitutionName ReferringPhysicianName TimezoneOffsetFromUTC CodeValue CodingSchemeDesignator CodeMeaning StationName StudyDescription
        SeriesDescription OperatorsName ManufacturerModelName ReferencedStudySequence ReferencedImageSequence ReferencedSOPClassUID
        ReferencedSOPInstanceUID ReferencedFrameNumber DerivationDescription SourceImageSequence ReferencedSeriesSequence ReferencedInstanceSequence
        PatientName PatientID PatientBirthDate PatientSex PatientAge PatientSize PatientWeight PatientIdentityRemoved PatientComments
        DeviceSerialNumber SoftwareVersions ProtocolName StudyInstanceUID SeriesInstanceUID StudyID SeriesNumber AcquisitionNumber InstanceNumber
        FrameOfReferenceUID PositionReferenceIndicator Laterality BodyPartExamined ContentLabel ContentDescription ContentCreatorName
        ContentQualification InstitutionAddress ImageComments BurnedInAnnotation LossyImageCompression
        SpecificCharacterSet"""),
    "Image": ("pixels and geometry", """
        PatientPosition ImagePositionPatient ImageOrientationPatient SliceLocation ImagesInAcquisition SamplesPerPixel PhotometricInterpretation
        PlanarConfiguration NumberOfFrames FrameIncrementPointer Rows Columns PixelSpacing BitsAllocated BitsStored HighBit PixelRepresentation
        SmallestImagePixelValue LargestImagePixelValue PixelPaddingValue WindowCenter WindowWidth RescaleIntercept RescaleSlope RescaleType PixelData
        FloatPixelData DoubleFloatPixelData SliceThickness SpacingBetweenSlices KVP ReconstructionDiameter GantryDetectorTilt ConvolutionKernel
        AcquisitionType ReconstructionMethod ScatterCorrectionMethod AttenuationCorrectionMethod RealWorldValueMappingSequence RealWorldValueIntercept RealWorldValueSlope
        MeasurementUnitsCodeSequence LUTLabel RealWorldValueFirstValueMapped RealWorldValueLastValueMapped QuantityDefinitionSequence
        ExtendedOffsetTable ExtendedOffsetTableLengths NumberOfSlices ReferencedImageRealWorldValueMappingSequence TableHeight
        PatientOrientationCodeSequence PatientOrientationModifierCodeSequence PatientGantryRelationshipCodeSequence CorrectedImage"""),
    "Nuclear": ("PET and nuclear medicine", """
        Units CountsSource ImageIndex ReprojectionMethod SUVType RandomsCorrectionMethod DecayCorrection DecayFactor
        DoseCalibrationFactor ScatterFractionFactor DeadTimeFactor FrameReferenceTime NumberOfTimeSlices SeriesType CollimatorType
        RadiopharmaceuticalInformationSequence RadionuclideCodeSequence Radiopharmaceutical RadiopharmaceuticalVolume
        RadiopharmaceuticalStartTime RadiopharmaceuticalStopTime RadionuclideTotalDose RadionuclideHalfLife RadionuclidePositronFraction
        RadiopharmaceuticalStartDateTime RadiopharmaceuticalStopDateTime RadiopharmaceuticalCodeSequence AdministrationRouteCodeSequence ActualFrameDuration
        EnergyWindowVector NumberOfEnergyWindows EnergyWindowInformationSequence EnergyWindowRangeSequence EnergyWindowLowerLimit
        EnergyWindowUpperLimit EnergyWindowName DetectorVector NumberOfDetectors DetectorInformationSequence RotationVector NumberOfRotations RotationInformationSequence
        NumberOfFramesInRotation AngularViewVector SliceVector AngularStep ScanArc RotationDirection RadialPosition StartAngle TypeOfDetectorMotion
        TableTraverse CountsAccumulated FieldOfViewShape FieldOfViewDimensions CollimatorGridName ZoomFactor ImageID
        PrimaryPromptsCountsAccumulated SliceSensitivityFactor"""),
    "Radiotherapy": ("structure set, dose and plan", """
        StructureSetLabel StructureSetName StructureSetDescription StructureSetDate StructureSetTime ReferencedFrameOfReferenceSequence RTReferencedStudySequence
        RTReferencedSeriesSequence ContourImageSequence StructureSetROISequence ROINumber ReferencedFrameOfReferenceUID ROIName ROIDescription
        ROIGenerationAlgorithm ROIGenerationDescription ROIVolume ROIContourSequence ROIDisplayColor ContourSequence ContourNumber AttachedContours ContourGeometricType
        NumberOfContourPoints ContourData RTROIObservationsSequence ObservationNumber ReferencedROINumber ROIObservationLabel
        RTROIInterpretedType ROIInterpreter DVHType DoseUnits DoseType SpatialTransformOfDose DoseComment NormalizationPoint DoseSummationType GridFrameOffsetVector
        DoseGridScaling TissueHeterogeneityCorrection DVHNormalizationPoint DVHNormalizationDoseValue DVHSequence DVHDoseScaling DVHVolumeUnits
        DVHNumberOfBins DVHData DVHReferencedROISequence DVHROIContributionType DVHMinimumDose DVHMaximumDose DVHMeanDose
        ReferencedRTPlanSequence ReferencedStructureSetSequence RTPlanLabel RTPlanName RTPlanDescription RTPlanDate RTPlanTime
        PlanIntent RTPlanGeometry PrescriptionDescription DoseReferenceSequence DoseReferenceNumber DoseReferenceStructureType DoseReferenceType DoseReferenceDescription
        TargetPrescriptionDose ApprovalStatus ReviewDate ReviewTime ReviewerName FractionGroupSequence FractionGroupNumber
        NumberOfFractionsPlanned NumberOfBeams NumberOfBrachyApplicationSetups"""),
    "Segmentation": ("segmentation objects and multi-frame functional groups", """
        SegmentationType SegmentSequence SegmentNumber SegmentLabel SegmentDescription SegmentAlgorithmType SegmentAlgorithmName
        SegmentedPropertyCategoryCodeSequence SegmentedPropertyTypeCodeSequence RecommendedDisplayCIELabValue MaximumFractionalValue
        SegmentationFractionalType SegmentsOverlap ReferencedSegmentNumber SegmentIdentificationSequence SharedFunctionalGroupsSequence
        PerFrameFunctionalGroupsSequence PlanePositionSequence PlaneOrientationSequence PixelMeasuresSequence FrameContentSequence
        DimensionOrganizationSequence DimensionOrganizationUID DimensionIndexSequence DimensionIndexPointer FunctionalGroupPointer
        DimensionIndexValues DimensionDescriptionLabel DerivationImageSequence DimensionOrganizationType StackID InStackPositionNumber
        PurposeOfReferenceCodeSequence DerivationCodeSequence SpatialLocationsPreserved"""),
}

rows = [line.rstrip("\n").split("\t") for line in open(FOLDER / "dicom.tsv", encoding="ascii")]
tags = {keyword: (tag, vr) for tag, vr, keyword in rows}
for part, (subject, keywords) in PARTS.items():
    out = ["namespace Dosimetry.Dicom.Dictionary;", "", f"// {subject[0].upper() + subject[1:]}."]
    if part == "General":
        out += ["/// <summary>The tags this library names, by their keyword of PS3.6. Written by <c>eng/make-dicom-tags.py</c>.</summary>"]
    out += ["public static partial class DicomTags", "{"]
    for keyword in sorted(set(keywords.split()), key=lambda k: tags[k][0]):
        tag, vr = tags[keyword]
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", keyword)
        out.append(f"    /// <summary>{words} ({tag[:4]},{tag[4:]}) {vr}.</summary>")
        out.append(f"    public static readonly DicomTag {keyword} = new(0x{tag});")
    (FOLDER / f"DicomTags.{part}.cs").write_text("\n".join(out + ["}", ""]), encoding="utf-8")
