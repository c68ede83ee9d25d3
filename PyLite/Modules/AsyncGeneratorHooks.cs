using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>sys.get_asyncgen_hooks</c> and <c>sys.set_asyncgen_hooks</c>: what an event loop learns of asynchronous generators.</summary>
[DontLookInside]
public static class AsyncGeneratorHooks
{
    public static void AddTo(ModuleDict sys)
    {
        sys.Set("get_asyncgen_hooks", new PyBuiltin("get_asyncgen_hooks") { Module = "sys", F0 = Get });
        sys.Set("set_asyncgen_hooks", new PyBuiltin("set_asyncgen_hooks") { Module = "sys", Any = Set });
    }

    private static PyObject Get() => new PyAsyncHooks(AsyncGenerators.FirstIteration ?? PyNone.None, AsyncGenerators.Finalizer ?? PyNone.None);

    private static PyObject? Set(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("set_asyncgen_hooks", args, keywords, ["firstiter", "finalizer"], 0, out PyObject?[] v)) return null;
        if (v[1] is { } finalizer && finalizer != PyNone.None && !finalizer.IsCallable)
            return PyErr.TypeError($"callable finalizer expected, got {finalizer.Type.Name}");
        if (v[0] is { } first && first != PyNone.None && !first.IsCallable) return PyErr.TypeError($"callable firstiter expected, got {first.Type.Name}");
        if (v[1] != null) AsyncGenerators.Finalizer = v[1] == PyNone.None ? null : v[1];
        if (v[0] != null) AsyncGenerators.FirstIteration = v[0] == PyNone.None ? null : v[0];
        return PyNone.None;
    }
}

/// <summary>The two hooks, as a tuple with names.</summary>
[PyClass("sys.asyncgen_hooks")]
public sealed partial class PyAsyncHooks(PyObject first, PyObject last) : PyObject
{
    private readonly PyTuple _items = new([first, last]);

    /// <summary>Called with an asynchronous generator before its first item.</summary>
    [PyProperty] public PyObject firstiter => _items.Items[0];

    /// <summary>Called with an asynchronous generator that is dropped half-way.</summary>
    [PyProperty] public PyObject finalizer => _items.Items[1];

    public override long Len() => 2;
    public override PyObject? GetItem(PyObject key) => _items.GetItem(key);
    public override PyObject? Iter() => _items.Iter();
    public override PyObject? Compare(CompareOp op, PyObject other) => _items.Compare(op, other is PyAsyncHooks hooks ? hooks._items : other);
    public override PyStr? Repr() => firstiter.Repr() is { } a && finalizer.Repr() is { } b ? new PyStr($"asyncgen_hooks(firstiter={a.Value}, finalizer={b.Value})") : null;
}
