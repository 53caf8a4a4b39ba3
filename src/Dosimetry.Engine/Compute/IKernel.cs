namespace Dosimetry.Engine.Compute;

/// <summary>Memory as a kernel sees it. Implemented once per executor, always by a struct, so that the JIT and ILGPU both specialise it away.</summary>
public interface IView<T> where T : unmanaged
{
    /// <summary>Element <paramref name="i"/>.</summary>
    T this[int i] { get; set; }
}

/// <summary>A view that many threads may add to at once; integer, so that the sum does not depend on their order.</summary>
public interface ITally
{
    /// <summary>Adds <paramref name="quanta"/> to element <paramref name="i"/>.</summary>
    void Add(int i, long quanta);
}

/// <summary>One thread's work. Kernels are structs of views and scalars; what they may do is written in <c>docs/physics/Compute.md</c> and
/// tested.</summary>
public interface IKernel
{
    /// <summary>Does the work with number <paramref name="index"/>.</summary>
    void Run(int index);
}

/// <summary>Memory of an executor with the view that its kernels use.</summary>
public interface IBuffer<T, out TView> : IDisposable where T : unmanaged
{
    /// <summary>The view to hand to a kernel.</summary>
    TView View { get; }
    /// <summary>The contents, on the host.</summary>
    T[] ToArray();
}
