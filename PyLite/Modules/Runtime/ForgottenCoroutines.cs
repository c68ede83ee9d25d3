using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Coroutines that were made and are not awaited at once. Those that have not begun when the program ends are warned of. CPython does that when
/// the last reference goes; where that would have been is told from what the instruction after the call does with the coroutine.
/// </summary>
[DontLookInside]
public static class ForgottenCoroutines
{
    private enum Fate
    {
        /// <summary>It goes with the statement it was made in.</summary>
        Statement,
        /// <summary>A variable of a function has it: it goes when the function is left.</summary>
        Local,
        /// <summary>Something keeps it to the end.</summary>
        Kept,
    }

    private readonly record struct Entry(PyGenerator Coroutine, Fate Fate, PyCode? Maker, string File, int Line);

    private const int Most = 100_000;

    private static List<Entry> s_made = [];
    private static int s_cleanUpAt = 64;

    /// <summary>Whether the call that is noted there is awaited by the next instruction.</summary>
    [Elidable]
    public static bool IsAwaitedAt(long entry) => Frames.At(entry, out int pc) is { } code && OpAt(code, pc + 1) is Op.GetAwaitable or Op.GetYieldFromIter;

    private static Op OpAt(PyCode code, int pc) => (uint)pc < (uint)code.Code.Length ? (Op)(code.Code[pc] & 255) : Op.Nop;

    /// <summary>A coroutine was made, and is not awaited at once.</summary>
    public static void Note(PyGenerator coroutine)
    {
        if (s_made.Count >= s_cleanUpAt)
        {
            s_made.RemoveAll(static e => !IsForgotten(e.Coroutine));
            if (s_made.Count >= Most) return;
            s_cleanUpAt = Math.Max(64, s_made.Count * 2);
        }
        PyCode? maker = null;
        var fate = Fate.Statement;
        string file = "sys";
        int line = 1;
        foreach ((PyCode code, int pc) in Frames.Outwards())
        {
            if (fate == Fate.Local && !code.IsHidden)
            {
                (file, line) = (code.FileName, code.LineAt(pc));
                break;
            }
            if (maker != null) continue;
            Op next = OpAt(code, pc + 1);
            if (next == Op.ReturnValue) continue;
            maker = code;
            fate = FateOf(code, next);
            if (fate == Fate.Statement) (file, line) = (code.FileName, code.LineAt(pc));
            if (fate != Fate.Local) break;
        }
        s_made.Add(new Entry(coroutine, fate, maker, file, line));
    }

    private static Fate FateOf(PyCode code, Op next) => next switch
    {
        Op.StoreFast or Op.StoreDeref => Fate.Local,
        Op.StoreName or Op.StoreGlobal or Op.StoreAttr or Op.StoreSubscr => Fate.Kept,
        _ => Fate.Statement,
    };

    private static bool IsForgotten(PyGenerator c) => c is { IsStarted: false, IsFinished: false, IsDropped: false };

    /// <summary>Warns of those that would be gone before the exception, or nothing, ends the program.</summary>
    public static void WarnBefore(PyException? error) => Warn(e => e.Fate != Fate.Kept && !(e.Fate == Fate.Local && Passed(error, e.Maker)), atEnd: false);

    /// <summary>Warns of all that are left.</summary>
    public static void WarnAtEnd() => Warn(static _ => true, atEnd: true);

    private static bool Passed(PyException? error, PyCode? code)
    {
        for (PyTraceback? t = error?.Traceback; t != null; t = t.Next_)
            if (ReferenceEquals(t.Code, code)) return true;
        return false;
    }

    private static void Warn(Func<Entry, bool> isDue, bool atEnd)
    {
        List<Entry> made = s_made;
        s_made = [];
        foreach (Entry e in made)
        {
            if (!IsForgotten(e.Coroutine)) continue;
            if (!isDue(e))
            {
                s_made.Add(e);
                continue;
            }
            e.Coroutine.IsDropped = true;
            // The library's module shows more than the builtin one.
            if (!atEnd && Imports.ImportModule("warnings") == null) PyErr.Current = null;
            var text = new PyStr($"coroutine '{e.Coroutine.QualName}' was never awaited");
            PyObject? result = WarningsModule.warn_explicit(text, Types.RuntimeWarning, new PyStr(atEnd ? "sys" : e.File), atEnd ? 1 : e.Line, source: atEnd ? null : e.Coroutine);
            if (result == null) Unraisable.Write(Unraisable.Usual, e.Coroutine, PyErr.Take());
        }
    }
}
