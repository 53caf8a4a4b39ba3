namespace Dosimetry.Engine.Compute;

/// <summary>A place where kernels run: the CPU executor always, a GPU where ILGPU and a device are there.</summary>
public interface IVoxelDevice : IDisposable
{
    /// <summary>Name shown to the user, e.g. "CPU x2".</summary>
    string Name { get; }
    /// <summary>Why this device and no faster one; null when there is nothing to say.</summary>
    string? Reason { get; }

    /// <summary>Convolution with zeros outside the image; same size as <paramref name="source"/> (x fastest).</summary>
    /// <exception cref="OperationCanceledException">Cancelled; no result exists.</exception>
    float[] Convolve(float[] source, VoxelCounts counts, ConvolutionKernel kernel, CancellationToken cancel = default);

    /// <summary>Runs a stage's own kernels here.</summary>
    TResult Run<TResult>(IVoxelProgram<TResult> program);
}
