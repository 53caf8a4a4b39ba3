namespace Dosimetry.Engine.Compute;

/// <summary>
/// The host side of every voxel computation, written once for all executors: an executor supplies buffers, their views and a launch.
/// </summary>
public abstract class VoxelDevice<TF, TI, TT> : IVoxelDevice, IKernelHost<TF, TI, TT>
    where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
{
    /// <inheritdoc/>
    public abstract string Name { get; }
    /// <inheritdoc/>
    public virtual string? Reason => null;

    /// <summary>Device memory with these floats.</summary>
    protected abstract IBuffer<float, TF> Floats(float[] data);
    /// <summary>Device memory with these integers.</summary>
    protected abstract IBuffer<int, TI> Ints(int[] data);
    /// <summary>A tally of zeros.</summary>
    protected abstract IBuffer<long, TT> Tally(int n);
    /// <summary>Runs <paramref name="kernel"/> for every index below <paramref name="n"/> and waits for the end.</summary>
    protected abstract void Launch<TK>(int n, TK kernel) where TK : struct, IKernel;

    /// <inheritdoc/>
    public virtual float[] Convolve(float[] source, VoxelCounts counts, ConvolutionKernel kernel, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        using var from = Floats(source);
        using var weights = Floats(kernel.Weights);
        using var to = Floats(new float[counts.Total]);
        Launch(counts.Total, new ConvolveKernel<TF>
        {
            Source = from.View, Weights = weights.View, Result = to.View,
            Nx = counts.X, Ny = counts.Y, Nz = counts.Z, Rx = kernel.Rx, Ry = kernel.Ry, Rz = kernel.Rz,
        });
        cancel.ThrowIfCancellationRequested();
        return to.ToArray();
    }

    /// <inheritdoc/>
    public TResult Run<TResult>(IVoxelProgram<TResult> program) => program.Run(this);

    IBuffer<float, TF> IKernelHost<TF, TI, TT>.Floats(float[] data) => Floats(data);
    IBuffer<int, TI> IKernelHost<TF, TI, TT>.Ints(int[] data) => Ints(data);
    IBuffer<long, TT> IKernelHost<TF, TI, TT>.Tally(int n) => Tally(n);
    void IKernelHost<TF, TI, TT>.Launch<TK>(int n, TK kernel) => Launch(n, kernel);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
