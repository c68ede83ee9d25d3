using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// How much memory is in use. Where objects were made is not known here: the memory is .NET's, and machine code makes objects without
/// telling anybody. So there are sums, and no traces.
/// </summary>
[PyModule("_tracemalloc")]
[DontLookInside]
public static partial class TracemallocModule
{
    private static bool s_isTracing;
    private static int s_limit = 1;
    private static long s_before, s_peak;

    private static long Traced => s_isTracing ? Math.Max(0, GC.GetTotalMemory(false) - s_before) : 0;

    [PyFunction] public static bool is_tracing() => s_isTracing;

    [PyFunction]
    public static PyObject? start(int nframe = 1)
    {
        if (nframe is < 1 or > 65535) return PyErr.ValueError("the number of frames must be in range [1; 65535]");
        s_limit = nframe;
        if (!s_isTracing) s_before = GC.GetTotalMemory(true);
        s_isTracing = true;
        return PyNone.None;
    }

    [PyFunction]
    public static void stop()
    {
        s_isTracing = false;
        s_peak = 0;
    }

    [PyFunction]
    public static void clear_traces()
    {
        if (s_isTracing) s_before = GC.GetTotalMemory(false);
        s_peak = 0;
    }

    [PyFunction] public static int get_traceback_limit() => s_limit;
    [PyFunction] public static long get_tracemalloc_memory() => 0;

    /// <summary>Bytes in use that were not when tracing began, and the most of them that was seen.</summary>
    [PyFunction]
    public static PyObject get_traced_memory()
    {
        long now = Traced;
        s_peak = s_isTracing ? Math.Max(s_peak, now) : 0;
        return new PyTuple([new PyInt(now), new PyInt(s_peak)]);
    }

    [PyFunction] public static void reset_peak() => s_peak = 0;
    [PyFunction("_get_traces")] public static PyObject Traces() => new PyList();
    [PyFunction("_get_object_traceback")] public static PyObject TracebackOf(PyObject obj) => PyNone.None;
}
