using System.Runtime.InteropServices;
using MetaJit;

namespace PyLite.Modules;

/// <summary>Functions of CPython's program that programs call through <c>ctypes.pythonapi</c>: those that are about the process and not about objects.</summary>
[DontLookInside]
internal static class PythonApi
{
    /// <summary>As long as the system's <c>struct sigaction</c>, and longer; it begins with the handler.</summary>
    private const int ActionSize = 256;

    // Of the one shape in which functions are called.
    private static readonly Dictionary<string, NativeArguments.ForLong> Functions = new()
    {
        ["PyOS_getsig"] = static (a, b, c, d, e, f, p, q, r, s, t, u, v, w) => Handler((int)a),
        ["PyOS_setsig"] = static (a, b, c, d, e, f, p, q, r, s, t, u, v, w) => SetHandler((int)a, (nint)b),
        ["Py_IsInitialized"] = static (a, b, c, d, e, f, p, q, r, s, t, u, v, w) => 1,
    };

    /// <summary>The address of a function; 0 when there is none of that name.</summary>
    public static nint AddressOf(string name) => Functions.TryGetValue(name, out NativeArguments.ForLong? function) ? Marshal.GetFunctionPointerForDelegate(function) : 0;

    [DllImport("libc")] private static extern int sigaction(int signal, byte[]? action, byte[]? before);

    private static nint Handler(int signal)
    {
        byte[] action = new byte[ActionSize];
        return sigaction(signal, null, action) == 0 ? (nint)BitConverter.ToInt64(action) : -1;
    }

    /// <summary>Flags and mask stay as they are: what was set before may be one of .NET's.</summary>
    private static nint SetHandler(int signal, nint handler)
    {
        byte[] action = new byte[ActionSize];
        if (sigaction(signal, null, action) != 0) return -1;
        nint before = (nint)BitConverter.ToInt64(action);
        BitConverter.TryWriteBytes(action, (long)handler);
        return before == handler || sigaction(signal, action, null) == 0 ? before : -1;
    }
}
