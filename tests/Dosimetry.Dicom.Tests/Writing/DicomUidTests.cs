using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Tests.Writing;

public sealed class DicomUidTests
{
    [Fact]
    public void The_same_parts_give_the_same_UID_and_it_is_valid() => Prop.ForAll<NonNull<string>, NonNull<string>>((a, b) =>
        DicomUid.From(a.Get, b.Get) == DicomUid.From(a.Get, b.Get)
            && DicomUid.IsValid(DicomUid.From(a.Get, b.Get))).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_are_kept_apart()
    {
        Assert.NotEqual(DicomUid.From("a", "bc"), DicomUid.From("ab", "c"));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(i => DicomUid.From("seed", i.ToString())).Distinct().Count());
    }

    [Theory]
    [InlineData("1.2.03", false), InlineData("1..2", false), InlineData("1.2.0", true), InlineData("", false), InlineData(null, false),
     InlineData("1.2.840.10008.1.2", true)]
    public void UIDs_are_told_from_what_is_none(string? text, bool valid) => Assert.Equal(valid, DicomUid.IsValid(text));
}
