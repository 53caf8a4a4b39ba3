namespace Dosimetry.Dicom.Dictionary;

// Segmentation objects and multi-frame functional groups.
public static partial class DicomTags
{
    /// <summary>Derivation Image Sequence (0008,9124) SQ.</summary>
    public static readonly DicomTag DerivationImageSequence = new(0x00089124);
    /// <summary>Derivation Code Sequence (0008,9215) SQ.</summary>
    public static readonly DicomTag DerivationCodeSequence = new(0x00089215);
    /// <summary>Stack ID (0020,9056) SH.</summary>
    public static readonly DicomTag StackID = new(0x00209056);
    /// <summary>In Stack Position Number (0020,9057) UL.</summary>
    public static readonly DicomTag InStackPositionNumber = new(0x00209057);
    /// <summary>Frame Content Sequence (0020,9111) SQ.</summary>
    public static readonly DicomTag FrameContentSequence = new(0x00209111);
    /// <summary>Plane Position Sequence (0020,9113) SQ.</summary>
    public static readonly DicomTag PlanePositionSequence = new(0x00209113);
    /// <summary>Plane Orientation Sequence (0020,9116) SQ.</summary>
    public static readonly DicomTag PlaneOrientationSequence = new(0x00209116);
    /// <summary>Dimension Index Values (0020,9157) UL.</summary>
    public static readonly DicomTag DimensionIndexValues = new(0x00209157);
    /// <summary>Dimension Organization UID (0020,9164) UI.</summary>
    public static readonly DicomTag DimensionOrganizationUID = new(0x00209164);
    /// <summary>Dimension Index Pointer (0020,9165) AT.</summary>
    public static readonly DicomTag DimensionIndexPointer = new(0x00209165);
    /// <summary>Functional Group Pointer (0020,9167) AT.</summary>
    public static readonly DicomTag FunctionalGroupPointer = new(0x00209167);
    /// <summary>Dimension Organization Sequence (0020,9221) SQ.</summary>
    public static readonly DicomTag DimensionOrganizationSequence = new(0x00209221);
    /// <summary>Dimension Index Sequence (0020,9222) SQ.</summary>
    public static readonly DicomTag DimensionIndexSequence = new(0x00209222);
    /// <summary>Dimension Organization Type (0020,9311) CS.</summary>
    public static readonly DicomTag DimensionOrganizationType = new(0x00209311);
    /// <summary>Dimension Description Label (0020,9421) LO.</summary>
    public static readonly DicomTag DimensionDescriptionLabel = new(0x00209421);
    /// <summary>Spatial Locations Preserved (0028,135A) CS.</summary>
    public static readonly DicomTag SpatialLocationsPreserved = new(0x0028135A);
    /// <summary>Pixel Measures Sequence (0028,9110) SQ.</summary>
    public static readonly DicomTag PixelMeasuresSequence = new(0x00289110);
    /// <summary>Purpose Of Reference Code Sequence (0040,A170) SQ.</summary>
    public static readonly DicomTag PurposeOfReferenceCodeSequence = new(0x0040A170);
    /// <summary>Segmentation Type (0062,0001) CS.</summary>
    public static readonly DicomTag SegmentationType = new(0x00620001);
    /// <summary>Segment Sequence (0062,0002) SQ.</summary>
    public static readonly DicomTag SegmentSequence = new(0x00620002);
    /// <summary>Segmented Property Category Code Sequence (0062,0003) SQ.</summary>
    public static readonly DicomTag SegmentedPropertyCategoryCodeSequence = new(0x00620003);
    /// <summary>Segment Number (0062,0004) US.</summary>
    public static readonly DicomTag SegmentNumber = new(0x00620004);
    /// <summary>Segment Label (0062,0005) LO.</summary>
    public static readonly DicomTag SegmentLabel = new(0x00620005);
    /// <summary>Segment Description (0062,0006) ST.</summary>
    public static readonly DicomTag SegmentDescription = new(0x00620006);
    /// <summary>Segment Algorithm Type (0062,0008) CS.</summary>
    public static readonly DicomTag SegmentAlgorithmType = new(0x00620008);
    /// <summary>Segment Algorithm Name (0062,0009) LO.</summary>
    public static readonly DicomTag SegmentAlgorithmName = new(0x00620009);
    /// <summary>Segment Identification Sequence (0062,000A) SQ.</summary>
    public static readonly DicomTag SegmentIdentificationSequence = new(0x0062000A);
    /// <summary>Referenced Segment Number (0062,000B) US.</summary>
    public static readonly DicomTag ReferencedSegmentNumber = new(0x0062000B);
    /// <summary>Recommended Display CIELab Value (0062,000D) US.</summary>
    public static readonly DicomTag RecommendedDisplayCIELabValue = new(0x0062000D);
    /// <summary>Maximum Fractional Value (0062,000E) US.</summary>
    public static readonly DicomTag MaximumFractionalValue = new(0x0062000E);
    /// <summary>Segmented Property Type Code Sequence (0062,000F) SQ.</summary>
    public static readonly DicomTag SegmentedPropertyTypeCodeSequence = new(0x0062000F);
    /// <summary>Segmentation Fractional Type (0062,0010) CS.</summary>
    public static readonly DicomTag SegmentationFractionalType = new(0x00620010);
    /// <summary>Segments Overlap (0062,0013) CS.</summary>
    public static readonly DicomTag SegmentsOverlap = new(0x00620013);
    /// <summary>Shared Functional Groups Sequence (5200,9229) SQ.</summary>
    public static readonly DicomTag SharedFunctionalGroupsSequence = new(0x52009229);
    /// <summary>Per Frame Functional Groups Sequence (5200,9230) SQ.</summary>
    public static readonly DicomTag PerFrameFunctionalGroupsSequence = new(0x52009230);
}
