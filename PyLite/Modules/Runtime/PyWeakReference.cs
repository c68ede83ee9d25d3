using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A builtin object that an instance of a user's class may wrap, and that must know the instance.</summary>
public interface IWrapped
{
    /// <summary>Tells it the instance that programs see.</summary>
    void Wrap(PyWrapper outer);
}

/// <summary>Refers to an object without keeping it: <c>weakref.ref</c>.</summary>
[PyClass("weakref.ReferenceType")]
public sealed partial class PyWeakReference : PyObject, IWrapped
{
    private readonly WeakReference<PyObject> _target;
    private long _hash = -1;

    /// <summary>Tells the references to one object from those to others when it has gone.</summary>
    internal int TargetNumber { get; }

    private PyWeakReference(PyObject target, PyObject? callback)
    {
        _target = new WeakReference<PyObject>(target, trackResurrection: Finalizers.IsFoundUntilCalled(target));
        Callback = callback;
        TargetNumber = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(target);
    }

    public PyObject? Callback { get; internal set; }

    public PyObject? Outer { get; private set; }

    void IWrapped.Wrap(PyWrapper outer)
    {
        // A reference that others share, made without a callback, is not to be changed.
        PyWeakReference own = Outer is null && Callback is null && Target is { } target ? Own(target) : this;
        own.Outer = outer;
        outer.Wrapped = own;
    }

    /// <summary>The proxy that it is the reference of, if any: then programs do not see the reference itself.</summary>
    internal WeakReference<PyWeakProxy>? Proxy { get; set; }

    /// <summary>The object as programs see it.</summary>
    public PyObject Shown => Proxy?.TryGetTarget(out PyWeakProxy? proxy) == true ? proxy : Outer ?? this;

    /// <summary>The object, or null when it has gone.</summary>
    public PyObject? Target
    {
        [DontLookInside]
        get => _target.TryGetTarget(out PyObject? target) ? target : null;
    }

    [PyNew]
    [DontLookInside]
    public static PyObject? New(PyObject @object, PyObject? callback = null)
    {
        if (!WeakReferences.IsPossible(@object)) return PyErr.TypeError($"cannot create weak reference to '{@object.Type.Name}' object");
        if (callback is null)
        {
            foreach (PyWeakReference known in WeakReferences.Of(@object))
                if (known is { Callback: null, Outer: null, Proxy: null }) return known;
        }
        return Own(@object, callback);
    }

    /// <summary>One that nobody has yet.</summary>
    internal static PyWeakReference Own(PyObject target, PyObject? callback = null)
    {
        var made = new PyWeakReference(target, callback);
        WeakReferences.Add(target, made);
        return made;
    }

    /// <summary>Takes what <c>__new__</c> took.</summary>
    [PyFunction("__init__")]
    public PyObject? Init(params PyObject[] arguments) => Define.Count("__init__", arguments, 1, 2) ? PyNone.None : null;

    [PyProperty("__callback__")]
    public PyObject CallbackOrNone => Callback ?? PyNone.None;

    public override bool IsCallable => true;

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords) =>
        args.Length == 0 ? Target ?? PyNone.None : PyErr.TypeError($"__call__() takes no arguments ({args.Length} given)");

    public override long Hash()
    {
        if (_hash != -1) return _hash;
        if (Target is { } target) return _hash = target.Hash();
        PyErr.TypeError("weak object has gone away");
        return -1;
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || UserSlots.Unwrap(other) is not PyWeakReference reference) return PyNotImplemented.Value;
        if (Target is { } mine && reference.Target is { } others) return Operators.Compare(op, mine, others);
        return PyBool.Of(ReferenceEquals(this, reference) == (op == CompareOp.Eq));
    }

    public override PyStr Repr()
    {
        string at = $"<weakref at 0x{Identity.Of(Shown):x}; ";
        if (Target is not { } target) return new PyStr(at + "dead>");
        string name = Attributes.Find(target, Names.Name) is PyStr known ? $" ({known.Value})" : "";
        PyErr.Current = null;
        return new PyStr($"{at}to '{target.Type.Name}' at 0x{Identity.Of(target):x}{name}>");
    }

    [PyClassInit]
    private static void Fill(PyType type) => type.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
}
