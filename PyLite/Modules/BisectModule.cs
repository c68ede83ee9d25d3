using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Binary search in sorted sequences.</summary>
[PyModule("_bisect")]
[DontLookInside]
public static partial class BisectModule
{
    private static readonly PyStr InsertName = PyStr.Intern("insert");

    /// <summary>Where to insert x into the sorted sequence a, after all items equal to it. Only the part from lo to hi is searched; key is applied to the items.</summary>
    [PyFunction]
    public static long? bisect_right([Keyword] PyObject a, PyObject x, long lo = 0, PyObject? hi = null, [KeywordOnly] PyObject? key = null) =>
        Found(a, x, lo, hi, key, isRight: true);

    /// <summary>Where to insert x into the sorted sequence a, before all items equal to it. Only the part from lo to hi is searched; key is applied to the items.</summary>
    [PyFunction]
    public static long? bisect_left([Keyword] PyObject a, PyObject x, long lo = 0, PyObject? hi = null, [KeywordOnly] PyObject? key = null) =>
        Found(a, x, lo, hi, key, isRight: false);

    /// <summary>Inserts x into the sorted sequence a, after all items equal to it; key is applied to x and the items.</summary>
    [PyFunction]
    public static PyObject? insort_right([Keyword] PyObject a, PyObject x, long lo = 0, PyObject? hi = null, [KeywordOnly] PyObject? key = null) =>
        Insert(a, x, lo, hi, key, isRight: true);

    /// <summary>Inserts x into the sorted sequence a, before all items equal to it; key is applied to x and the items.</summary>
    [PyFunction]
    public static PyObject? insort_left([Keyword] PyObject a, PyObject x, long lo = 0, PyObject? hi = null, [KeywordOnly] PyObject? key = null) =>
        Insert(a, x, lo, hi, key, isRight: false);

    private static long? Found(PyObject a, PyObject x, long lo, PyObject? hi, PyObject? key, bool isRight) =>
        End(hi, out long end) && Search(a, x, lo, end, key, isRight) is var at and >= 0 ? at : null;

    /// <summary>Where the search ends; -1 for the sequence's own end.</summary>
    private static bool End(PyObject? hi, out long end)
    {
        end = -1;
        if (hi == null) return true;
        if (hi.Type.Lookup(Names.Index) == null && UserSlots.Unwrap(hi) is not (PyInt or PyLong or PyBool))
            return PyErr.Fail(Types.TypeError, $"argument should be integer or None, not '{hi.Type.Name}'");
        if (Argument.Long(hi, out end)) return true;
        if (PyErr.TakeIf(Types.OverflowError)) PyErr.Raise(Types.OverflowError, $"cannot fit '{hi.Type.Name}' into an index-sized integer");
        return false;
    }

    /// <summary>Where the item goes in, after equal ones or before them; -1 with an exception pending. An end of -1 is the sequence's.</summary>
    private static long Search(PyObject sequence, PyObject x, long from, long to, PyObject? key, bool isRight)
    {
        if (from < 0)
        {
            PyErr.ValueError("lo must be non-negative");
            return -1;
        }
        if (to == -1 && (to = sequence.Len()) < 0) return -1;
        var list = sequence as PyList;
        if (list != null && to <= list.Count && (key != null || x is PyInstance))
        {
            long found = ProgramOrder.Search(isRight ? ProgramOrder.Side.Right : ProgramOrder.Side.Left, list, x, key, (int)from, (int)to);
            if (found == -2) PyErr.Raise(Types.IndexError, "list index out of range");
            return found < 0 ? -1 : found;
        }
        if (list is { Kind: ListKind.Int } && x is PyInt whole && to <= list.Count) return SearchInts(list.Ints, whole.Value, from, to, isRight);
        while (from < to)
        {
            long middle = from + ((to - from) >> 1);
            PyObject? item = list != null && middle < list.Count ? list[(int)middle] : sequence.GetItem(new PyInt(middle));
            if (item != null && key != null) item = Calls.Call1(key, item);
            if (item == null) return -1;
            int holds = isRight ? Keys.Order(CompareOp.Lt, x, item) : Keys.Order(CompareOp.Lt, item, x);
            if (holds < 0) return -1;
            if (holds == 1 != isRight) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    private static long SearchInts(ReadOnlySpan<long> items, long x, long from, long to, bool isRight)
    {
        while (from < to)
        {
            long middle = from + ((to - from) >> 1), item = items[(int)middle];
            if (item < x || isRight && item == x) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    private static PyObject? Insert(PyObject sequence, PyObject x, long from, PyObject? hi, PyObject? key, bool isRight)
    {
        if (!End(hi, out long to)) return null;
        PyObject? wanted = key == null ? x : Calls.Call1(key, x);
        if (wanted == null) return null;
        long at = Search(sequence, wanted, from, to, key, isRight);
        if (at < 0) return null;
        if (sequence is PyList list)
        {
            list.Insert((int)Math.Min(at, list.Count), x);
            return PyNone.None;
        }
        if (sequence.GetAttr(InsertName) is not { } insert) return null;
        return Calls.Call2(insert, new PyInt(at), x) == null ? null : PyNone.None;
    }
}
