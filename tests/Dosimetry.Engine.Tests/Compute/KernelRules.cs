using System.Reflection;
using System.Reflection.Emit;
using Dosimetry.Engine.Compute;

namespace Dosimetry.Engine.Tests.Compute;

/// <summary>
/// What a kernel may not do if ILGPU is to compile it, checked on its IL so that it is checked where ILGPU is absent: no exceptions, classes,
/// strings, lambdas, boxing, mutable statics, no library calls but a list of mathematical functions.
/// </summary>
internal static class KernelRules
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    private static readonly HashSet<string> Functions =
    [
        "Abs", "Min", "Max", "Sqrt", "Exp", "Log", "Log2", "Log10", "Sin", "Cos", "Tan", "Acos", "Atan2", "Pow", "Cbrt", "Floor", "Ceiling",
        "Round", "Truncate", "FusedMultiplyAdd",
    ];

    private static readonly OpCode[] Banned =
    [
        OpCodes.Throw, OpCodes.Rethrow, OpCodes.Ldftn, OpCodes.Ldvirtftn, OpCodes.Box, OpCodes.Unbox_Any, OpCodes.Castclass, OpCodes.Isinst,
        OpCodes.Ldstr, OpCodes.Localloc, OpCodes.Calli, OpCodes.Stsfld,
    ];

    /// <summary>Every breach in the kernels of an assembly.</summary>
    public static IEnumerable<string> CheckAll(Assembly assembly) => Kernels(assembly).SelectMany(t => Check(t.GetMethod("Run")!));

    /// <summary>The kernels of an assembly.</summary>
    public static IEnumerable<Type> Kernels(Assembly assembly) =>
        assembly.GetTypes().Where(t => t.IsValueType && t.GetInterfaces().Contains(typeof(IKernel)));

    /// <summary>Every breach in a method and in what it calls.</summary>
    public static IEnumerable<string> Check(MethodBase start)
    {
        var seen = new HashSet<MethodBase>();
        var open = new Stack<MethodBase>([start]);
        while (open.TryPop(out MethodBase? method))
        {
            if (!seen.Add(method) || method.GetMethodBody() is not { } body) continue;
            string where = $"{method.DeclaringType!.Name}.{method.Name}: ";
            if (body.ExceptionHandlingClauses.Count > 0) yield return where + "try";
            foreach ((OpCode code, MemberInfo? member) in Instructions(method, body.GetILAsByteArray()!))
            {
                if (Banned.Contains(code)) yield return where + code.Name;
                if (member is FieldInfo { IsStatic: true } f && !(f.IsInitOnly && f.FieldType.IsValueType)) yield return where + "static " + f.Name;
                if (member is MethodBase called && Judge(called, start.Module.Assembly, open) is { } breach) yield return where + breach;
            }
        }
    }

    private static string? Judge(MethodBase called, Assembly own, Stack<MethodBase> open)
    {
        Type type = called.DeclaringType!;
        if (type.Assembly != own && type.Assembly != typeof(IKernel).Assembly)
            return (type == typeof(Math) || type == typeof(MathF)) && Functions.Contains(called.Name) ? null : $"{type.Name}.{called.Name}";
        if (type.IsInterface || type.IsGenericParameter) return null;
        if (!type.IsValueType && !called.IsStatic) return "class " + type.Name;
        open.Push(called);
        return null;
    }

    private static IEnumerable<(OpCode Code, MemberInfo? Member)> Instructions(MethodBase method, byte[] il)
    {
        Type[] typeArguments = method.DeclaringType!.GetGenericArguments(),
            methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int p = 0; p < il.Length;)
        {
            short value = il[p++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | il[p++]));
            OpCode code = Codes[value];
            MemberInfo? member = code.OperandType is OperandType.InlineMethod or OperandType.InlineField
                ? method.Module.ResolveMember(BitConverter.ToInt32(il, p), typeArguments, methodArguments) : null;
            yield return (code, member);
            p += OperandSize(code, il, p);
        }
    }

    private static int OperandSize(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
        _ => 4,
    };
}
