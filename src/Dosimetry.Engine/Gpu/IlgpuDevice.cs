using Dosimetry.Engine.Compute;
using ILGPU;
using ILGPU.Runtime;

namespace Dosimetry.Engine.Gpu;

/// <summary>Device memory as a kernel sees it.</summary>
public readonly struct DeviceView<T>(ArrayView<T> view) : IView<T> where T : unmanaged
{
    private readonly ArrayView<T> _view = view;
    /// <inheritdoc/>
    public T this[int i] { get => _view[i]; set => _view[i] = value; }
}

/// <summary>A tally in device memory.</summary>
public readonly struct DeviceTally(ArrayView<long> view) : ITally
{
    private readonly ArrayView<long> _view = view;
    /// <inheritdoc/>
    public void Add(int i, long quanta) => Atomic.Add(ref _view[i], quanta);
}

internal sealed class DeviceBuffer<T, TView>(MemoryBuffer1D<T, Stride1D.Dense> buffer, TView view) : IBuffer<T, TView> where T : unmanaged
{
    public TView View => view;
    public T[] ToArray() => buffer.GetAsArray1D();
    public void Dispose() => buffer.Dispose();
}

/// <summary>
/// The GPU executor: views, buffers and launch, nothing else, so that it does not change when kernels are added. A CUDA context belongs to a
/// thread: one launch at a time, bound first.
/// </summary>
public sealed class IlgpuDevice(Context context, Accelerator accelerator) : VoxelDevice<DeviceView<float>, DeviceView<int>, DeviceTally>
{
    private readonly Dictionary<Type, Delegate> _kernels = [];
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public override string Name => $"{accelerator.Name} (ILGPU {accelerator.AcceleratorType})";

    /// <inheritdoc/>
    protected override IBuffer<float, DeviceView<float>> Floats(float[] data)
    {
        MemoryBuffer1D<float, Stride1D.Dense> buffer = accelerator.Allocate1D(data);
        return new DeviceBuffer<float, DeviceView<float>>(buffer, new(buffer.View));
    }

    /// <inheritdoc/>
    protected override IBuffer<int, DeviceView<int>> Ints(int[] data)
    {
        MemoryBuffer1D<int, Stride1D.Dense> buffer = accelerator.Allocate1D(data);
        return new DeviceBuffer<int, DeviceView<int>>(buffer, new(buffer.View));
    }

    /// <inheritdoc/>
    protected override IBuffer<long, DeviceTally> Tally(int n)
    {
        MemoryBuffer1D<long, Stride1D.Dense> buffer = accelerator.Allocate1D<long>(n);
        buffer.MemSetToZero();
        return new DeviceBuffer<long, DeviceTally>(buffer, new(buffer.View));
    }

    /// <inheritdoc/>
    protected override void Launch<TK>(int n, TK kernel)
    {
        lock (_gate)
        {
            accelerator.Bind();
            if (!_kernels.TryGetValue(typeof(TK), out Delegate? loaded))
                _kernels[typeof(TK)] = loaded = accelerator.LoadAutoGroupedStreamKernel<Index1D, TK>(Entry);
            ((Action<Index1D, TK>)loaded)(n, kernel);
            accelerator.Synchronize();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        accelerator.Dispose();
        context.Dispose();
        base.Dispose();
    }

    private static void Entry<TK>(Index1D index, TK kernel) where TK : struct, IKernel => kernel.Run(index);
}
