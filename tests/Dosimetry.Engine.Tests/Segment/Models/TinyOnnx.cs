namespace Dosimetry.Engine.Tests.Segment.Models;

/// <summary>
/// A network written byte by byte: one 1 × 1 × 1 convolution from one channel to two classes, y₀ = bias, y₁ = x; class 1 wins where x is above the bias.
/// Field numbers: onnx.proto (ModelProto, GraphProto, NodeProto, TensorProto, ValueInfoProto).
/// </summary>
internal static class TinyOnnx
{
    private const int Float = 1;

    public static byte[] Threshold(float bias)
    {
        byte[] graph = [
            .. Message(1, [.. Text(1, "x"), .. Text(1, "w"), .. Text(1, "b"), .. Text(2, "y"), .. Text(4, "Conv")]),
            .. Text(2, "threshold"),
            .. Message(5, Tensor("w", [2, 1, 1, 1, 1], [0, 1])), .. Message(5, Tensor("b", [2], [bias, 0])),
            .. Message(11, Value("x", 1)), .. Message(12, Value("y", 2))];
        return [.. Number(1, 8), .. Message(8, [.. Text(1, ""), .. Number(2, 13)]), .. Message(7, graph)];
    }

    private static byte[] Tensor(string name, long[] dims, float[] values) =>
        [.. dims.SelectMany(d => Number(1, d)), .. Number(2, Float), .. Text(8, name), .. Message(9, [.. values.SelectMany(BitConverter.GetBytes)])];

    /// <summary>A float tensor 1 × channels × free × free × free.</summary>
    private static byte[] Value(string name, long channels)
    {
        byte[] shape = [.. Message(1, Number(1, 1)), .. Message(1, Number(1, channels)), .. Message(1, Text(2, "a")), .. Message(1, Text(2, "b")), .. Message(1, Text(2, "c"))];
        return [.. Text(1, name), .. Message(2, Message(1, [.. Number(1, Float), .. Message(2, shape)]))];
    }

    private static byte[] Number(int field, long value) => [.. Varint((ulong)(field << 3)), .. Varint((ulong)value)];
    private static byte[] Text(int field, string text) => Message(field, System.Text.Encoding.UTF8.GetBytes(text));
    private static byte[] Message(int field, byte[] content) => [.. Varint((ulong)((field << 3) | 2)), .. Varint((ulong)content.Length), .. content];

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
