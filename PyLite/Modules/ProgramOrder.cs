using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Heaps and searches whose comparisons are the program's code. Their loops are portals, compiled together with what they call:
/// a call of machine code for each comparison would cost more than most of them do.
/// </summary>
internal static class ProgramOrder
{
    private static readonly JitDriver<PyType, CompareOp, PyList, int, int, bool> s_rise = new("heap rise", Rise) { Location = static (PyType type, CompareOp _) => $"heap of {type.Name}, up" };
    private static readonly JitDriver<PyType, CompareOp, PyList, int, int, bool> s_sink = new("heap sink", Sink) { Location = static (PyType type, CompareOp _) => $"heap of {type.Name}, down" };
    private static readonly JitDriver<Side, PyList, PyObject, PyObject?, long, long> s_search = new("bisection", Search) { Location = static (Side side) => $"bisection, {side.Name}" };

    public static JitDriver[] Drivers => [s_rise, s_sink, s_search];

    /// <summary>Moves the item at a place up to where it belongs, at most to the top; false with an exception pending.</summary>
    /// <param name="type">Class of the item.</param>
    /// <param name="before">What holds between an item and those below it.</param>
    /// <param name="heap">All of it.</param>
    /// <param name="top">The place that is not left.</param>
    /// <param name="at">Where the item is.</param>
    public static bool Rise([Green] PyType type, [Green] CompareOp before, PyList heap, int top, int at)
    {
        if (s_rise.EnterFunction(type, before, heap, top, at) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (type, before, heap, top, at) = whole.State;
        }
        while (true)
        {
            s_rise.MergePoint(type, before, heap, top, at);
            if (at <= top) return true;
            int parentAt = (at - 1) >> 1, count = heap.Count;
            PyObject item = heap[at], parent = heap[parentAt];
            int goesUp = Operators.CompareTruth(before, item, parent);
            if (goesUp < 0 || !HasSize(heap, count)) return false;
            if (goesUp == 0) return true;
            heap.Store(at, parent);
            heap.Store(parentAt, item);
            at = parentAt;
            if (s_rise.CanEnter(type, before, heap, top, at) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (type, before, heap, top, at) = exit.State;
            }
        }
    }

    /// <summary>Moves the item at a place down to a leaf, always along the child that comes first, and then up from there; see <see cref="Rise"/>.</summary>
    public static bool Sink([Green] PyType type, [Green] CompareOp before, PyList heap, int top, int at)
    {
        if (s_sink.EnterFunction(type, before, heap, top, at) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (type, before, heap, top, at) = whole.State;
        }
        while (true)
        {
            s_sink.MergePoint(type, before, heap, top, at);
            int child = 2 * at + 1, count = heap.Count;
            if (child >= count) return Rise(type, before, heap, top, at);
            if (child + 1 < count)
            {
                int isLeft = Operators.CompareTruth(before, heap[child], heap[child + 1]);
                if (isLeft < 0 || !HasSize(heap, count)) return false;
                if (isLeft == 0) child++;
            }
            PyObject item = heap[at];
            heap.Store(at, heap[child]);
            heap.Store(child, item);
            at = child;
            if (s_sink.CanEnter(type, before, heap, top, at) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (type, before, heap, top, at) = exit.State;
            }
        }
    }

    /// <summary>Comparisons may run code that changes the heap.</summary>
    public static bool HasSize(PyList heap, int count) => heap.Count == count || Changed();

    [DontLookInside]
    private static bool Changed() => PyErr.Fail(Types.RuntimeError, "list changed size during iteration");

    /// <summary>On which side of items that are equal a search ends.</summary>
    public sealed class Side(string name, bool isRight)
    {
        public static readonly Side Left = new("left", false), Right = new("right", true);
        public readonly string Name = name;
        public readonly bool IsRight = isRight;
    }

    /// <summary>Where the item goes into part of a sorted list; -1 with an exception pending, -2 where the list has become too short.</summary>
    public static long Search(Side side, PyList list, PyObject x, PyObject? key, int from, int to) => Search(side, list, x, key, (long)from << 32 | (uint)to);

    private static long Search([Green] Side side, PyList list, PyObject x, PyObject? key, long part)
    {
        if (s_search.EnterFunction(side, list, x, key, part) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (side, list, x, key, part) = whole.State;
        }
        while (true)
        {
            s_search.MergePoint(side, list, x, key, part);
            int from = (int)(part >> 32), to = (int)part;
            if (from >= to) return from;
            int middle = from + ((to - from) >> 1);
            if (middle >= list.Count) return -2;
            PyObject? item = list[middle];
            if (key != null) item = Calls.Call1(key, item);
            if (item == null) return -1;
            int holds = side.IsRight ? Operators.CompareTruth(CompareOp.Lt, x, item) : Operators.CompareTruth(CompareOp.Lt, item, x);
            if (holds < 0) return -1;
            part = holds == 1 != side.IsRight ? (long)(middle + 1) << 32 | (uint)to : (long)from << 32 | (uint)middle;
            if (s_search.CanEnter(side, list, x, key, part) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (side, list, x, key, part) = exit.State;
            }
        }
    }
}
