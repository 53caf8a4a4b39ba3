using System.Security.Cryptography;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Pictures;

/// <summary>A picture of the viewer in the report of a case.</summary>
public sealed record CasePicture
{
    /// <summary>ULID.</summary>
    public string Id { get; init; } = "";
    /// <summary>Hash of the PNG.</summary>
    public string Sha256 { get; init; } = "";
    /// <summary>What it shows, in the person's words. Encode it wherever it is shown.</summary>
    public string Caption { get; init; } = "";
    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>By whom.</summary>
    public string CreatedBy { get; init; } = "";
}

/// <summary>Pictures that people put into the report. They stand behind it and change no figure of it.</summary>
public sealed class CasePictures(Database database, AuditTrail audit, DataRoot root, TimeProvider time)
{
    /// <summary>Largest picture.</summary>
    public const int Most_bytes = 8 << 20;

    private const int MostPictures = 40, LongestCaption = 300;
    private static readonly byte[] Png = [137, 80, 78, 71, 13, 10, 26, 10];

    /// <summary>Pictures of a case, oldest first.</summary>
    public IReadOnlyList<CasePicture> List(string caseId) => database.Read(scope => scope.Rows<CasePicture>(
        "select id, sha256, caption, created_at, created_by from case_picture where case_id = @caseId order by id", new { caseId }));

    /// <summary>The PNG of a picture, checked against its hash.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED.</exception>
    public byte[] Read(string caseId, CasePicture picture) => FileVault.Read(root.CasePictures(caseId), picture.Sha256);

    /// <summary>Adds a picture.</summary>
    /// <exception cref="RefusedException">PICTURE.NOT_PNG, PICTURE.TOO_MANY, PICTURE.CAPTION, CASE.UNKNOWN, CASE.ARCHIVED.</exception>
    public CasePicture Add(Actor actor, string caseId, byte[] png, string caption)
    {
        caption = caption.Trim();
        if (png.Length > Most_bytes || !png.AsSpan().StartsWith(Png)) throw new RefusedException("PICTURE.NOT_PNG", "This is no PNG picture of at most 8 MiB.");
        if (caption.Length > LongestCaption || caption.Any(char.IsControl)) throw new RefusedException("PICTURE.CAPTION", $"A caption has at most {LongestCaption} visible characters.");
        CasePicture picture = new() { Id = Ulid.New(time.GetUtcNow()), Sha256 = Keep(caseId, png), Caption = caption, CreatedAt = time.GetUtcNow(), CreatedBy = actor.Name };
        database.Write(scope =>
        {
            CaseCatalogue.RequireOpen(scope, caseId);
            if (scope.Value<long>("select count(*) from case_picture where case_id = @caseId", new { caseId }) >= MostPictures)
                throw new RefusedException("PICTURE.TOO_MANY", $"The report holds {MostPictures} pictures already: take one out first.");
            scope.Do("insert into case_picture (case_id, id, sha256, caption, created_at, created_by) values (@caseId, @Id, @Sha256, @Caption, @CreatedAt, @CreatedBy)",
                new { caseId, picture.Id, picture.Sha256, picture.Caption, picture.CreatedAt, picture.CreatedBy });
            audit.Append(scope, actor, "picture.add", "case", caseId, picture.Id);
        });
        return picture;
    }

    /// <summary>Takes a picture out of the report; its bytes stay in the record.</summary>
    public void Remove(Actor actor, string caseId, string id) => database.Write(scope =>
    {
        CaseCatalogue.RequireOpen(scope, caseId);
        if (scope.Do("delete from case_picture where case_id = @caseId and id = @id", new { caseId, id }) == 1) audit.Append(scope, actor, "picture.remove", "case", caseId, id);
    });

    private string Keep(string caseId, byte[] png)
    {
        root.RequireSpace(png.Length);
        string folder = root.CasePictures(caseId), made = Path.Combine(folder, $"{Guid.NewGuid():n}.png");
        DataRoot.CreateFolder(folder);
        File.WriteAllBytes(made, png);
        Durable.FlushFile(made);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(png));
        FileVault.Take([(made, sha256)], folder);
        return sha256;
    }
}
