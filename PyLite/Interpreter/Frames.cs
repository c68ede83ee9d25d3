using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Which code is running, and where: for each level of Python calls one number that says which piece of code runs there and at which
/// instruction it made its last call. Numbers of a trace are constants, so this costs a store a call, and frames stay what they are:
/// registers. A frame object is made of it when a program asks.
/// </summary>
public static class Frames
{
    /// <summary>What runs at one level of calls. A type of its own: to the tracer no store to such an array can be one to any other.</summary>
    public struct Level
    {
        public long Entry;
    }

    private const int PositionBits = 32;

    /// <summary>A power of two above <see cref="Recursion.Highest"/>: with the mask the tracer knows that a depth is inside.</summary>
    private const int Size = 1 << 18;

    /// <summary>
    /// By <see cref="Recursion.Depth"/>. What is above the depth of the moment says nothing. Pinned, so that no collection copies it and only
    /// what is used of it takes memory.
    /// </summary>
    public static readonly Level[] Levels = GC.AllocateArray<Level>(Size, pinned: true);

    private static readonly List<WeakReference<PyCode>> Codes = [];
    private static readonly Stack<int> Unused = [];
    private static int s_cleanUpAt = 1000;

    /// <summary>The number of a piece of code, shifted to where a position may be added.</summary>
    [DontLookInside]
    public static long Register(PyCode code)
    {
        if (Unused.Count == 0 && Codes.Count >= s_cleanUpAt)
        {
            for (int i = 0; i < Codes.Count; i++)
                if (!Codes[i].TryGetTarget(out _)) Unused.Push(i);
            s_cleanUpAt = Math.Max(s_cleanUpAt, (Codes.Count - Unused.Count) * 2);
        }
        var reference = new WeakReference<PyCode>(code);
        if (!Unused.TryPop(out int number))
        {
            number = Codes.Count;
            Codes.Add(reference);
        }
        else
        {
            Codes[number] = reference;
        }
        return (long)(number + 1) << PositionBits;
    }

    /// <summary>Notes that the running code is at this instruction, from where it calls.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void At(PyCode code, int pc) => Levels[Recursion.Depth & (Size - 1)].Entry = code.Tag + pc;

    /// <summary>
    /// The same where the program calls. A trace asks first whether there is room, as the call will: then it knows that the depth is inside.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CallsAt(PyCode code, int pc)
    {
        long depth = Recursion.Depth;
        Levels[Jit.IsTracing && !Recursion.IsFull ? depth : depth & (Size - 1)].Entry = code.Tag + pc;
    }

    /// <summary>Notes that nothing of a program's runs at this level.</summary>
    public static void Nothing() => Levels[Recursion.Depth & (Size - 1)].Entry = 0;

    private static PyCode? CodeOf(long entry)
    {
        int number = (int)(entry >> PositionBits) - 1;
        return (uint)number < (uint)Codes.Count && Codes[number].TryGetTarget(out PyCode? code) ? code : null;
    }

    private static PyCode? ShownCodeOf(long entry) => CodeOf(entry) is { IsHidden: false } code ? code : null;

    private static int PositionOf(long entry) => (int)(entry & uint.MaxValue);

    /// <summary>The code and position of what was noted at a level; null when the code is gone.</summary>
    internal static PyCode? At(long entry, out int pc)
    {
        pc = PositionOf(entry);
        return CodeOf(entry);
    }

    /// <summary>Whether the code runs at that level of calls now.</summary>
    internal static bool RunsAt(long level, PyCode code) => level <= Recursion.Depth && Levels[level].Entry >> PositionBits == code.Tag >> PositionBits;

    /// <summary>What was noted last at the level of the moment.</summary>
    internal static long Innermost => Levels[Recursion.Depth & (Size - 1)].Entry;

    /// <summary>What runs, from the innermost code outwards, each with the instruction of its last call.</summary>
    internal static IEnumerable<(PyCode Code, int Position)> Outwards()
    {
        for (long level = Recursion.Depth; level > 0; level--)
            if (CodeOf(Levels[level].Entry) is { } code) yield return (code, PositionOf(Levels[level].Entry));
    }

    /// <summary>The globals of the innermost running code.</summary>
    public static ModuleDict? CurrentGlobals
    {
        get
        {
            for (long depth = Recursion.Depth; depth > 0; depth--)
                if (CodeOf(Levels[depth].Entry) is { } code) return code.Globals;
            return null;
        }
    }

    /// <summary>The innermost frame, or one so many calls further out; null when there are not so many.</summary>
    public static PyFrameObject? Find(long outwards)
    {
        long level = Recursion.Depth;
        for (; level > 0; level--)
            if (ShownCodeOf(Levels[level].Entry) != null && outwards-- <= 0) break;
        return level == 0 ? null : Chain(Levels.AsSpan(0, (int)level + 1).ToArray(), level);
    }

    /// <summary>The frame that the innermost call of the code was made from, or null.</summary>
    internal static PyFrameObject? CallerOf(PyCode code)
    {
        // Not by way of the frame itself: a generator's asks here.
        long level = LevelOf(code);
        return level <= 1 ? null : Chain(Levels.AsSpan(0, (int)level).ToArray(), level - 1);
    }

    /// <summary>The innermost level at which the code runs; 0: none.</summary>
    internal static long LevelOf(PyCode code)
    {
        long level = Recursion.Depth;
        while (level > 0 && !ReferenceEquals(CodeOf(Levels[level].Entry), code)) level--;
        return level;
    }

    /// <summary>At how many levels the code runs.</summary>
    internal static int CountOf(PyCode code)
    {
        int count = 0;
        for (long level = Recursion.Depth; level > 0; level--)
            if (ReferenceEquals(CodeOf(Levels[level].Entry), code)) count++;
        return count;
    }

    /// <summary>All levels of calls at which code runs.</summary>
    internal static IEnumerable<(long Level, PyCode Code)> Running()
    {
        for (long level = Recursion.Depth; level > 0; level--)
            if (CodeOf(Levels[level].Entry) is { } code) yield return (level, code);
    }

    private static PyFrameObject? Chain(Level[] entries, long level)
    {
        PyCode? code = null;
        while (level > 0 && (code = ShownCodeOf(entries[level].Entry)) == null) level--;
        if (code == null) return null;
        return Tracing.Known(level, code) ?? GeneratorMethods.RunningFrameOf(code) ?? Asked(entries, level, code) ?? Tracing.Keep(Remember(entries, new PyFrameObject(code, PositionOf(entries[level].Entry), level, () => Chain(entries, level - 1))));
    }

    // A frame is one object as long as it runs, if the program still has the one it was given. Nothing tells of a frame's end; one that the
    // same instructions have called is taken for the same one.

    /// <summary>What was given for the frames of each level last, and for what calls.</summary>
    [ThreadStatic] private static List<(WeakReference<PyFrameObject> Frame, Level[] Calls)>? t_given;

    private static PyFrameObject Remember(Level[] entries, PyFrameObject frame)
    {
        List<(WeakReference<PyFrameObject> Frame, Level[] Calls)> given = t_given ??= [];
        while (given.Count <= frame.Level) given.Add((new WeakReference<PyFrameObject>(null!), []));
        WeakReference<PyFrameObject> reference = given[(int)frame.Level].Frame;
        reference.SetTarget(frame);
        given[(int)frame.Level] = (reference, entries);
        return frame;
    }

    /// <summary>A call at that level is over: the frame that a program was given for it keeps the variables as they are now.</summary>
    internal static void EndOf(long level, PyCode code, PyFrame variables)
    {
        if (t_given is { } given && level < given.Count && given[(int)level].Frame.TryGetTarget(out PyFrameObject? frame) && ReferenceEquals(frame.Code, code))
            frame.End(variables);
    }

    private static PyFrameObject? Asked(Level[] entries, long level, PyCode code)
    {
        if (t_given is not { } given || given.Count <= level || !given[(int)level].Frame.TryGetTarget(out PyFrameObject? frame)) return null;
        Level[] calls = given[(int)level].Calls;
        if (!ReferenceEquals(frame.Code, code) || frame.Trace != null || frame.HasEnded || calls.Length < level || entries.Length < level) return null;
        return MemoryMarshal.AsBytes(calls.AsSpan(0, (int)level)).SequenceEqual(MemoryMarshal.AsBytes(entries.AsSpan(0, (int)level))) ? frame : null;
    }

    /// <summary>Finds the frame outside of that level, when it is asked for.</summary>
    internal static Func<PyFrameObject?> Outside(long level) => () => Chain(Levels.AsSpan(0, (int)level).ToArray(), level - 1);

    /// <summary>Where the code stands now, if it still runs at that level; else where it stood.</summary>
    internal static int PositionNow(PyCode code, long level, int before) =>
        level > 0 && level <= Recursion.Depth && Levels[level].Entry >> PositionBits == code.Tag >> PositionBits ? PositionOf(Levels[level].Entry) : before;
}
