namespace Dosimetry.Dicom.Dictionary;

// File, patient, study, series, equipment.
/// <summary>The tags this library names, by their keyword of PS3.6. Written by <c>eng/make-dicom-tags.py</c>.</summary>
public static partial class DicomTags
{
    /// <summary>File Meta Information Group Length (0002,0000) UL.</summary>
    public static readonly DicomTag FileMetaInformationGroupLength = new(0x00020000);
    /// <summary>File Meta Information Version (0002,0001) OB.</summary>
    public static readonly DicomTag FileMetaInformationVersion = new(0x00020001);
    /// <summary>Media Storage SOPClass UID (0002,0002) UI.</summary>
    public static readonly DicomTag MediaStorageSOPClassUID = new(0x00020002);
    /// <summary>Media Storage SOPInstance UID (0002,0003) UI.</summary>
    public static readonly DicomTag MediaStorageSOPInstanceUID = new(0x00020003);
    /// <summary>Transfer Syntax UID (0002,0010) UI.</summary>
    public static readonly DicomTag TransferSyntaxUID = new(0x00020010);
    /// <summary>Implementation Class UID (0002,0012) UI.</summary>
    public static readonly DicomTag ImplementationClassUID = new(0x00020012);
    /// <summary>Implementation Version Name (0002,0013) SH.</summary>
    public static readonly DicomTag ImplementationVersionName = new(0x00020013);
    /// <summary>Specific Character Set (0008,0005) CS.</summary>
    public static readonly DicomTag SpecificCharacterSet = new(0x00080005);
    /// <summary>Image Type (0008,0008) CS.</summary>
    public static readonly DicomTag ImageType = new(0x00080008);
    /// <summary>Instance Creation Date (0008,0012) DA.</summary>
    public static readonly DicomTag InstanceCreationDate = new(0x00080012);
    /// <summary>Instance Creation Time (0008,0013) TM.</summary>
    public static readonly DicomTag InstanceCreationTime = new(0x00080013);
    /// <summary>SOPClass UID (0008,0016) UI.</summary>
    public static readonly DicomTag SOPClassUID = new(0x00080016);
    /// <summary>SOPInstance UID (0008,0018) UI.</summary>
    public static readonly DicomTag SOPInstanceUID = new(0x00080018);
    /// <summary>Study Date (0008,0020) DA.</summary>
    public static readonly DicomTag StudyDate = new(0x00080020);
    /// <summary>Series Date (0008,0021) DA.</summary>
    public static readonly DicomTag SeriesDate = new(0x00080021);
    /// <summary>Acquisition Date (0008,0022) DA.</summary>
    public static readonly DicomTag AcquisitionDate = new(0x00080022);
    /// <summary>Content Date (0008,0023) DA.</summary>
    public static readonly DicomTag ContentDate = new(0x00080023);
    /// <summary>Acquisition Date Time (0008,002A) DT.</summary>
    public static readonly DicomTag AcquisitionDateTime = new(0x0008002A);
    /// <summary>Study Time (0008,0030) TM.</summary>
    public static readonly DicomTag StudyTime = new(0x00080030);
    /// <summary>Series Time (0008,0031) TM.</summary>
    public static readonly DicomTag SeriesTime = new(0x00080031);
    /// <summary>Acquisition Time (0008,0032) TM.</summary>
    public static readonly DicomTag AcquisitionTime = new(0x00080032);
    /// <summary>Content Time (0008,0033) TM.</summary>
    public static readonly DicomTag ContentTime = new(0x00080033);
    /// <summary>Accession Number (0008,0050) SH.</summary>
    public static readonly DicomTag AccessionNumber = new(0x00080050);
    /// <summary>Modality (0008,0060) CS.</summary>
    public static readonly DicomTag Modality = new(0x00080060);
    /// <summary>Conversion Type (0008,0064) CS.</summary>
    public static readonly DicomTag ConversionType = new(0x00080064);
    /// <summary>Manufacturer (0008,0070) LO.</summary>
    public static readonly DicomTag Manufacturer = new(0x00080070);
    /// <summary>Institution Name (0008,0080) LO.</summary>
    public static readonly DicomTag InstitutionName = new(0x00080080);
    /// <summary>Institution Address (0008,0081) ST.</summary>
    public static readonly DicomTag InstitutionAddress = new(0x00080081);
    /// <summary>Referring Physician Name (0008,0090) PN.</summary>
    public static readonly DicomTag ReferringPhysicianName = new(0x00080090);
    /// <summary>Code Value (0008,0100) SH.</summary>
    public static readonly DicomTag CodeValue = new(0x00080100);
    /// <summary>Coding Scheme Designator (0008,0102) SH.</summary>
    public static readonly DicomTag CodingSchemeDesignator = new(0x00080102);
    /// <summary>Code Meaning (0008,0104) LO.</summary>
    public static readonly DicomTag CodeMeaning = new(0x00080104);
    /// <summary>Timezone Offset From UTC (0008,0201) SH.</summary>
    public static readonly DicomTag TimezoneOffsetFromUTC = new(0x00080201);
    /// <summary>Station Name (0008,1010) SH.</summary>
    public static readonly DicomTag StationName = new(0x00081010);
    /// <summary>Study Description (0008,1030) LO.</summary>
    public static readonly DicomTag StudyDescription = new(0x00081030);
    /// <summary>Series Description (0008,103E) LO.</summary>
    public static readonly DicomTag SeriesDescription = new(0x0008103E);
    /// <summary>Operators Name (0008,1070) PN.</summary>
    public static readonly DicomTag OperatorsName = new(0x00081070);
    /// <summary>Manufacturer Model Name (0008,1090) LO.</summary>
    public static readonly DicomTag ManufacturerModelName = new(0x00081090);
    /// <summary>Referenced Study Sequence (0008,1110) SQ.</summary>
    public static readonly DicomTag ReferencedStudySequence = new(0x00081110);
    /// <summary>Referenced Series Sequence (0008,1115) SQ.</summary>
    public static readonly DicomTag ReferencedSeriesSequence = new(0x00081115);
    /// <summary>Referenced Image Sequence (0008,1140) SQ.</summary>
    public static readonly DicomTag ReferencedImageSequence = new(0x00081140);
    /// <summary>Referenced Instance Sequence (0008,114A) SQ.</summary>
    public static readonly DicomTag ReferencedInstanceSequence = new(0x0008114A);
    /// <summary>Referenced SOPClass UID (0008,1150) UI.</summary>
    public static readonly DicomTag ReferencedSOPClassUID = new(0x00081150);
    /// <summary>Referenced SOPInstance UID (0008,1155) UI.</summary>
    public static readonly DicomTag ReferencedSOPInstanceUID = new(0x00081155);
    /// <summary>Referenced Frame Number (0008,1160) IS.</summary>
    public static readonly DicomTag ReferencedFrameNumber = new(0x00081160);
    /// <summary>Derivation Description (0008,2111) ST.</summary>
    public static readonly DicomTag DerivationDescription = new(0x00082111);
    /// <summary>Source Image Sequence (0008,2112) SQ.</summary>
    public static readonly DicomTag SourceImageSequence = new(0x00082112);
    /// <summary>Patient Name (0010,0010) PN.</summary>
    public static readonly DicomTag PatientName = new(0x00100010);
    /// <summary>Patient ID (0010,0020) LO.</summary>
    public static readonly DicomTag PatientID = new(0x00100020);
    /// <summary>Patient Birth Date (0010,0030) DA.</summary>
    public static readonly DicomTag PatientBirthDate = new(0x00100030);
    /// <summary>Patient Sex (0010,0040) CS.</summary>
    public static readonly DicomTag PatientSex = new(0x00100040);
    /// <summary>Patient Age (0010,1010) AS.</summary>
    public static readonly DicomTag PatientAge = new(0x00101010);
    /// <summary>Patient Size (0010,1020) DS.</summary>
    public static readonly DicomTag PatientSize = new(0x00101020);
    /// <summary>Patient Weight (0010,1030) DS.</summary>
    public static readonly DicomTag PatientWeight = new(0x00101030);
    /// <summary>Patient Comments (0010,4000) LT.</summary>
    public static readonly DicomTag PatientComments = new(0x00104000);
    /// <summary>Patient Identity Removed (0012,0062) CS.</summary>
    public static readonly DicomTag PatientIdentityRemoved = new(0x00120062);
    /// <summary>Body Part Examined (0018,0015) CS.</summary>
    public static readonly DicomTag BodyPartExamined = new(0x00180015);
    /// <summary>Device Serial Number (0018,1000) LO.</summary>
    public static readonly DicomTag DeviceSerialNumber = new(0x00181000);
    /// <summary>Software Versions (0018,1020) LO.</summary>
    public static readonly DicomTag SoftwareVersions = new(0x00181020);
    /// <summary>Protocol Name (0018,1030) LO.</summary>
    public static readonly DicomTag ProtocolName = new(0x00181030);
    /// <summary>Content Qualification (0018,9004) CS.</summary>
    public static readonly DicomTag ContentQualification = new(0x00189004);
    /// <summary>Study Instance UID (0020,000D) UI.</summary>
    public static readonly DicomTag StudyInstanceUID = new(0x0020000D);
    /// <summary>Series Instance UID (0020,000E) UI.</summary>
    public static readonly DicomTag SeriesInstanceUID = new(0x0020000E);
    /// <summary>Study ID (0020,0010) SH.</summary>
    public static readonly DicomTag StudyID = new(0x00200010);
    /// <summary>Series Number (0020,0011) IS.</summary>
    public static readonly DicomTag SeriesNumber = new(0x00200011);
    /// <summary>Acquisition Number (0020,0012) IS.</summary>
    public static readonly DicomTag AcquisitionNumber = new(0x00200012);
    /// <summary>Instance Number (0020,0013) IS.</summary>
    public static readonly DicomTag InstanceNumber = new(0x00200013);
    /// <summary>Frame Of Reference UID (0020,0052) UI.</summary>
    public static readonly DicomTag FrameOfReferenceUID = new(0x00200052);
    /// <summary>Laterality (0020,0060) CS.</summary>
    public static readonly DicomTag Laterality = new(0x00200060);
    /// <summary>Position Reference Indicator (0020,1040) LO.</summary>
    public static readonly DicomTag PositionReferenceIndicator = new(0x00201040);
    /// <summary>Image Comments (0020,4000) LT.</summary>
    public static readonly DicomTag ImageComments = new(0x00204000);
    /// <summary>Burned In Annotation (0028,0301) CS.</summary>
    public static readonly DicomTag BurnedInAnnotation = new(0x00280301);
    /// <summary>Lossy Image Compression (0028,2110) CS.</summary>
    public static readonly DicomTag LossyImageCompression = new(0x00282110);
    /// <summary>Content Label (0070,0080) CS.</summary>
    public static readonly DicomTag ContentLabel = new(0x00700080);
    /// <summary>Content Description (0070,0081) LO.</summary>
    public static readonly DicomTag ContentDescription = new(0x00700081);
    /// <summary>Content Creator Name (0070,0084) PN.</summary>
    public static readonly DicomTag ContentCreatorName = new(0x00700084);
}
