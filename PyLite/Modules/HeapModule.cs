using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Heaps in lists, the least item first, or with the names that end in _max the greatest.</summary>
[PyModule("_heapq")]
[DontLookInside]
public static partial class HeapModule
{
    /// <summary>Puts an item into the heap.</summary>
    [PyFunction]
    public static PyObject? heappush(PyList heap, PyObject item)
    {
        heap.Append(item);
        return Define.None(Rise(heap, 0, heap.Count - 1, CompareOp.Lt));
    }

    /// <summary>Takes the least item out of the heap.</summary>
    [PyFunction]
    public static PyObject? heappop(PyList heap) => Pop(heap, CompareOp.Lt);

    /// <summary>Makes a heap of a list, in place, in linear time.</summary>
    [PyFunction]
    public static PyObject? heapify(PyList heap) => Arrange(heap, CompareOp.Lt);

    /// <summary>Takes the least item out and puts another in.</summary>
    [PyFunction]
    public static PyObject? heapreplace(PyList heap, PyObject item) => Replace(heap, item, CompareOp.Lt);

    /// <summary>Puts an item in and takes the least out.</summary>
    [PyFunction]
    public static PyObject? heappushpop(PyList heap, PyObject item)
    {
        if (heap.Count == 0) return item;
        PyObject first = heap[0];
        int isLess = Keys.Order(CompareOp.Lt, first, item);
        if (isLess <= 0) return isLess < 0 ? null : item;
        if (heap.Count == 0) return PyErr.Raise(Types.IndexError, "index out of range");
        first = heap[0];
        heap.Store(0, item);
        return Sink(heap, 0, CompareOp.Lt) ? first : null;
    }

    /// <summary>heappop of a heap with the greatest item first.</summary>
    [PyFunction]
    public static PyObject? _heappop_max(PyList heap) => Pop(heap, CompareOp.Gt);

    /// <summary>heapify for a heap with the greatest item first.</summary>
    [PyFunction]
    public static PyObject? _heapify_max(PyList heap) => Arrange(heap, CompareOp.Gt);

    /// <summary>heapreplace of a heap with the greatest item first.</summary>
    [PyFunction]
    public static PyObject? _heapreplace_max(PyList heap, PyObject item) => Replace(heap, item, CompareOp.Gt);

    private static PyObject? Pop(PyList heap, CompareOp before)
    {
        if (heap.Count == 0) return PyErr.Raise(Types.IndexError, "index out of range");
        PyObject last = heap.PopLast();
        if (heap.Count == 0) return last;
        PyObject first = heap[0];
        heap.Store(0, last);
        return Sink(heap, 0, before) ? first : null;
    }

    private static PyObject? Arrange(PyList heap, CompareOp before)
    {
        for (int i = heap.Count / 2 - 1; i >= 0; i--)
            if (!Sink(heap, i, before)) return null;
        return PyNone.None;
    }

    private static PyObject? Replace(PyList heap, PyObject item, CompareOp before)
    {
        if (heap.Count == 0) return PyErr.Raise(Types.IndexError, "index out of range");
        PyObject first = heap[0];
        heap.Store(0, item);
        return Sink(heap, 0, before) ? first : null;
    }

    /// <summary>Moves the item at a place up to where it belongs, at most to the top.</summary>
    private static bool Rise(PyList heap, int top, int at, CompareOp before)
    {
        if (heap.Kind == ListKind.Int) RiseUnboxed(heap.Ints, top, at, before);
        else if (heap.Kind == ListKind.Float) RiseUnboxed(heap.Floats, top, at, before);
        else return RiseObjects(heap, top, at, before);
        return true;
    }

    private static void RiseUnboxed<T>(Span<T> heap, int top, int at, CompareOp before) where T : INumber<T>
    {
        T item = heap[at];
        while (at > top)
        {
            int parentAt = (at - 1) >> 1;
            T parent = heap[parentAt];
            if (!(before == CompareOp.Lt ? item < parent : item > parent)) break;
            heap[at] = parent;
            at = parentAt;
        }
        heap[at] = item;
    }

    private static bool RiseObjects(PyList heap, int top, int at, CompareOp before)
    {
        int count = heap.Count;
        PyObject item = heap[at];
        if (item is PyInstance) return ProgramOrder.Rise(item.Type, before, heap, top, at);
        while (at > top)
        {
            int parentAt = (at - 1) >> 1;
            PyObject parent = heap[parentAt];
            int goesUp = Keys.Order(before, item, parent);
            if (goesUp < 0 || !ProgramOrder.HasSize(heap, count)) return false;
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
        if (heap.Kind == ListKind.Int) SinkUnboxed(heap.Ints, at, before);
        else if (heap.Kind == ListKind.Float) SinkUnboxed(heap.Floats, at, before);
        else return SinkObjects(heap, at, before);
        return true;
    }

    private static void SinkUnboxed<T>(Span<T> heap, int at, CompareOp before) where T : INumber<T>
    {
        int top = at;
        T item = heap[at];
        for (int child = 2 * at + 1; child < heap.Length; child = 2 * at + 1)
        {
            if (child + 1 < heap.Length && !(before == CompareOp.Lt ? heap[child] < heap[child + 1] : heap[child] > heap[child + 1])) child++;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = item;
        RiseUnboxed(heap, top, at, before);
    }

    private static bool SinkObjects(PyList heap, int at, CompareOp before)
    {
        int count = heap.Count, top = at;
        PyObject item = heap[at];
        if (item is PyInstance) return ProgramOrder.Sink(item.Type, before, heap, top, at);
        while (2 * at + 1 < count)
        {
            int child = 2 * at + 1;
            if (child + 1 < count)
            {
                int isLeft = Keys.Order(before, heap[child], heap[child + 1]);
                if (isLeft < 0 || !ProgramOrder.HasSize(heap, count)) return false;
                if (isLeft == 0) child++;
            }
            heap.Store(at, heap[child]);
            heap.Store(child, item);
            at = child;
        }
        return RiseObjects(heap, top, at, before);
    }
}
