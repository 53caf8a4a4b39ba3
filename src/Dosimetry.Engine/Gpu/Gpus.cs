using System.Runtime.InteropServices;
using Dosimetry.Engine.Compute;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Dosimetry.Engine.Gpu;

/// <summary>Finds the GPU of this machine.</summary>
public static class Gpus
{
    /// <summary>The first GPU, or null with the reason. With no GPU, ILGPU lists an implicit CPU device, ten times slower than our own:
    /// never taken.</summary>
    public static IVoxelDevice? Best(out string reason)
    {
        ResolveDrivers.Once();
        Context context = Context.Create(b => b.Cuda().OpenCL().EnableAlgorithms().Optimize(OptimizationLevel.O2));
        Device? device = context.Devices.FirstOrDefault(d => d.AcceleratorType != AcceleratorType.CPU);
        reason = device is null ? "No CUDA or OpenCL device was found on this machine." : "";
        if (device is not null) return new IlgpuDevice(context, device.CreateAccelerator(context));
        context.Dispose();
        return null;
    }

    /// <summary>Some machines have only the versioned driver libraries; a resolver may be set once a process.</summary>
    private static class ResolveDrivers
    {
        static ResolveDrivers() => NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, (name, _, _) =>
            NativeLibrary.TryLoad(name switch { "cuda" => "libcuda.so.1", "OpenCL" => "libOpenCL.so.1", _ => name }, out nint handle) ? handle : 0);

        public static void Once() { }
    }
}
