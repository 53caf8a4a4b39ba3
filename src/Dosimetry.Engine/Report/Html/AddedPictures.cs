using System.Globalization;

namespace Dosimetry.Engine.Report.Html;

/// <summary>A picture that a person added behind a report.</summary>
public sealed record AddedPicture(byte[] Png, string Caption, string By, DateTimeOffset At);

/// <summary>The section behind a report that holds pictures people added from the viewer.</summary>
public static class AddedPictures
{
    /// <summary>The section as markup; captions and names are text, whatever they hold.</summary>
    public static string Section(IReadOnlyList<AddedPicture> pictures) => Markup.Of(
        $"""<section class="added-pictures"><h2>Pictures added by hand</h2><p>Added after the report was sealed; no figure depends on them.</p>{Markup.Join(pictures.Select(Figure))}</section>""").Text;

    private static Markup Figure(AddedPicture p)
    {
        string source = "data:image/png;base64," + Convert.ToBase64String(p.Png), when = p.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
        string alternative = p.Caption.Length > 0 ? p.Caption : "picture of the viewer";
        return Markup.Of($"""<figure style="break-inside:avoid;margin:1em 0"><img src="{source}" alt="{alternative}" style="max-width:100%"><figcaption>{p.Caption} ({p.By}, {when})</figcaption></figure>""");
    }
}
