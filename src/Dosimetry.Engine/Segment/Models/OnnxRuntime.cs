using System.Runtime.InteropServices;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Models;

/// <summary>
/// ONNX Runtime's C library, if the machine has one (1.17 or later): a table of function pointers whose slots never move. Searched
/// beside the program, then by the system's loader (LD_LIBRARY_PATH). Nothing in the product needs it.
/// </summary>
internal static unsafe class OnnxRuntime
{
    internal const int ErrorMessage = 2, CreateEnv = 3, CreateSessionFromArray = 8, Run = 9, CreateSessionOptions = 10, CreateTensorWithData = 49, TensorMutableData = 51,
        ElementType = 60, DimensionsCount = 61, Dimensions = 62, TensorTypeAndShape = 65, CreateCpuMemoryInfo = 69, AllocatorFree = 76, DefaultAllocator = 78,
        InputName = 36, OutputName = 37, ReleaseStatus = 93, ReleaseMemoryInfo = 94, ReleaseSession = 95, ReleaseValue = 96, ReleaseTensorTypeAndShape = 99, ReleaseSessionOptions = 100;
    private const uint ApiVersion = 17;
    private const int LogErrors = 3;
    private static readonly Lazy<(nint Table, nint Environment, string? Missing)> Loaded = new(Open);

    /// <summary>Why there is no runtime, in a sentence; null where there is one.</summary>
    public static string? Missing => Loaded.Value.Missing;

    /// <summary>The environment of the process.</summary>
    public static nint Environment => Loaded.Value.Environment;

    /// <summary>A function of the table.</summary>
    public static nint Slot(int index) => ((nint*)Loaded.Value.Table)[index];

    /// <summary>Refuses a failed call with the library's own words.</summary>
    /// <exception cref="RefusedException"><c>MODEL.RUNTIME</c>.</exception>
    public static void Check(nint status)
    {
        if (status == 0) return;
        string message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)Slot(ErrorMessage))(status)) ?? "no text";
        ((delegate* unmanaged<nint, void>)Slot(ReleaseStatus))(status);
        throw new RefusedException("MODEL.RUNTIME", $"ONNX Runtime: {message}");
    }

    private static (nint, nint, string?) Open()
    {
        if (Library() is not { } library) return (0, 0, "ONNX Runtime is not on this machine. Put libonnxruntime beside the program, or where the system's loader finds it.");
        nint* api = (nint*)((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        nint* table = (nint*)((delegate* unmanaged<uint, nint>)api[0])(ApiVersion);
        if (table == null) return (0, 0, $"The ONNX Runtime of this machine ({Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)api[1])())}) is older than 1.17.");
        nint environment;
        fixed (byte* id = "dosimetry\0"u8)
            return ((delegate* unmanaged<int, byte*, nint*, nint>)table[CreateEnv])(LogErrors, id, &environment) == 0
                ? ((nint)table, environment, null) : (0, 0, "ONNX Runtime does not start.");
    }

    private static nint? Library()
    {
        string file = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";
        foreach (string name in (string[])[file, file + ".1"])
            if (Path.Combine(AppContext.BaseDirectory, name) is var path && File.Exists(path) && NativeLibrary.TryLoad(path, out nint found)) return found;
        return NativeLibrary.TryLoad(file, out nint system) ? system : null;
    }
}
