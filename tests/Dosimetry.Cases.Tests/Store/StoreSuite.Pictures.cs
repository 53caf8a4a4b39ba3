using Dosimetry.Cases.Pictures;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Store;

public abstract partial class StoreSuite
{
    private static readonly byte[] TinyPng = [137, 80, 78, 71, 13, 10, 26, 10, 1, 2, 3];

    [Fact]
    public void A_picture_is_kept_with_who_and_when_and_goes_when_it_is_taken_out() => With(record =>
    {
        string caseId = record.NewCase();
        CasePictures pictures = record.Workspace.Pictures;
        CasePicture added = pictures.Add(TestRecord.Anna, caseId, TinyPng, " Left <b>kidney</b> ");
        CasePicture listed = Assert.Single(pictures.List(caseId));
        Assert.Equal((added.Id, "Left <b>kidney</b>", "anna", record.Time.GetUtcNow()), (listed.Id, listed.Caption, listed.CreatedBy, listed.CreatedAt));
        Assert.Equal(TinyPng, pictures.Read(caseId, listed));
        pictures.Remove(TestRecord.Ben, caseId, added.Id);
        Assert.Empty(pictures.List(caseId));
        Assert.Equal(["picture.remove", "picture.add"], record.Workspace.Audit.List().Select(e => e.Action).Where(a => a.StartsWith("picture", StringComparison.Ordinal)));
    });

    [Fact]
    public void What_is_no_picture_or_has_no_proper_caption_is_refused() => With(record =>
    {
        string caseId = record.NewCase();
        string Code(byte[] bytes, string caption) => Assert.Throws<RefusedException>(() => record.Workspace.Pictures.Add(TestRecord.Anna, caseId, bytes, caption)).Finding.Code;
        Assert.Equal("PICTURE.NOT_PNG", Code("<svg onload=alert(1)>"u8.ToArray(), ""));
        Assert.Equal("PICTURE.CAPTION", Code(TinyPng, new string('x', 301)));
        Assert.Equal("PICTURE.CAPTION", Code(TinyPng, "a\nb"));
        Assert.Empty(record.Workspace.Pictures.List(caseId));
    });
}
