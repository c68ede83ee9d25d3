using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A queue between threads.</summary>
[PyModule("_queue")]
public static partial class QueueModule
{
    [PyConstant] internal static readonly PyType Empty = ModuleExceptions.New("_queue.Empty", Types.Exception);
    [PyConstant] private static PyType SimpleQueue => PySimpleQueue.ClassType;
}

/// <summary>First in, first out, as long as it gets.</summary>
[PyClass("_queue.SimpleQueue")]
[DontLookInside]
public sealed partial class PySimpleQueue : PyObject
{
    private readonly Queue<PyObject> _items = new();
    private readonly SemaphoreSlim _count = new(0);

    [PyClassInit] private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PySimpleQueue();

    [PyNew] public static PyObject? New() => new PySimpleQueue();

    /// <summary>Adds an item; it never waits.</summary>
    [PyFunction]
    public void put([Keyword] PyObject item, bool block = true, PyObject? timeout = null)
    {
        lock (_items) _items.Enqueue(item);
        _count.Release();
    }

    [PyFunction] public void put_nowait([Keyword] PyObject item) => put(item);

    /// <summary>Takes the first item out; waits for one unless told not to.</summary>
    [PyFunction]
    public PyObject? get([Keyword] bool block = true, PyObject? timeout = null)
    {
        TimeSpan? time = block ? null : TimeSpan.Zero;
        if (block && timeout is not null)
        {
            if (!Argument.Double(timeout, out double seconds)) return null;
            if (double.IsNaN(seconds) || seconds < 0) return PyErr.ValueError("'timeout' must be a non-negative number");
            if (seconds > ThreadModule.TIMEOUT_MAX) return PyErr.Raise(Types.OverflowError, "timeout value is too large");
            time = TimeSpan.FromSeconds(seconds);
        }
        int got = PyLock.Wait(_count, time);
        if (got < 0) return null;
        if (got == 0) return PyErr.Raise(new PyException(QueueModule.Empty, PyTuple.Empty));
        lock (_items) return _items.Dequeue();
    }

    [PyFunction] public PyObject? get_nowait() => get(false);

    [PyFunction]
    public bool empty()
    {
        lock (_items) return _items.Count == 0;
    }

    [PyFunction]
    public long qsize()
    {
        lock (_items) return _items.Count;
    }

    [PyFunction("__class_getitem__"), PyClassMethod] public static PyObject Of(PyObject type, PyObject item) => new PyGenericAlias(type, UserSlots.Unwrap(item) as PyTuple ?? new PyTuple([item]));
}
