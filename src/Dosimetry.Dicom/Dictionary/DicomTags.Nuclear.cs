namespace Dosimetry.Dicom.Dictionary;

// PET and nuclear medicine.
public static partial class DicomTags
{
    /// <summary>Radiopharmaceutical (0018,0031) LO.</summary>
    public static readonly DicomTag Radiopharmaceutical = new(0x00180031);
    /// <summary>Counts Accumulated (0018,0070) IS.</summary>
    public static readonly DicomTag CountsAccumulated = new(0x00180070);
    /// <summary>Radiopharmaceutical Volume (0018,1071) DS.</summary>
    public static readonly DicomTag RadiopharmaceuticalVolume = new(0x00181071);
    /// <summary>Radiopharmaceutical Start Time (0018,1072) TM.</summary>
    public static readonly DicomTag RadiopharmaceuticalStartTime = new(0x00181072);
    /// <summary>Radiopharmaceutical Stop Time (0018,1073) TM.</summary>
    public static readonly DicomTag RadiopharmaceuticalStopTime = new(0x00181073);
    /// <summary>Radionuclide Total Dose (0018,1074) DS.</summary>
    public static readonly DicomTag RadionuclideTotalDose = new(0x00181074);
    /// <summary>Radionuclide Half Life (0018,1075) DS.</summary>
    public static readonly DicomTag RadionuclideHalfLife = new(0x00181075);
    /// <summary>Radionuclide Positron Fraction (0018,1076) DS.</summary>
    public static readonly DicomTag RadionuclidePositronFraction = new(0x00181076);
    /// <summary>Radiopharmaceutical Start Date Time (0018,1078) DT.</summary>
    public static readonly DicomTag RadiopharmaceuticalStartDateTime = new(0x00181078);
    /// <summary>Radiopharmaceutical Stop Date Time (0018,1079) DT.</summary>
    public static readonly DicomTag RadiopharmaceuticalStopDateTime = new(0x00181079);
    /// <summary>Table Traverse (0018,1131) DS.</summary>
    public static readonly DicomTag TableTraverse = new(0x00181131);
    /// <summary>Rotation Direction (0018,1140) CS.</summary>
    public static readonly DicomTag RotationDirection = new(0x00181140);
    /// <summary>Radial Position (0018,1142) DS.</summary>
    public static readonly DicomTag RadialPosition = new(0x00181142);
    /// <summary>Scan Arc (0018,1143) DS.</summary>
    public static readonly DicomTag ScanArc = new(0x00181143);
    /// <summary>Angular Step (0018,1144) DS.</summary>
    public static readonly DicomTag AngularStep = new(0x00181144);
    /// <summary>Field Of View Shape (0018,1147) CS.</summary>
    public static readonly DicomTag FieldOfViewShape = new(0x00181147);
    /// <summary>Field Of View Dimensions (0018,1149) IS.</summary>
    public static readonly DicomTag FieldOfViewDimensions = new(0x00181149);
    /// <summary>Collimator Grid Name (0018,1180) SH.</summary>
    public static readonly DicomTag CollimatorGridName = new(0x00181180);
    /// <summary>Collimator Type (0018,1181) CS.</summary>
    public static readonly DicomTag CollimatorType = new(0x00181181);
    /// <summary>Actual Frame Duration (0018,1242) IS.</summary>
    public static readonly DicomTag ActualFrameDuration = new(0x00181242);
    /// <summary>Zoom Factor (0028,0031) DS.</summary>
    public static readonly DicomTag ZoomFactor = new(0x00280031);
    /// <summary>Energy Window Vector (0054,0010) US.</summary>
    public static readonly DicomTag EnergyWindowVector = new(0x00540010);
    /// <summary>Number Of Energy Windows (0054,0011) US.</summary>
    public static readonly DicomTag NumberOfEnergyWindows = new(0x00540011);
    /// <summary>Energy Window Information Sequence (0054,0012) SQ.</summary>
    public static readonly DicomTag EnergyWindowInformationSequence = new(0x00540012);
    /// <summary>Energy Window Range Sequence (0054,0013) SQ.</summary>
    public static readonly DicomTag EnergyWindowRangeSequence = new(0x00540013);
    /// <summary>Energy Window Lower Limit (0054,0014) DS.</summary>
    public static readonly DicomTag EnergyWindowLowerLimit = new(0x00540014);
    /// <summary>Energy Window Upper Limit (0054,0015) DS.</summary>
    public static readonly DicomTag EnergyWindowUpperLimit = new(0x00540015);
    /// <summary>Radiopharmaceutical Information Sequence (0054,0016) SQ.</summary>
    public static readonly DicomTag RadiopharmaceuticalInformationSequence = new(0x00540016);
    /// <summary>Energy Window Name (0054,0018) SH.</summary>
    public static readonly DicomTag EnergyWindowName = new(0x00540018);
    /// <summary>Detector Vector (0054,0020) US.</summary>
    public static readonly DicomTag DetectorVector = new(0x00540020);
    /// <summary>Number Of Detectors (0054,0021) US.</summary>
    public static readonly DicomTag NumberOfDetectors = new(0x00540021);
    /// <summary>Detector Information Sequence (0054,0022) SQ.</summary>
    public static readonly DicomTag DetectorInformationSequence = new(0x00540022);
    /// <summary>Rotation Vector (0054,0050) US.</summary>
    public static readonly DicomTag RotationVector = new(0x00540050);
    /// <summary>Number Of Rotations (0054,0051) US.</summary>
    public static readonly DicomTag NumberOfRotations = new(0x00540051);
    /// <summary>Rotation Information Sequence (0054,0052) SQ.</summary>
    public static readonly DicomTag RotationInformationSequence = new(0x00540052);
    /// <summary>Number Of Frames In Rotation (0054,0053) US.</summary>
    public static readonly DicomTag NumberOfFramesInRotation = new(0x00540053);
    /// <summary>Slice Vector (0054,0080) US.</summary>
    public static readonly DicomTag SliceVector = new(0x00540080);
    /// <summary>Angular View Vector (0054,0090) US.</summary>
    public static readonly DicomTag AngularViewVector = new(0x00540090);
    /// <summary>Number Of Time Slices (0054,0101) US.</summary>
    public static readonly DicomTag NumberOfTimeSlices = new(0x00540101);
    /// <summary>Start Angle (0054,0200) DS.</summary>
    public static readonly DicomTag StartAngle = new(0x00540200);
    /// <summary>Type Of Detector Motion (0054,0202) CS.</summary>
    public static readonly DicomTag TypeOfDetectorMotion = new(0x00540202);
    /// <summary>Radionuclide Code Sequence (0054,0300) SQ.</summary>
    public static readonly DicomTag RadionuclideCodeSequence = new(0x00540300);
    /// <summary>Administration Route Code Sequence (0054,0302) SQ.</summary>
    public static readonly DicomTag AdministrationRouteCodeSequence = new(0x00540302);
    /// <summary>Radiopharmaceutical Code Sequence (0054,0304) SQ.</summary>
    public static readonly DicomTag RadiopharmaceuticalCodeSequence = new(0x00540304);
    /// <summary>Image ID (0054,0400) SH.</summary>
    public static readonly DicomTag ImageID = new(0x00540400);
    /// <summary>Series Type (0054,1000) CS.</summary>
    public static readonly DicomTag SeriesType = new(0x00541000);
    /// <summary>Units (0054,1001) CS.</summary>
    public static readonly DicomTag Units = new(0x00541001);
    /// <summary>Counts Source (0054,1002) CS.</summary>
    public static readonly DicomTag CountsSource = new(0x00541002);
    /// <summary>Reprojection Method (0054,1004) CS.</summary>
    public static readonly DicomTag ReprojectionMethod = new(0x00541004);
    /// <summary>SUVType (0054,1006) CS.</summary>
    public static readonly DicomTag SUVType = new(0x00541006);
    /// <summary>Randoms Correction Method (0054,1100) CS.</summary>
    public static readonly DicomTag RandomsCorrectionMethod = new(0x00541100);
    /// <summary>Decay Correction (0054,1102) CS.</summary>
    public static readonly DicomTag DecayCorrection = new(0x00541102);
    /// <summary>Frame Reference Time (0054,1300) DS.</summary>
    public static readonly DicomTag FrameReferenceTime = new(0x00541300);
    /// <summary>Primary Prompts Counts Accumulated (0054,1310) IS.</summary>
    public static readonly DicomTag PrimaryPromptsCountsAccumulated = new(0x00541310);
    /// <summary>Slice Sensitivity Factor (0054,1320) DS.</summary>
    public static readonly DicomTag SliceSensitivityFactor = new(0x00541320);
    /// <summary>Decay Factor (0054,1321) DS.</summary>
    public static readonly DicomTag DecayFactor = new(0x00541321);
    /// <summary>Dose Calibration Factor (0054,1322) DS.</summary>
    public static readonly DicomTag DoseCalibrationFactor = new(0x00541322);
    /// <summary>Scatter Fraction Factor (0054,1323) DS.</summary>
    public static readonly DicomTag ScatterFractionFactor = new(0x00541323);
    /// <summary>Dead Time Factor (0054,1324) DS.</summary>
    public static readonly DicomTag DeadTimeFactor = new(0x00541324);
    /// <summary>Image Index (0054,1330) US.</summary>
    public static readonly DicomTag ImageIndex = new(0x00541330);
}
