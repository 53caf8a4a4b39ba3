using Dosimetry.Engine.Report.Html;

namespace Dosimetry.Engine.Tests.Report.Html;

public sealed class AddedPicturesTests
{
    [Fact]
    public void A_caption_is_text_and_the_picture_travels_with_the_page()
    {
        string section = AddedPictures.Section([new AddedPicture([1, 2, 3], "<script>alert('x')</script>\" onerror=\"y", "anna", new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))]);
        Assert.DoesNotContain("<script", section, StringComparison.Ordinal);
        Assert.DoesNotContain("\" onerror", section, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,AQID", section, StringComparison.Ordinal);
        Assert.Contains("anna, 2026-03-02 09:00 UTC", section, StringComparison.Ordinal);
    }
}
