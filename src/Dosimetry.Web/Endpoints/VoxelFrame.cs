using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Web.Endpoints;

/// <summary>
/// Voxels with their description in one body: gzip of [length of the JSON, int32 little endian][JSON][bytes]. What scripts and endpoints of the region
/// editor exchange; nothing is taken beyond the stated bounds, however well it was compressed.
/// </summary>
internal static class VoxelFrame
{
    private const int MostJson_bytes = 1 << 20;

    /// <summary>Reads a frame with at most <paramref name="mostVoxels"/> bytes of voxels.</summary>
    /// <exception cref="RefusedException">EDIT.BAD_FRAME.</exception>
    public static async Task<(T Said, byte[] Voxels)> ReadAsync<T>(Stream body, int mostVoxels, CancellationToken cancel) where T : class
    {
        try
        {
            await using GZipStream stream = new(body, CompressionMode.Decompress);
            byte[] length = await TakeAsync(stream, sizeof(int), cancel);
            int json = BinaryPrimitives.ReadInt32LittleEndian(length);
            if (json is <= 0 or > MostJson_bytes) throw Bad();
            T said = JsonSerializer.Deserialize<T>(await TakeAsync(stream, json, cancel), EngineJson.Options) ?? throw Bad();
            return (said, await RestAsync(stream, mostVoxels, cancel));
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException) { throw Bad(); }
    }

    /// <summary>A frame as an answer.</summary>
    public static async Task WriteAsync<T>(HttpResponse response, T said, ReadOnlyMemory<byte> voxels, CancellationToken cancel)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(said, EngineJson.Options), length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        response.ContentType = "application/gzip";
        await using GZipStream stream = new(response.Body, CompressionLevel.Fastest);
        await stream.WriteAsync(length, cancel);
        await stream.WriteAsync(json, cancel);
        await stream.WriteAsync(voxels, cancel);
    }

    private static async Task<byte[]> TakeAsync(Stream stream, int count, CancellationToken cancel)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    private static async Task<byte[]> RestAsync(Stream stream, int most, CancellationToken cancel)
    {
        using MemoryStream rest = new();
        byte[] buffer = new byte[81920];
        for (int got; (got = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            if (rest.Length + got > most) throw Bad();
            rest.Write(buffer, 0, got);
        }
        return rest.ToArray();
    }

    private static RefusedException Bad() => new("EDIT.BAD_FRAME", "The page sent voxels that cannot be read. Reload it and try again.");
}
