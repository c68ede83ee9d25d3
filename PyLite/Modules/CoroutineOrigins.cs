using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>sys.set_coroutine_origin_tracking_depth</c>: coroutines remember where they were made, for event loops that debug.</summary>
[DontLookInside]
public static class CoroutineOrigins
{
    private static readonly ConditionalWeakTable<PyGenerator, PyObject> Known = [];

    /// <summary>How many frames are remembered; 0: nothing is.</summary>
    public static int Depth;

    public static void AddTo(ModuleDict sys)
    {
        sys.Set("get_coroutine_origin_tracking_depth", new PyBuiltin("get_coroutine_origin_tracking_depth") { Module = "sys", F0 = static () => new PyInt(Depth) });
        sys.Set("set_coroutine_origin_tracking_depth", new PyBuiltin("set_coroutine_origin_tracking_depth") { Module = "sys", Any = Set });
    }

    private static PyObject? Set(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("set_coroutine_origin_tracking_depth", args, keywords, ["depth"], 1, out PyObject?[] v)) return null;
        if (!Sequences.Integer(v[0]!, out long depth)) return null;
        if (depth < 0) return PyErr.ValueError("depth must be >= 0");
        Depth = (int)Math.Min(depth, int.MaxValue);
        return PyNone.None;
    }

    /// <summary>Notes where a coroutine is made: frames from the innermost on.</summary>
    public static void Note(PyGenerator coroutine)
    {
        if (!coroutine.IsCoroutine) return;
        List<PyObject> frames = [];
        for (PyFrameObject? frame = Frames.Find(0); frame != null && frames.Count < Depth; frame = frame.Back)
            frames.Add(new PyTuple([new PyStr(frame.Code.FileName), new PyInt(frame.Line), new PyStr(frame.Code.Name)]));
        Known.AddOrUpdate(coroutine, new PyTuple([.. frames]));
    }

    /// <summary><c>cr_origin</c></summary>
    public static PyObject Of(PyGenerator coroutine) => Known.TryGetValue(coroutine, out PyObject? origin) ? origin : PyNone.None;
}
