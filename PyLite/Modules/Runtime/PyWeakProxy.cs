using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Stands for an object that it does not keep: does whatever the object does, until that has gone.</summary>
[PyClass("weakref.ProxyType", IsFinal = true)]
[DontLookInside]
public partial class PyWeakProxy : PyObject
{
    private readonly PyWeakReference _reference;

    internal PyWeakProxy(PyWeakReference reference)
    {
        _reference = reference;
        reference.Proxy = new WeakReference<PyWeakProxy>(this);
    }

    /// <summary>The object, or null with ReferenceError pending.</summary>
    protected PyObject? Target => _reference.Target ?? PyErr.Raise(Types.ReferenceError, "weakly-referenced object no longer exists");

    private static PyObject? Open(PyObject o) => o is PyWeakProxy proxy ? proxy.Target : o;

    public override PyObject? GetAttr(PyStr name) => Target?.GetAttr(name);
    public override bool SetAttr(PyStr name, PyObject? value) => Target is { } o && o.SetAttr(name, value);
    public override PyStr? Repr() => _reference.Target is { } o
        ? new PyStr($"<weakproxy at 0x{Identity.Of(this):x} to {o.Type.Name} at 0x{Identity.Of(o):x}>") : new PyStr($"<weakproxy at 0x{Identity.Of(this):x} to NoneType at 0x{Identity.Of(PyNone.None):x}>");

    public override PyStr? Str() => Target?.Str();
    public override int Truth() => Target is { } o ? o.Truth() : -1;
    public override long Len() => Target is { } o ? o.Len() : -1;
    public override PyObject? GetItem(PyObject key) => Target?.GetItem(key);
    public override bool SetItem(PyObject key, PyObject value) => Target is { } o && o.SetItem(key, value);
    public override bool DelItem(PyObject key) => Target is { } o && o.DelItem(key);
    public override int Contains(PyObject item) => Target is { } o ? o.Contains(item) : -1;
    public override PyObject? Iter() => Target?.Iter();
    public override PyObject? Next() => Target is not { } o ? null
        : o.IsIterator ? o.Next() : PyErr.TypeError($"Weakref proxy referenced a non-iterator '{o.Type.Name}' object");

    public override bool IsIterator => true;
    public override PyObject? Unary(UnaryOp op) => Target?.Unary(op);
    public override PyObject? Binary(BinaryOp op, PyObject other) => Target is { } o && Open(other) is { } second ? Operators.Binary(op, o, second) : null;
    public override PyObject? Reflected(BinaryOp op, PyObject other) => Target is { } o && Open(other) is { } first ? Operators.Binary(op, first, o) : null;
    public override PyObject? InPlace(BinaryOp op, PyObject other) => Target is { } o && Open(other) is { } second ? Operators.InPlace(op, o, second) : null;
    public override PyObject? Compare(CompareOp op, PyObject other) => Target is { } o && Open(other) is { } second ? Operators.Compare(op, o, second) : null;

    [PyFunction("__index__")]
    public PyObject? Index() => Target is { } o ? OperatorModule.Index(o) : null;

    [PyFunction("__bytes__")]
    public PyObject? Bytes() => Target is { } o ? o.GetAttr(Names.Bytes) is { } method ? Calls.Call0(method) : null : null;

    [PyFunction("__reversed__")]
    public PyObject? Reversed() => Target is { } o ? Calls.Call1(IteratorTypes.Reversed, o) : null;

    public override long Hash()
    {
        PyErr.TypeError($"unhashable type: '{Type.Name}'");
        return -1;
    }
}

/// <summary>As <see cref="PyWeakProxy"/>, for what can be called.</summary>
[PyClass("weakref.CallableProxyType", IsFinal = true)]
[DontLookInside]
public sealed partial class PyCallableProxy : PyWeakProxy
{
    internal PyCallableProxy(PyWeakReference reference)
        : base(reference)
    {
    }

    public override bool IsCallable => true;

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords) => Target?.Call(args, keywords);
}
