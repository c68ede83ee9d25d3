using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The module <c>_heapq</c>: heaps in lists, the least item first, or with the names that end in <c>_max</c> the greatest.</summary>
[DontLookInside]
public static class HeapModule
{
    public static PyModule Create()
    {
        var m = new PyModule("_heapq");
        Two(m, "heappush", static (heap, item) => Push(heap, item));
        One(m, "heappop", static heap => Pop(heap, CompareOp.Lt));
        One(m, "heapify", static heap => Heapify(heap, CompareOp.Lt));
        Two(m, "heapreplace", static (heap, item) => Replace(heap, item, CompareOp.Lt));
        Two(m, "heappushpop", PushPop);
        One(m, "_heappop_max", static heap => Pop(heap, CompareOp.Gt));
        One(m, "_heapify_max", static heap => Heapify(heap, CompareOp.Gt));
        Two(m, "_heapreplace_max", static (heap, item) => Replace(heap, item, CompareOp.Gt));
        return m;
    }

    private static void One(PyModule m, string name, Func<PyObject, PyObject?> f) => m.Globals.Set(name, new PyBuiltin(name) { F1 = f });
    private static void Two(PyModule m, string name, Func<PyObject, PyObject, PyObject?> f) => m.Globals.Set(name, new PyBuiltin(name) { F2 = f });

    private static PyList? Heap(string function, PyObject heap, string argument = "argument 1")
    {
        if (UserSlots.Unwrap(heap) is PyList list) return list;
        PyErr.TypeError($"{function}() {argument} must be list, not {heap.Type.Name}");
        return null;
    }

    private static PyObject? Push(PyObject given, PyObject item)
    {
        if (Heap("heappush", given) is not { } heap) return null;
        heap.Append(item);
        return Define.None(Rise(heap, 0, heap.Count - 1, CompareOp.Lt));
    }

    private static PyObject? Pop(PyObject given, CompareOp before)
    {
        if (Heap("heappop", given, "argument") is not { } heap) return null;
        if (heap.Count == 0) return PyErr.Raise(Types.IndexError, "index out of range");
        PyObject last = heap.PopLast();
        if (heap.Count == 0) return last;
        PyObject first = heap[0];
        heap.Store(0, last);
        return Sink(heap, 0, before) ? first : null;
    }

    private static PyObject? Heapify(PyObject given, CompareOp before)
    {
        if (Heap("heapify", given, "argument") is not { } heap) return null;
        for (int i = heap.Count / 2 - 1; i >= 0; i--)
            if (!Sink(heap, i, before)) return null;
        return PyNone.None;
    }

    private static PyObject? Replace(PyObject given, PyObject item, CompareOp before)
    {
        if (Heap("heapreplace", given) is not { } heap) return null;
        if (heap.Count == 0) return PyErr.Raise(Types.IndexError, "index out of range");
        PyObject first = heap[0];
        heap.Store(0, item);
        return Sink(heap, 0, before) ? first : null;
    }

    private static PyObject? PushPop(PyObject given, PyObject item)
    {
        if (Heap("heappushpop", given) is not { } heap) return null;
        if (heap.Count == 0) return item;
        PyObject first = heap[0];
        int isLess = Operators.CompareTruth(CompareOp.Lt, first, item);
        if (isLess <= 0) return isLess < 0 ? null : item;
        if (heap.Count == 0) return PyErr.Raise(Types.IndexError, "index out of range");
        first = heap[0];
        heap.Store(0, item);
        return Sink(heap, 0, CompareOp.Lt) ? first : null;
    }

    /// <summary>Moves the item at a place up to where it belongs, at most to the top.</summary>
    private static bool Rise(PyList heap, int top, int at, CompareOp before)
    {
        int count = heap.Count;
        PyObject item = heap[at];
        while (at > top)
        {
            int parentAt = (at - 1) >> 1;
            PyObject parent = heap[parentAt];
            int goesUp = Operators.CompareTruth(before, item, parent);
            if (goesUp < 0 || !HasSize(heap, count)) return false;
            if (goesUp == 0) break;
            heap.Store(at, parent);
            heap.Store(parentAt, item);
            at = parentAt;
        }
        return true;
    }

    /// <summary>
    /// Moves the item at a place down to a leaf, always along the child that comes first, and from there up again: mostly it belongs far
    /// below, and on the way down it need not be compared.
    /// </summary>
    private static bool Sink(PyList heap, int at, CompareOp before)
    {
        int count = heap.Count, top = at;
        PyObject item = heap[at];
        while (2 * at + 1 < count)
        {
            int child = 2 * at + 1;
            if (child + 1 < count)
            {
                int isLeft = Operators.CompareTruth(before, heap[child], heap[child + 1]);
                if (isLeft < 0 || !HasSize(heap, count)) return false;
                if (isLeft == 0) child++;
            }
            heap.Store(at, heap[child]);
            heap.Store(child, item);
            at = child;
        }
        return Rise(heap, top, at, before);
    }

    /// <summary>Comparisons may run code of the program.</summary>
    private static bool HasSize(PyList heap, int count) => heap.Count == count || PyErr.Fail(Types.RuntimeError, "list changed size during iteration");
}
