namespace Dosimetry.Dicom.Tests;

public sealed class DicomDateTimeTests
{
    [Theory]
    [InlineData("20260310", 2026, 3, 10), InlineData("1993.11.24", 1993, 11, 24), InlineData(" 20240229 ", 2024, 2, 29)]
    public void Dates_are_read_in_the_new_and_the_old_form(string text, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), DicomDateTime.ParseDate(text));

    [Theory]
    [InlineData("09:53:00", "09:53:00"), InlineData("0953", "09:53:00"), InlineData("09", "09:00:00"), InlineData("235960", "23:59:59"),
     InlineData("101530.25", "10:15:30.2500000"), InlineData("101530.1234567", "10:15:30.1234567")]
    public void Times_are_read_in_every_length(string text, string expected) =>
        Assert.Equal(TimeOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), DicomDateTime.ParseTime(text));

    [Theory]
    [InlineData("20230229"), InlineData("2026"), InlineData("yesterday"), InlineData("")]
    public void What_is_no_date_gives_null(string text) => Assert.Null(DicomDateTime.ParseDate(text));

    [Theory]
    [InlineData("25"), InlineData("1260"), InlineData("10153"), InlineData("-1"), InlineData("10.15.30"), InlineData("²²")]
    public void What_is_no_time_gives_null(string text) => Assert.Null(DicomDateTime.ParseTime(text));

    [Fact]
    public void A_moment_keeps_its_clock_and_its_offset()
    {
        Assert.Equal(new(new DateTime(2026, 3, 9, 10, 15, 30), null), DicomDateTime.Parse("20260309101530.00"));
        Assert.Equal(new(new DateTime(2026, 3, 9, 10, 15, 30), TimeSpan.FromHours(-5)), DicomDateTime.Parse("20260309101530-0500"));
        Assert.Equal(new(new DateTime(2026, 3, 9), null), DicomDateTime.Parse("20260309"));
        Assert.Null(DicomDateTime.Parse("202603"));
    }
}
