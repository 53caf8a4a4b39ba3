namespace Dosimetry.Dicom;

/// <summary>
/// Value representation (PS3.5 6.2). The number of each member is its two letters, so that two bytes of a file cast to it.
/// </summary>
public enum DicomVr : ushort
{
    /// <summary>Application entity: text of at most 16 characters.</summary>
    AE = 'A' << 8 | 'E',
    /// <summary>Age, as 042Y.</summary>
    AS = 'A' << 8 | 'S',
    /// <summary>Tag as a value.</summary>
    AT = 'A' << 8 | 'T',
    /// <summary>Code string: capitals, digits, underscore; at most 16.</summary>
    CS = 'C' << 8 | 'S',
    /// <summary>Date, YYYYMMDD.</summary>
    DA = 'D' << 8 | 'A',
    /// <summary>Decimal number as text of at most 16 characters.</summary>
    DS = 'D' << 8 | 'S',
    /// <summary>Date and time.</summary>
    DT = 'D' << 8 | 'T',
    /// <summary>64-bit floating point.</summary>
    FD = 'F' << 8 | 'D',
    /// <summary>32-bit floating point.</summary>
    FL = 'F' << 8 | 'L',
    /// <summary>Integer as text.</summary>
    IS = 'I' << 8 | 'S',
    /// <summary>Text of at most 64 characters.</summary>
    LO = 'L' << 8 | 'O',
    /// <summary>Text of at most 10240 characters.</summary>
    LT = 'L' << 8 | 'T',
    /// <summary>Bytes.</summary>
    OB = 'O' << 8 | 'B',
    /// <summary>Array of 64-bit floating point.</summary>
    OD = 'O' << 8 | 'D',
    /// <summary>Array of 32-bit floating point.</summary>
    OF = 'O' << 8 | 'F',
    /// <summary>Array of 32-bit words.</summary>
    OL = 'O' << 8 | 'L',
    /// <summary>Array of 64-bit words.</summary>
    OV = 'O' << 8 | 'V',
    /// <summary>Array of 16-bit words.</summary>
    OW = 'O' << 8 | 'W',
    /// <summary>Person name.</summary>
    PN = 'P' << 8 | 'N',
    /// <summary>Text of at most 16 characters.</summary>
    SH = 'S' << 8 | 'H',
    /// <summary>Signed 32-bit integer.</summary>
    SL = 'S' << 8 | 'L',
    /// <summary>Sequence of data sets.</summary>
    SQ = 'S' << 8 | 'Q',
    /// <summary>Signed 16-bit integer.</summary>
    SS = 'S' << 8 | 'S',
    /// <summary>Text of at most 1024 characters.</summary>
    ST = 'S' << 8 | 'T',
    /// <summary>Signed 64-bit integer.</summary>
    SV = 'S' << 8 | 'V',
    /// <summary>Time of day, HHMMSS.FFFFFF.</summary>
    TM = 'T' << 8 | 'M',
    /// <summary>Text without limit, several values.</summary>
    UC = 'U' << 8 | 'C',
    /// <summary>Unique identifier.</summary>
    UI = 'U' << 8 | 'I',
    /// <summary>Unsigned 32-bit integer.</summary>
    UL = 'U' << 8 | 'L',
    /// <summary>Unknown.</summary>
    UN = 'U' << 8 | 'N',
    /// <summary>Address (URI).</summary>
    UR = 'U' << 8 | 'R',
    /// <summary>Unsigned 16-bit integer.</summary>
    US = 'U' << 8 | 'S',
    /// <summary>Text without limit, one value.</summary>
    UT = 'U' << 8 | 'T',
    /// <summary>Unsigned 64-bit integer.</summary>
    UV = 'U' << 8 | 'V',
}
