using System.Net;
using Dosimetry.Engine.Report.Html;

namespace Dosimetry.Engine.Tests.Report.Html;

public class MarkupTests
{
    [Fact]
    public void Any_text_in_a_hole_comes_back_as_the_same_text_and_never_as_markup() => Prop.ForAll<NonNull<string>>(text =>
    {
        string written = Markup.Of($"{text.Get}").Text;
        return !written.Contains('<') && !written.Contains('"') && !written.Contains('\'') && WebUtility.HtmlDecode(written) == text.Get.Replace('\ud800', '\ufffd');
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Markup_in_a_hole_stays_markup() =>
        Assert.Equal("<p><b>a &lt; b</b>3 0.33</p>", Markup.Of($"<p>{Markup.Of($"<b>{"a < b"}</b>")}{3} {1.0 / 3}</p>").Text);
}
