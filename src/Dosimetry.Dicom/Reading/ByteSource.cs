namespace Dosimetry.Dicom.Reading;

/// <summary>
/// Forward reading with a known end. Over an array values are slices of it; over a stream each value is its own array, so that a file's
/// header can be read without its pixels.
/// </summary>
internal abstract class ByteSource
{
    public abstract long Position { get; }
    public abstract long Length { get; }
    public long Remaining => Length - Position;

    /// <summary>The next bytes without moving on; fewer than asked for at the end. At most <see cref="MaxPeek"/>.</summary>
    public abstract ReadOnlySpan<byte> Peek(int count);

    /// <summary>Takes bytes that are known to remain.</summary>
    public abstract ReadOnlyMemory<byte> Take(int count);

    public abstract void Skip(long count);

    public const int MaxPeek = 4096;

    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemorySource(bytes);
    public static ByteSource Of(Stream seekable) => new StreamSource(seekable);

    private sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
    {
        private int _position;
        public override long Position => _position;
        public override long Length => bytes.Length;
        public override ReadOnlySpan<byte> Peek(int count) => bytes.Span.Slice(_position, (int)Math.Min(count, Remaining));
        public override ReadOnlyMemory<byte> Take(int count)
        {
            ReadOnlyMemory<byte> taken = bytes.Slice(_position, count);
            _position += count;
            return taken;
        }
        public override void Skip(long count) => _position = checked((int)(_position + count));
    }

    private sealed class StreamSource(Stream stream) : ByteSource
    {
        private readonly byte[] _window = new byte[16384];
        private int _begin, _end;
        private long _windowEnd = stream.Position;

        public override long Position => _windowEnd - (_end - _begin);
        public override long Length { get; } = stream.Length;

        public override ReadOnlySpan<byte> Peek(int count)
        {
            if (_end - _begin < count) Refill(count);
            return _window.AsSpan(_begin, Math.Min(count, _end - _begin));
        }

        public override ReadOnlyMemory<byte> Take(int count)
        {
            byte[] value = new byte[count];
            int buffered = Math.Min(count, _end - _begin);
            _window.AsSpan(_begin, buffered).CopyTo(value);
            _begin += buffered;
            int read = stream.ReadAtLeast(value.AsSpan(buffered), count - buffered, throwOnEndOfStream: false);
            _windowEnd += read;
            if (buffered + read < count)
                throw new DicomFormatException($"The file became shorter while it was read, at byte {Position}.") { IsTruncation = true };
            return value;
        }

        public override void Skip(long count)
        {
            int buffered = (int)Math.Min(count, _end - _begin);
            _begin += buffered;
            if (buffered == count) return;
            _windowEnd += count - buffered;
            stream.Position = _windowEnd;
        }

        private void Refill(int count)
        {
            _window.AsSpan(_begin, _end - _begin).CopyTo(_window);
            (_begin, _end) = (0, _end - _begin);
            int read = stream.ReadAtLeast(_window.AsSpan(_end), count - _end, throwOnEndOfStream: false);
            _end += read;
            _windowEnd += read;
        }
    }
}
