using static Dosimetry.Dicom.DicomVr;

namespace Dosimetry.Dicom;

internal static class DicomVrExtensions
{
    /// <summary>VRs whose explicit header has two reserved bytes and a 32-bit length.</summary>
    public static bool HasLongHeader(this DicomVr vr) => vr is OB or OD or OF or OL or OV or OW or SQ or SV or UC or UN or UR or UT or UV;

    public static bool IsKnown(this DicomVr vr) => Enum.IsDefined(vr);

    /// <summary>Bytes per number, which is the unit of byte swapping; 1 for text and bytes.</summary>
    public static int WordSize(this DicomVr vr) => vr switch
    {
        US or SS or OW or AT => 2,
        UL or SL or FL or OF or OL => 4,
        FD or OD or SV or UV or OV => 8,
        _ => 1,
    };

    /// <summary>Text whose repertoire follows Specific Character Set; other text is ASCII.</summary>
    public static bool UsesCharacterSet(this DicomVr vr) => vr is SH or LO or ST or LT or UT or UC or PN or UN;

    /// <summary>Text in which a backslash is an ordinary character.</summary>
    public static bool IsSingleText(this DicomVr vr) => vr is ST or LT or UT or UR;

    /// <summary>The byte that makes an odd length even.</summary>
    public static byte Padding(this DicomVr vr) => vr is UI || vr.WordSize() > 1 || vr is OB or UN ? (byte)0 : (byte)' ';
}
