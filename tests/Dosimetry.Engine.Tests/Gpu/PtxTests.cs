#if ILGPU
using System.Reflection;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Gpu;
using Dosimetry.Engine.Tests.Compute;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace Dosimetry.Engine.Tests.Gpu;

/// <summary>Every kernel of the engine as PTX for two generations of GPUs, as ILGPU's compiler makes it; no GPU is needed for that.</summary>
public sealed class PtxTests : IDisposable
{
    private readonly Context _context = Context.Create(b => b.CPU().EnableAlgorithms());

    public void Dispose() => _context.Dispose();

    public static TheoryData<string, int> KernelsAndArchitectures
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (Type kernel in KernelRules.Kernels(typeof(IKernel).Assembly))
                foreach (int major in new[] { 8, 9 }) all.Add(kernel.Name, major);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(KernelsAndArchitectures))]
    public void Every_kernel_compiles_to_PTX(string kernel, int major)
    {
        Type open = KernelRules.Kernels(typeof(IKernel).Assembly).Single(k => k.Name == kernel);
        Type closed = open.MakeGenericType([.. open.GetGenericArguments().Select(OnDevice)]);
        MethodInfo entry = typeof(IlgpuDevice).GetMethod("Entry", BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(closed);
        using var backend = new PTXBackend(_context, new CudaArchitecture(major, 0), CudaInstructionSet.ISA_80, null!);
        string ptx = ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromImplicitlyGroupedKernel(entry), default)).PTXAssembly;
        Assert.Contains(".entry", ptx);
        if (open.GetGenericArguments().Any(a => OnDevice(a) == typeof(DeviceTally))) Assert.Contains("u64", ptx); // 64-bit additions, in the memory itself
    }

    [Fact]
    public void Without_a_GPU_no_slow_stand_in_is_taken_silently()
    {
        using IVoxelDevice? device = Gpus.Best(out string reason);
        if (device is null) Assert.Contains("No CUDA or OpenCL device", reason);
        else Assert.DoesNotContain("CPU", device.Name);
    }

    private static Type OnDevice(Type argument)
    {
        Type[] constraints = argument.GetGenericParameterConstraints();
        return constraints.Contains(typeof(ITally)) ? typeof(DeviceTally)
            : constraints.Contains(typeof(IView<int>)) ? typeof(DeviceView<int>) : typeof(DeviceView<float>);
    }
}
#else
namespace Dosimetry.Engine.Tests.Gpu;

/// <summary>Stands for the tests of the GPU path where the engine is built without it.</summary>
public class PtxTests
{
    [Fact]
    public void Every_kernel_compiles_to_PTX() =>
        ReferenceData.Skipped(nameof(PtxTests), "the engine is built without ILGPU. Build with -p:UseIlgpu=true where the package is to be had.");
}
#endif
