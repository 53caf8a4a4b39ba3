namespace Dosimetry.Engine.Compute;

/// <summary>Which device the user asked for.</summary>
public enum DeviceChoice
{
    /// <summary>The GPU where there is one, else the CPU with the reason.</summary>
    Auto,
    /// <summary>The CPU.</summary>
    Cpu,
    /// <summary>The GPU, or nothing.</summary>
    Gpu,
}

/// <summary>Opens the device that a computation runs on.</summary>
public static class Devices
{
    /// <summary>Opens a device; the caller disposes it. <paramref name="threads"/>: CPU threads, 0 = all cores.</summary>
    /// <exception cref="Foundation.RefusedException">A GPU was demanded and there is none.</exception>
    public static IVoxelDevice Open(DeviceChoice choice, int threads = 0)
    {
        if (choice == DeviceChoice.Cpu) return new CpuDevice(threads);
        IVoxelDevice? gpu = OpenGpu(out string reason);
        if (gpu is not null) return gpu;
        if (choice == DeviceChoice.Auto) return new CpuDevice(threads, reason);
        throw new Foundation.RefusedException("COMPUTE.NO_GPU", $"A GPU was asked for. {reason} Use --device auto or cpu.");
    }

#if ILGPU
    private static IVoxelDevice? OpenGpu(out string reason) => Gpu.Gpus.Best(out reason);
#else
    private static IVoxelDevice? OpenGpu(out string reason)
    {
        reason = "No GPU path in this build: the ILGPU package was not found when it was built.";
        return null;
    }
#endif
}
