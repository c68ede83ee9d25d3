using MetaJit;

namespace PyLite.Objects;

/// <summary><c>list</c>.</summary>
public static class ListMethods
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("list", keywords) || !Define.Count("list", args, 0, 1)) return null;
        var list = new PyList();
        if (args.Length == 0) return list;
        return list.Extend(args[0]) ? list : null;
    }

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Init(t, (self, args, keywords) =>
        {
            if (!Define.Count("list", args, 0, 1)) return false;
            ((PyList)self).Clear();
            return args.Length == 0 || ((PyList)self).Extend(args[0]);
        });
        SlotMethods.Sequence(t);
        SlotMethods.SetItem(t);
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul);
        SlotMethods.Reflected(t, BinaryOp.Mul);
        SlotMethods.InPlace(t, BinaryOp.Add, BinaryOp.Mul);
        t.Set("__hash__", PyNone.None);

        t.Method("append", (self, item) =>
        {
            ((PyList)self).Append(item);
            return PyNone.None;
        });
        t.Method("extend", (self, items) => Define.None(((PyList)self).Extend(items)));
        t.Method("pop", self => Pop((PyList)self), (self, index) => PopAt((PyList)self, index));
        t.Method("insert", (self, index, item) => Insert((PyList)self, index, item));
        t.Method("remove", (self, item) => Remove((PyList)self, item));
        t.Method("clear", self =>
        {
            ((PyList)self).Clear();
            return PyNone.None;
        });
        t.Method("copy", self => ((PyList)self).Copy());
        t.Method("reverse", self =>
        {
            ((PyList)self).Reverse();
            return PyNone.None;
        });
        t.Method("count", (self, item) => Count((PyList)self, item));
        t.MethodArgs("index", (args, _) => Define.Count("index", args, 2, 4) ? Index((PyList)args[0], args) : null);
        t.MethodAny("sort", (args, keywords) =>
        {
            if (args.Length - 1 > (keywords?.Length ?? 0)) return PyErr.TypeError("sort() takes no positional arguments");
            if (!Define.Parse("sort", args[1..], keywords, ["key", "reverse"], 0, out PyObject?[] v, positionalMax: 0)) return null;
            return Sorting.Sort((PyList)args[0], v[0], v[1]) ? PyNone.None : null;
        });
        t.Method("__reversed__", self => new PyReversed(self, ((PyList)self).Count));
        t.ClassMethod("__class_getitem__", (args, keywords) => args[0]);
    }

    private static PyObject? Pop(PyList list)
    {
        if (list.Count == 0) return PyErr.Raise(Types.IndexError, "pop from empty list");
        return list.PopLast();
    }

    private static PyObject? PopAt(PyList list, PyObject indexObject)
    {
        if (!Sequences.Integer(indexObject, out long index)) return null;
        if (list.Count == 0) return PyErr.Raise(Types.IndexError, "pop from empty list");
        if (index < 0) index += list.Count;
        if ((ulong)index >= (ulong)list.Count) return PyErr.Raise(Types.IndexError, "pop index out of range");
        if (index == list.Count - 1) return list.PopLast();
        PyObject item = list[(int)index];
        list.RemoveAt((int)index);
        return item;
    }

    private static PyObject? Insert(PyList list, PyObject indexObject, PyObject item)
    {
        if (!Sequences.Integer(indexObject, out long index)) return null;
        if (index < 0) index = Math.Max(0, index + list.Count);
        list.Insert((int)Math.Min(index, list.Count), item);
        return PyNone.None;
    }

    [DontLookInside]
    private static PyObject? Remove(PyList list, PyObject item)
    {
        if (list.Kind == ListKind.Int && item is PyInt n)
        {
            int at = list.IndexOfInt(n.Value, 0, list.Count);
            if (at < 0) return PyErr.ValueError("list.remove(x): x not in list");
            list.RemoveAt(at);
            return PyNone.None;
        }
        for (int i = 0; i < list.Count; i++)
        {
            int equal = Operators.Equal(list[i], item);
            if (equal < 0) return null;
            if (equal == 0) continue;
            list.RemoveAt(i);
            return PyNone.None;
        }
        return PyErr.ValueError("list.remove(x): x not in list");
    }

    [DontLookInside]
    private static PyObject? Count(PyList list, PyObject item)
    {
        long n = 0;
        if (list.Kind == ListKind.Int && item is PyInt wanted) return new PyInt(list.CountOfInt(wanted.Value));
        for (int i = 0; i < list.Count; i++)
        {
            int equal = Operators.Equal(list[i], item);
            if (equal < 0) return null;
            n += equal;
        }
        return new PyInt(n);
    }

    [DontLookInside]
    private static PyObject? Index(PyList list, PyObject[] args)
    {
        if (!Bounds(args, list.Count, out long start, out long stop)) return null;
        if (list.Kind == ListKind.Int && args[1] is PyInt wanted && start < list.Count && stop > start)
        {
            int at = list.IndexOfInt(wanted.Value, (int)start, (int)Math.Min(stop, list.Count));
            if (at >= 0) return new PyInt(at);
            start = stop;
        }
        for (long i = start; i < stop && i < list.Count; i++)
        {
            int equal = Operators.Equal(list[(int)i], args[1]);
            if (equal < 0) return null;
            if (equal == 1) return new PyInt(i);
        }
        return args[1].Repr() is { } text ? PyErr.ValueError($"{text.Value} is not in list") : null;
    }

    /// <summary>The optional start and stop of <c>index</c> and kin: <c>args[2]</c>, <c>args[3]</c>.</summary>
    public static bool Bounds(PyObject[] args, long length, out long start, out long stop)
    {
        start = 0;
        stop = length;
        if (args.Length > 2 && args[2] is not PyNone)
        {
            if (!Sequences.Bound(args[2], out start)) return false;
            if (start < 0) start = Math.Max(0, start + length);
        }
        if (args.Length > 3 && args[3] is not PyNone)
        {
            if (!Sequences.Bound(args[3], out stop)) return false;
            if (stop < 0) stop = Math.Max(0, stop + length);
            stop = Math.Min(stop, length);
        }
        return true;
    }
}

/// <summary><c>reversed()</c> of a sequence.</summary>
public sealed class PyReversed(PyObject source, long count) : PyObject
{
    private long _left = count;

    public override PyType Type => source is PyList ? Types.ListIterator : Types.SequenceIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (_left <= 0) return PyEnd.Value;
        _left--;
        PyObject? item = source.GetItem(new PyInt(_left));
        if (item == null && PyErr.TakeIf(Types.IndexError)) return PyEnd.Value;
        return item;
    }
}

/// <summary>Stable sorting with keys; comparisons may run the program's code and fail.</summary>
[DontLookInside]
public static class Sorting
{
    /// <summary>False with an exception pending; the list then keeps its items in some order.</summary>
    public static bool Sort(PyList list, PyObject? key, PyObject? reverseFlag)
    {
        int reverse = reverseFlag == null ? 0 : Operators.Truth(reverseFlag);
        if (reverse < 0) return false;
        if (key is null or PyNone && list.SortUnboxed(reverse == 1)) return true;
        // The program sees an empty list while its keys and comparisons run, so that it cannot change what is being sorted.
        PyObject[] items = [.. list.ToList()];
        list.SetAll([]);
        int[]? order = OrderOf(items, key, reverse == 1);
        bool isChanged = list.Count > 0;
        list.SetAll(order == null ? items : Array.ConvertAll(order, i => items[i]));
        return order != null && (!isChanged || PyErr.Fail(Types.ValueError, "list modified during sort"));
    }

    private static int[]? OrderOf(PyObject[] items, PyObject? key, bool reverse)
    {
        PyObject[] keys = items;
        if (key is not (null or PyNone))
        {
            keys = new PyObject[items.Length];
            for (int i = 0; i < items.Length; i++)
            {
                if (Calls.Call1(key, items[i]) is not { } k) return null;
                keys[i] = k;
            }
        }
        return Order(keys, reverse);
    }

    private static int[]? Order(PyObject[] keys, bool reverse)
    {
        int[] order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        // Reversing before and after keeps equal items in their order.
        if (reverse) Array.Reverse(order);
        if (Array.TrueForAll(keys, static k => k is PyStr { IsNarrow: true }))
        {
            string[] texts = Array.ConvertAll(keys, static k => ((PyStr)k).Value);
            Array.Sort(order, (a, b) => string.CompareOrdinal(texts[a], texts[b]) is var c && c != 0 ? c : reverse ? b - a : a - b);
        }
        else if (Array.TrueForAll(keys, static k => k is PyInt))
        {
            Array.Sort(order, (a, b) => ((PyInt)keys[a]).Value.CompareTo(((PyInt)keys[b]).Value) is var c && c != 0 ? c : reverse ? b - a : a - b);
        }
        else if (!MergeSort(order, new int[order.Length], 0, order.Length, keys))
        {
            return null;
        }
        if (reverse) Array.Reverse(order);
        return order;
    }

    /// <summary>1, 0, or -1 with an exception pending. What keys mostly are, tuples and strings, without making a bool.</summary>
    private static int Less(PyObject a, PyObject b)
    {
        if (a is PyTuple x && b is PyTuple y)
        {
            if (!Recursion.Enter(Recursion.InComparison)) return -1;
            int less = LessItems(x.Items, y.Items);
            Recursion.Leave();
            return less;
        }
        if (a is PyStr s && b is PyStr t) return s.Order(t) < 0 ? 1 : 0;
        return Operators.CompareTruth(CompareOp.Lt, a, b);
    }

    private static int LessItems(PyObject[] a, PyObject[] b)
    {
        int shorter = Math.Min(a.Length, b.Length);
        for (int i = 0; i < shorter; i++)
        {
            int equal = Operators.Equal(a[i], b[i]);
            if (equal != 1) return equal < 0 ? -1 : Less(a[i], b[i]);
        }
        return a.Length < b.Length ? 1 : 0;
    }

    private static bool MergeSort(int[] order, int[] scratch, int from, int to, PyObject[] keys)
    {
        if (to - from < 2) return true;
        if (to - from <= 8)
        {
            for (int i = from + 1; i < to; i++)
            {
                int item = order[i];
                int j = i;
                while (j > from)
                {
                    int less = Less(keys[item], keys[order[j - 1]]);
                    if (less < 0) return false;
                    if (less == 0) break;
                    order[j] = order[j - 1];
                    j--;
                }
                order[j] = item;
            }
            return true;
        }
        int middle = (from + to) / 2;
        if (!MergeSort(order, scratch, from, middle, keys) || !MergeSort(order, scratch, middle, to, keys)) return false;
        int sorted = Less(keys[order[middle]], keys[order[middle - 1]]);
        if (sorted < 0) return false;
        if (sorted == 0) return true;
        Array.Copy(order, from, scratch, from, to - from);
        int a = from, b = middle;
        for (int at = from; at < to; at++)
        {
            if (a >= middle)
            {
                order[at] = scratch[b++];
                continue;
            }
            int less = b >= to ? 0 : Less(keys[scratch[b]], keys[scratch[a]]);
            if (less < 0) return false;
            order[at] = less == 1 ? scratch[b++] : scratch[a++];
        }
        return true;
    }
}

/// <summary><c>tuple</c>.</summary>
public static class TupleMethods
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("tuple", keywords) || !Define.Count("tuple", args, 0, 1)) return null;
        if (args.Length == 0) return PyTuple.Empty;
        if (args[0] is PyTuple) return args[0];
        return Sequences.ToArray(args[0]) is { } items ? new PyTuple(items) : null;
    }

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Sequence(t);
        SlotMethods.Hash(t);
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul);
        SlotMethods.Reflected(t, BinaryOp.Mul);
        t.Method("count", (self, item) => Count((PyTuple)self, item));
        t.MethodArgs("index", (args, _) => Define.Count("index", args, 2, 4) ? Index((PyTuple)args[0], args) : null);
        t.ClassMethod("__class_getitem__", (args, keywords) => args[0]);
    }

    [DontLookInside]
    private static PyObject? Count(PyTuple tuple, PyObject item)
    {
        long n = 0;
        foreach (PyObject x in tuple.Items)
        {
            int equal = Operators.Equal(x, item);
            if (equal < 0) return null;
            n += equal;
        }
        return new PyInt(n);
    }

    [DontLookInside]
    private static PyObject? Index(PyTuple tuple, PyObject[] args)
    {
        if (!ListMethods.Bounds(args, tuple.Items.Length, out long start, out long stop)) return null;
        for (long i = start; i < stop; i++)
        {
            int equal = Operators.Equal(tuple.Items[i], args[1]);
            if (equal < 0) return null;
            if (equal == 1) return new PyInt(i);
        }
        return PyErr.ValueError("tuple.index(x): x not in tuple");
    }
}
