using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Uploads;

/// <summary>
/// Quarantine folder of one upload: <c>upload.json</c>, and per file <c>file-NNNNNN.bin</c> with <c>file-NNNNNN.json</c>. All names are ours. The JSON is written last:
/// where it exists, its file is whole.
/// </summary>
internal sealed class UploadFolder(string path)
{
    private const int BufferBytes = 128 * 1024;

    public string Path { get; } = path;
    private string Ticket => System.IO.Path.Combine(Path, "upload.json");
    private string OutcomeFile => System.IO.Path.Combine(Path, "outcome.json");

    public void Create(Upload upload)
    {
        DataRoot.CreateFolder(Path);
        Durable.WriteJson(Ticket, upload);
    }

    public Upload? Read() => Durable.ReadJson<Upload>(Ticket);
    public UploadOutcome? Outcome() => Durable.ReadJson<UploadOutcome>(OutcomeFile);
    public void Finish(UploadOutcome outcome) => Durable.WriteJson(OutcomeFile, outcome);
    public UploadedFile? File(int number) => Durable.ReadJson<UploadedFile>(Meta(number));
    public string Bytes(int number) => Name(number, "bin");

    /// <summary>Takes a file out again, its description first.</summary>
    public void Forget(int number)
    {
        System.IO.File.Delete(Meta(number));
        System.IO.File.Delete(Bytes(number));
    }

    public IReadOnlyList<UploadedFile> Files() =>
        [.. Directory.EnumerateFiles(Path, "file-*.json").Select(f => Durable.ReadJson<UploadedFile>(f)!).OrderBy(f => f.Number)];

    /// <summary>Removes the folder. The ticket goes first: from then on nobody can add to it.</summary>
    public void Discard()
    {
        System.IO.File.Delete(Ticket);
        Directory.Delete(Path, recursive: true);
    }

    /// <summary>Streams a body to disk and counts while it comes: a declared length is never trusted.</summary>
    public async Task<UploadedFile> ReceiveAsync(int number, string displayName, Stream body, long mostBytes, Action<long> requireSpace, CancellationToken cancel)
    {
        string temporary = System.IO.Path.Combine(Path, $"{Guid.NewGuid():n}.part");
        try
        {
            (string sha256, long bytes) = await CopyAsync(body, temporary, mostBytes, requireSpace, cancel);
            UploadedFile file = new(number, displayName, sha256, bytes);
            Durable.Rename(temporary, Bytes(number));
            Durable.WriteJson(Meta(number), file);
            return file;
        }
        finally
        {
            System.IO.File.Delete(temporary);
        }
    }

    private static async Task<(string Sha256, long Bytes)> CopyAsync(
        Stream body, string target, long mostBytes, Action<long> requireSpace, CancellationToken cancel)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        long total = 0;
        try
        {
            await using FileStream file = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
            {
                total += read;
                if (total > mostBytes) throw TooLarge(mostBytes);
                requireSpace(read);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            file.Flush(flushToDisk: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), total);
    }

    private static RefusedException TooLarge(long mostBytes) => new("UPLOAD.TOO_LARGE",
        $"The upload is larger than the {mostBytes >> 20} MiB that are left for it. Upload the study in parts.");

    private string Meta(int number) => Name(number, "json");

    private string Name(int number, string extension) =>
        System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"file-{number:D6}.{extension}"));
}
