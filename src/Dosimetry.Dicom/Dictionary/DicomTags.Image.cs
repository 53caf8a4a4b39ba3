namespace Dosimetry.Dicom.Dictionary;

// Pixels and geometry.
public static partial class DicomTags
{
    /// <summary>Slice Thickness (0018,0050) DS.</summary>
    public static readonly DicomTag SliceThickness = new(0x00180050);
    /// <summary>KVP (0018,0060) DS.</summary>
    public static readonly DicomTag KVP = new(0x00180060);
    /// <summary>Spacing Between Slices (0018,0088) DS.</summary>
    public static readonly DicomTag SpacingBetweenSlices = new(0x00180088);
    /// <summary>Reconstruction Diameter (0018,1100) DS.</summary>
    public static readonly DicomTag ReconstructionDiameter = new(0x00181100);
    /// <summary>Gantry Detector Tilt (0018,1120) DS.</summary>
    public static readonly DicomTag GantryDetectorTilt = new(0x00181120);
    /// <summary>Table Height (0018,1130) DS.</summary>
    public static readonly DicomTag TableHeight = new(0x00181130);
    /// <summary>Convolution Kernel (0018,1210) SH.</summary>
    public static readonly DicomTag ConvolutionKernel = new(0x00181210);
    /// <summary>Patient Position (0018,5100) CS.</summary>
    public static readonly DicomTag PatientPosition = new(0x00185100);
    /// <summary>Acquisition Type (0018,9302) CS.</summary>
    public static readonly DicomTag AcquisitionType = new(0x00189302);
    /// <summary>Image Position Patient (0020,0032) DS.</summary>
    public static readonly DicomTag ImagePositionPatient = new(0x00200032);
    /// <summary>Image Orientation Patient (0020,0037) DS.</summary>
    public static readonly DicomTag ImageOrientationPatient = new(0x00200037);
    /// <summary>Images In Acquisition (0020,1002) IS.</summary>
    public static readonly DicomTag ImagesInAcquisition = new(0x00201002);
    /// <summary>Slice Location (0020,1041) DS.</summary>
    public static readonly DicomTag SliceLocation = new(0x00201041);
    /// <summary>Samples Per Pixel (0028,0002) US.</summary>
    public static readonly DicomTag SamplesPerPixel = new(0x00280002);
    /// <summary>Photometric Interpretation (0028,0004) CS.</summary>
    public static readonly DicomTag PhotometricInterpretation = new(0x00280004);
    /// <summary>Planar Configuration (0028,0006) US.</summary>
    public static readonly DicomTag PlanarConfiguration = new(0x00280006);
    /// <summary>Number Of Frames (0028,0008) IS.</summary>
    public static readonly DicomTag NumberOfFrames = new(0x00280008);
    /// <summary>Frame Increment Pointer (0028,0009) AT.</summary>
    public static readonly DicomTag FrameIncrementPointer = new(0x00280009);
    /// <summary>Rows (0028,0010) US.</summary>
    public static readonly DicomTag Rows = new(0x00280010);
    /// <summary>Columns (0028,0011) US.</summary>
    public static readonly DicomTag Columns = new(0x00280011);
    /// <summary>Pixel Spacing (0028,0030) DS.</summary>
    public static readonly DicomTag PixelSpacing = new(0x00280030);
    /// <summary>Corrected Image (0028,0051) CS.</summary>
    public static readonly DicomTag CorrectedImage = new(0x00280051);
    /// <summary>Bits Allocated (0028,0100) US.</summary>
    public static readonly DicomTag BitsAllocated = new(0x00280100);
    /// <summary>Bits Stored (0028,0101) US.</summary>
    public static readonly DicomTag BitsStored = new(0x00280101);
    /// <summary>High Bit (0028,0102) US.</summary>
    public static readonly DicomTag HighBit = new(0x00280102);
    /// <summary>Pixel Representation (0028,0103) US.</summary>
    public static readonly DicomTag PixelRepresentation = new(0x00280103);
    /// <summary>Smallest Image Pixel Value (0028,0106) US/SS.</summary>
    public static readonly DicomTag SmallestImagePixelValue = new(0x00280106);
    /// <summary>Largest Image Pixel Value (0028,0107) US/SS.</summary>
    public static readonly DicomTag LargestImagePixelValue = new(0x00280107);
    /// <summary>Pixel Padding Value (0028,0120) US/SS.</summary>
    public static readonly DicomTag PixelPaddingValue = new(0x00280120);
    /// <summary>Window Center (0028,1050) DS.</summary>
    public static readonly DicomTag WindowCenter = new(0x00281050);
    /// <summary>Window Width (0028,1051) DS.</summary>
    public static readonly DicomTag WindowWidth = new(0x00281051);
    /// <summary>Rescale Intercept (0028,1052) DS.</summary>
    public static readonly DicomTag RescaleIntercept = new(0x00281052);
    /// <summary>Rescale Slope (0028,1053) DS.</summary>
    public static readonly DicomTag RescaleSlope = new(0x00281053);
    /// <summary>Rescale Type (0028,1054) LO.</summary>
    public static readonly DicomTag RescaleType = new(0x00281054);
    /// <summary>Measurement Units Code Sequence (0040,08EA) SQ.</summary>
    public static readonly DicomTag MeasurementUnitsCodeSequence = new(0x004008EA);
    /// <summary>Referenced Image Real World Value Mapping Sequence (0040,9094) SQ.</summary>
    public static readonly DicomTag ReferencedImageRealWorldValueMappingSequence = new(0x00409094);
    /// <summary>Real World Value Mapping Sequence (0040,9096) SQ.</summary>
    public static readonly DicomTag RealWorldValueMappingSequence = new(0x00409096);
    /// <summary>LUTLabel (0040,9210) SH.</summary>
    public static readonly DicomTag LUTLabel = new(0x00409210);
    /// <summary>Real World Value Last Value Mapped (0040,9211) US/SS.</summary>
    public static readonly DicomTag RealWorldValueLastValueMapped = new(0x00409211);
    /// <summary>Real World Value First Value Mapped (0040,9216) US/SS.</summary>
    public static readonly DicomTag RealWorldValueFirstValueMapped = new(0x00409216);
    /// <summary>Quantity Definition Sequence (0040,9220) SQ.</summary>
    public static readonly DicomTag QuantityDefinitionSequence = new(0x00409220);
    /// <summary>Real World Value Intercept (0040,9224) FD.</summary>
    public static readonly DicomTag RealWorldValueIntercept = new(0x00409224);
    /// <summary>Real World Value Slope (0040,9225) FD.</summary>
    public static readonly DicomTag RealWorldValueSlope = new(0x00409225);
    /// <summary>Number Of Slices (0054,0081) US.</summary>
    public static readonly DicomTag NumberOfSlices = new(0x00540081);
    /// <summary>Patient Orientation Code Sequence (0054,0410) SQ.</summary>
    public static readonly DicomTag PatientOrientationCodeSequence = new(0x00540410);
    /// <summary>Patient Orientation Modifier Code Sequence (0054,0412) SQ.</summary>
    public static readonly DicomTag PatientOrientationModifierCodeSequence = new(0x00540412);
    /// <summary>Patient Gantry Relationship Code Sequence (0054,0414) SQ.</summary>
    public static readonly DicomTag PatientGantryRelationshipCodeSequence = new(0x00540414);
    /// <summary>Attenuation Correction Method (0054,1101) LO.</summary>
    public static readonly DicomTag AttenuationCorrectionMethod = new(0x00541101);
    /// <summary>Reconstruction Method (0054,1103) LO.</summary>
    public static readonly DicomTag ReconstructionMethod = new(0x00541103);
    /// <summary>Scatter Correction Method (0054,1105) LO.</summary>
    public static readonly DicomTag ScatterCorrectionMethod = new(0x00541105);
    /// <summary>Extended Offset Table (7FE0,0001) OV.</summary>
    public static readonly DicomTag ExtendedOffsetTable = new(0x7FE00001);
    /// <summary>Extended Offset Table Lengths (7FE0,0002) OV.</summary>
    public static readonly DicomTag ExtendedOffsetTableLengths = new(0x7FE00002);
    /// <summary>Float Pixel Data (7FE0,0008) OF.</summary>
    public static readonly DicomTag FloatPixelData = new(0x7FE00008);
    /// <summary>Double Float Pixel Data (7FE0,0009) OD.</summary>
    public static readonly DicomTag DoubleFloatPixelData = new(0x7FE00009);
    /// <summary>Pixel Data (7FE0,0010) OW.</summary>
    public static readonly DicomTag PixelData = new(0x7FE00010);
}
