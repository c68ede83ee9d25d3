using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>
/// Stable sorting with keys. Keys of one type are compared as what they are; any others by comparisons that may run the program's code and fail.
/// </summary>
[DontLookInside]
public static class Sorting
{
    /// <summary>False with an exception pending; the list then keeps its items in some order.</summary>
    public static bool Sort(PyList list, bool reverse = false)
    {
        if (list.Count < 2 || list.SortUnboxed(reverse)) return true;
        int count = list.Count;
        ListKind kind = list.Kind;
        // As with a key: what compares may look at the list.
        Slot[] items = list.TakeSlots();
        return GiveBack(list, items, count, kind, SortBy(items, null, count, reverse));
    }

    /// <summary>Ends a sort: the list gets its items again.</summary>
    public static bool GiveBack(PyList list, Slot[] items, int count, ListKind kind, bool sorted)
    {
        bool isChanged = list.IsTouched;
        list.GiveSlots(items, count, kind);
        return sorted && (!isChanged || PyErr.Fail(Types.ValueError, "list modified during sort"));
    }

    /// <summary>Sorts keys, and what follows them along with them.</summary>
    public static bool SortBy(Slot[] keys, Slot[]? follow, int count, bool reverse)
    {
        if (count < 2) return true;
        // Reversing before and after keeps equal items in their order.
        if (reverse) Reverse(keys, count, follow);
        bool sorted = SortKeys(keys, count, follow);
        if (reverse) Reverse(keys, count, follow);
        return sorted;
    }

    private static void Reverse(Slot[] keys, int count, Slot[]? follow)
    {
        Array.Reverse(keys, 0, count);
        if (follow != null) Array.Reverse(follow, 0, count);
    }

    private enum KeyKind
    {
        Int, Float, NarrowText, Tuple, Other,
    }

    private static KeyKind KindOf(PyObject key) => key switch
    {
        PyInt => KeyKind.Int,
        PyFloat => KeyKind.Float,
        PyStr { IsNarrow: true } => KeyKind.NarrowText,
        PyTuple => KeyKind.Tuple,
        _ => KeyKind.Other,
    };

    /// <summary>Sorts the keys, and what follows them along with them. False: a comparison has failed.</summary>
    private static bool SortKeys(Slot[] keys, int count, Slot[]? follow)
    {
        KeyKind kind = KindOf(keys[0].V!);
        for (int i = 1; i < count && kind != KeyKind.Other; i++)
            if (KindOf(keys[i].V!) != kind) kind = KeyKind.Other;
        switch (kind)
        {
            case KeyKind.Int:
                {
                    var values = new long[count];
                    for (int i = 0; i < count; i++) values[i] = ((PyInt)keys[i].V!).Value;
                    return new MergeSort<long, ByInt>(values, count, follow ?? keys).Run();
                }
            case KeyKind.Float:
                {
                    var values = new double[count];
                    for (int i = 0; i < count; i++) values[i] = ((PyFloat)keys[i].V!).Value;
                    return new MergeSort<double, ByFloat>(values, count, follow ?? keys).Run();
                }
            case KeyKind.NarrowText: return new MergeSort<Slot, ByNarrowText>(keys, count, follow).Run();
            case KeyKind.Tuple: return new MergeSort<Slot, ByTuple>(keys, count, follow).Run();
            default: return MergeFold.IsWorth(keys, count) ? MergeFold.Sort(keys, count, follow) : new MergeSort<Slot, ByAnything>(keys, count, follow).Run();
        }
    }

    /// <summary>Sorts ints, of which equal ones cannot be told apart.</summary>
    public static void SortInts(long[] values, int count)
    {
        // What has an order already takes one comparison an item.
        int end = 1;
        while (end < count && values[end - 1] <= values[end]) end++;
        if (end >= count) return;
        if (end == 1)
        {
            while (end < count && values[end - 1] >= values[end]) end++;
            if (end == count)
            {
                Array.Reverse(values, 0, count);
                return;
            }
        }
        // .NET's sort is compiled at run time, which a few values are not worth.
        if (end > count / 2 || count < Few) new MergeSort<long, ByInt>(values, count, null).Run();
        else Array.Sort(values, 0, count);
    }

    private const int Few = 64;

    /// <summary>Sorts floats; the order of zeros of both signs, and of what NaN makes of it, is that of a stable sort by "less than".</summary>
    public static void SortFloats(double[] values, int count) => new MergeSort<double, ByFloat>(values, count, null).Run();

    private readonly struct ByInt : ISortOrder<long>
    {
        public int Less(long a, long b) => a < b ? 1 : 0;
    }

    private readonly struct ByFloat : ISortOrder<double>
    {
        public int Less(double a, double b) => a < b ? 1 : 0;
    }

    private readonly struct ByNarrowText : ISortOrder<Slot>
    {
        public int Less(Slot a, Slot b)
        {
            ReadOnlySpan<char> x = ((PyStr)a.V!).Characters, y = ((PyStr)b.V!).Characters;
            if (x.Length > 0 && y.Length > 0 && x[0] != y[0]) return x[0] < y[0] ? 1 : 0;
            return x.SequenceCompareTo(y) < 0 ? 1 : 0;
        }
    }

    private readonly struct ByTuple : ISortOrder<Slot>
    {
        public int Less(Slot a, Slot b) => LessTuples((PyTuple)a.V!, (PyTuple)b.V!);
    }

    private readonly struct ByAnything : ISortOrder<Slot>
    {
        public int Less(Slot a, Slot b) => Sorting.Less(a.V!, b.V!);
    }

    /// <summary>1, 0, or -1 with an exception pending. What keys mostly are is compared without making a bool.</summary>
    private static int Less(PyObject a, PyObject b)
    {
        if (a is PyInt i && b is PyInt j) return i.Value < j.Value ? 1 : 0;
        if (a is PyStr s && b is PyStr t) return s.Order(t) < 0 ? 1 : 0;
        if (a is PyTuple x && b is PyTuple y) return LessTuples(x, y);
        return Operators.CompareTruth(CompareOp.Lt, a, b);
    }

    private static int LessTuples(PyTuple x, PyTuple y)
    {
        PyObject[] a = x.Items, b = y.Items;
        int shorter = Math.Min(a.Length, b.Length), i = 0;
        // Nothing here can nest: ints and strings.
        for (; i < shorter; i++)
        {
            if (a[i] is PyInt m && b[i] is PyInt n)
            {
                if (m.Value != n.Value) return m.Value < n.Value ? 1 : 0;
            }
            else if (a[i] is PyStr s && b[i] is PyStr t)
            {
                int order = s.Order(t);
                if (order != 0) return order < 0 ? 1 : 0;
            }
            else
            {
                break;
            }
        }
        if (i == shorter) return a.Length < b.Length ? 1 : 0;
        if (!Recursion.Enter(Recursion.InComparison)) return -1;
        int less = LessItems(a, b, i);
        Recursion.Leave();
        return less;
    }

    private static int LessItems(PyObject[] a, PyObject[] b, int from)
    {
        int shorter = Math.Min(a.Length, b.Length);
        for (int i = from; i < shorter; i++)
        {
            int equal = Operators.Equal(a[i], b[i]);
            if (equal != 1) return equal < 0 ? -1 : Less(a[i], b[i]);
        }
        return a.Length < b.Length ? 1 : 0;
    }
}
