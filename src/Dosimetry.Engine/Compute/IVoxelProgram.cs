namespace Dosimetry.Engine.Compute;

/// <summary>What a computation may ask of the executor it runs on: memory, tallies and launches, with the executor's own views.</summary>
public interface IKernelHost<TF, TI, TT>
    where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
{
    /// <summary>Device memory with these floats.</summary>
    IBuffer<float, TF> Floats(float[] data);
    /// <summary>Device memory with these integers.</summary>
    IBuffer<int, TI> Ints(int[] data);
    /// <summary>A tally of <paramref name="n"/> zeros.</summary>
    IBuffer<long, TT> Tally(int n);
    /// <summary>Runs <paramref name="kernel"/> for every index below <paramref name="n"/> and waits for the end.</summary>
    void Launch<TK>(int n, TK kernel) where TK : struct, IKernel;
}

/// <summary>A computation of kernels that belongs to a stage, written once for all executors: the device hands in its views.</summary>
public interface IVoxelProgram<out TResult>
{
    /// <summary>Runs on <paramref name="host"/>.</summary>
    TResult Run<TF, TI, TT>(IKernelHost<TF, TI, TT> host)
        where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally;
}
