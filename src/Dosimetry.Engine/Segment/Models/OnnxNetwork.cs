using System.Runtime.InteropServices;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Models;

/// <summary>One network in ONNX Runtime on the CPU: one float input (1 × channels × patch), one float output (1 × classes × patch).</summary>
public sealed unsafe class OnnxNetwork : IPatchNetwork, IDisposable
{
    private const int Float = 1, CpuArena = 1;
    private readonly nint session, memory;
    private readonly byte[] input, output;
    private bool disposed;

    /// <summary>Loads a network.</summary>
    /// <param name="model">Bytes of the ONNX file.</param>
    /// <exception cref="RefusedException"><c>MODEL.NO_RUNTIME</c>, <c>MODEL.RUNTIME</c>.</exception>
    public OnnxNetwork(byte[] model)
    {
        if (OnnxRuntime.Missing is { } reason) throw new RefusedException("MODEL.NO_RUNTIME", reason);
        nint options, made, info;
        OnnxRuntime.Check(((delegate* unmanaged<nint*, nint>)OnnxRuntime.Slot(OnnxRuntime.CreateSessionOptions))(&options));
        try
        {
            fixed (byte* data = model)
                OnnxRuntime.Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)OnnxRuntime.Slot(OnnxRuntime.CreateSessionFromArray))(
                    OnnxRuntime.Environment, data, (nuint)model.Length, options, &made));
        }
        finally { ((delegate* unmanaged<nint, void>)OnnxRuntime.Slot(OnnxRuntime.ReleaseSessionOptions))(options); }
        session = made;
        OnnxRuntime.Check(((delegate* unmanaged<int, int, nint*, nint>)OnnxRuntime.Slot(OnnxRuntime.CreateCpuMemoryInfo))(CpuArena, 0, &info));
        memory = info;
        (input, output) = (NameOf(OnnxRuntime.InputName), NameOf(OnnxRuntime.OutputName));
    }

    /// <summary>Why networks cannot run on this machine; null where they can.</summary>
    public static string? Unavailable => OnnxRuntime.Missing;

    /// <inheritdoc/>
    public float[] Run(float[] values, int channels, int[] patch)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        long* shape = stackalloc long[] { 1, channels, patch[0], patch[1], patch[2] };
        nint tensor = 0, result = 0;
        fixed (float* data = values)
        fixed (byte* inputName = input, outputName = output)
        {
            try
            {
                OnnxRuntime.Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)OnnxRuntime.Slot(OnnxRuntime.CreateTensorWithData))(
                    memory, data, (nuint)values.Length * sizeof(float), shape, 5, Float, &tensor));
                OnnxRuntime.Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)OnnxRuntime.Slot(OnnxRuntime.Run))(
                    session, 0, &inputName, &tensor, 1, &outputName, 1, &result));
                return Values(result);
            }
            finally
            {
                if (tensor != 0) ((delegate* unmanaged<nint, void>)OnnxRuntime.Slot(OnnxRuntime.ReleaseValue))(tensor);
                if (result != 0) ((delegate* unmanaged<nint, void>)OnnxRuntime.Slot(OnnxRuntime.ReleaseValue))(result);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        ((delegate* unmanaged<nint, void>)OnnxRuntime.Slot(OnnxRuntime.ReleaseSession))(session);
        ((delegate* unmanaged<nint, void>)OnnxRuntime.Slot(OnnxRuntime.ReleaseMemoryInfo))(memory);
    }

    private static float[] Values(nint tensor)
    {
        nint info;
        int type;
        nuint rank;
        void* raw;
        OnnxRuntime.Check(((delegate* unmanaged<nint, nint*, nint>)OnnxRuntime.Slot(OnnxRuntime.TensorTypeAndShape))(tensor, &info));
        try
        {
            OnnxRuntime.Check(((delegate* unmanaged<nint, int*, nint>)OnnxRuntime.Slot(OnnxRuntime.ElementType))(info, &type));
            if (type != Float) throw new RefusedException("MODEL.OUTPUT", $"The network's output has element type {type}; export it with float32.");
            OnnxRuntime.Check(((delegate* unmanaged<nint, nuint*, nint>)OnnxRuntime.Slot(OnnxRuntime.DimensionsCount))(info, &rank));
            long[] shape = new long[(int)rank];
            fixed (long* p = shape) OnnxRuntime.Check(((delegate* unmanaged<nint, long*, nuint, nint>)OnnxRuntime.Slot(OnnxRuntime.Dimensions))(info, p, rank));
            OnnxRuntime.Check(((delegate* unmanaged<nint, void**, nint>)OnnxRuntime.Slot(OnnxRuntime.TensorMutableData))(tensor, &raw));
            return new ReadOnlySpan<float>(raw, checked((int)shape.Aggregate(1L, (a, b) => a * b))).ToArray();
        }
        finally { ((delegate* unmanaged<nint, void>)OnnxRuntime.Slot(OnnxRuntime.ReleaseTensorTypeAndShape))(info); }
    }

    private byte[] NameOf(int slot)
    {
        nint allocator, name;
        OnnxRuntime.Check(((delegate* unmanaged<nint*, nint>)OnnxRuntime.Slot(OnnxRuntime.DefaultAllocator))(&allocator));
        OnnxRuntime.Check(((delegate* unmanaged<nint, nuint, nint, nint*, nint>)OnnxRuntime.Slot(slot))(session, 0, allocator, &name));
        string text = Marshal.PtrToStringUTF8(name) ?? "";
        OnnxRuntime.Check(((delegate* unmanaged<nint, nint, nint>)OnnxRuntime.Slot(OnnxRuntime.AllocatorFree))(allocator, name));
        return [.. System.Text.Encoding.UTF8.GetBytes(text), 0];
    }
}
