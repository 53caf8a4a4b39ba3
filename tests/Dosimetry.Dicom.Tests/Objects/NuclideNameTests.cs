using Dosimetry.Dicom.Objects;

namespace Dosimetry.Dicom.Tests.Objects;

public sealed class NuclideNameTests
{
    [Theory]
    [InlineData("^177^Lutetium", "Lu-177"), InlineData("177-Lutetium", "Lu-177"), InlineData("Lutetium 177", "Lu-177"),
     InlineData("177Lu-PSMA-617", "Lu-177"),
     InlineData("PSMA-617 177Lu", "Lu-177"), InlineData("lutetium (177Lu) vipivotide tetraxetan", "Lu-177"),
     InlineData("^68^Gallium", "Ga-68"), InlineData("Ga68-PSMA", "Ga-68"),
     InlineData("18F", "F-18"), InlineData("F-18 DCFPyL", "F-18"), InlineData("Tc-99m", "Tc-99m"), InlineData("99mTc MDP", "Tc-99m"),
     InlineData("I-131", "I-131"),
     InlineData("^225^Actinium", "Ac-225"), InlineData("Unknown", null), InlineData("PSMA-617", null), InlineData("", null),
     InlineData(null, null)]
    public void Spellings_of_real_files(string? text, string? expected) => Assert.Equal(expected, NuclideName.Parse(text));
}
