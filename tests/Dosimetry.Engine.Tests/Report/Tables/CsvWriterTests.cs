using Dosimetry.Engine.Report.Tables;

namespace Dosimetry.Engine.Tests.Report.Tables;

public class CsvWriterTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    [InlineData("kidney_left", "kidney_left")]
    [InlineData("a,b", "\"a,b\"")]
    public void Text_cannot_become_a_formula(string text, string cell) => Assert.Equal(cell + "\n", new CsvWriter().Row(text).ToString());

    [Fact]
    public void Numbers_stay_numbers_and_a_failed_one_says_so() =>
        Assert.Equal("-1.5,0.333333333,3,,failed\n", new CsvWriter().Row(-1.5, 1.0 / 3, 3, null, double.NaN).ToString());

    [Fact]
    public void A_comment_stays_on_its_line() => Assert.Equal("# a =1\n", new CsvWriter().Comment("a\n=1").ToString());
}
