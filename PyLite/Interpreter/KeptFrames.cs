using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// The frames of all running calls, for programs that read variables of their callers. A frame in machine code is registers and cannot be read from
/// outside, so while frames are kept nothing runs in machine code. It begins when code of the program itself (and no package's) that names such a thing is compiled
/// or loaded, which is before the calls it is about.
/// </summary>
public static class KeptFrames
{
    private static readonly PyStr[] Readers = Interned("f_locals", "getargvalues", "getinnerframes", "getouterframes");

    // Functions of gc whose names programs give to methods of their own too: only where gc is named as well.
    private static readonly PyStr[] Collector = Interned("gc"), ReadersOfObjects = Interned("get_objects", "get_referrers");

    private static PyStr[] Interned(params string[] names) => Array.ConvertAll(names, PyStr.Intern);

    /// <summary>Whether frames are kept.</summary>
    public static bool IsOn { get; private set; }

    [ThreadStatic] private static PyFrame?[]? t_frames;

    /// <summary>New code of a program: does it name what reads variables of frames?</summary>
    [DontLookInside]
    public static void Look(PyCode code)
    {
        if (IsOn || !(Names(code, Readers) || (Names(code, Collector) && Names(code, ReadersOfObjects)))) return;
        IsOn = true;
        Tracing.Attach();
    }

    private static bool Names(PyCode code, PyStr[] wanted)
    {
        code.ReadBody();
        foreach (PyStr name in code.Names)
            if (Array.IndexOf(wanted, name) >= 0) return true;
        foreach (PyObject constant in code.Consts)
            if (constant is PyCode inner && Names(inner, wanted)) return true;
        return false;
    }

    /// <summary>Runs a frame at the depth of the moment, where it can be found as long as it runs.</summary>
    [DontLookInside]
    public static PyObject? Run(PyCode code, int pc, int sp, PyFrame frame)
    {
        long depth = Recursion.Depth;
        if (t_frames == null || depth >= t_frames.Length) Array.Resize(ref t_frames, (int)Math.Max(64, depth * 2));
        // No trace runs on it.
        Jit.MayBeStale(frame);
        t_frames[depth] = frame;
        PyObject? result = Tracing.IsStepping ? Evaluator.Run(code, pc, sp, frame) : QuickEvaluator.Run(code, pc, sp, frame);
        t_frames[depth] = null;
        Frames.EndOf(depth, code, frame);
        return result;
    }

    /// <summary>Those of this thread.</summary>
    internal static IEnumerable<PyFrame> All() => t_frames == null ? [] : t_frames.OfType<PyFrame>();

    /// <summary>The frame of that code at a level of calls; null when it is not known or has ended.</summary>
    internal static PyFrame? Find(long level, PyCode code) =>
        IsOn && t_frames != null && level > 0 && level < t_frames.Length && Frames.RunsAt(level, code) ? t_frames[level] : null;
}
