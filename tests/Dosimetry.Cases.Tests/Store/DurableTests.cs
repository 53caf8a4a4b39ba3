using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Store;

public sealed class DurableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-durable-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_document_is_replaced_whole_and_leaves_no_temporary_file()
    {
        string path = Path.Combine(_folder, "a.json");
        Parallel.For(0, 20, i => Durable.WriteJson(path, new Document(i, new string('x', 10_000))));
        Assert.Equal(10_000, Durable.ReadJson<Document>(path)!.Text.Length);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_that_does_not_exist_cannot_be_forced_to_disk() =>
        Assert.Throws<IOException>(() => Durable.FlushFolder(Path.Combine(_folder, "none")));

    [Fact, Trait("REQ", "P4")]
    public void Stored_bytes_are_never_replaced()
    {
        string first = Write("one", "bytes"), second = Write("two", "bytes"), vault = Path.Combine(_folder, "vault");
        string hash = FileVault.Sha256Of(first);
        FileVault.Take([(first, hash)], vault);
        FileVault.Take([(second, hash)], vault);
        Assert.Equal("bytes"u8.ToArray(), FileVault.Read(vault, hash));
        Assert.False(File.Exists(first) || File.Exists(second));
    }

    [Fact, Trait("REQ", "D4")]
    public void A_flipped_byte_is_found_on_reading()
    {
        string source = Write("one", "bytes"), vault = Path.Combine(_folder, "vault"), hash = FileVault.Sha256Of(source);
        FileVault.Take([(source, hash)], vault);
        File.WriteAllText(Path.Combine(vault, hash), "bytez");
        Assert.Equal("STORE.FILE_CHANGED", Assert.Throws<RefusedException>(() => FileVault.Read(vault, hash)).Finding.Code);
        Assert.Equal("STORE.FILE_CHANGED", Assert.Throws<RefusedException>(() => FileVault.Verified(vault, hash)).Finding.Code);
        Assert.Equal("STORE.BAD_ID", Assert.Throws<RefusedException>(() => FileVault.Read(vault, "../record.db")).Finding.Code);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed record Document(int Number, string Text);
}
