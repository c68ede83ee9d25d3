using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Weak references: what <c>weakref</c> is made of.</summary>
[PyModule("_weakref")]
[DontLookInside]
public static partial class WeakrefModule
{
    [PyConstant("ref")] private static PyType Reference => PyWeakReference.ClassType;
    [PyConstant] private static PyType ReferenceType => PyWeakReference.ClassType;
    [PyConstant] private static PyType ProxyType => PyWeakProxy.ClassType;
    [PyConstant] private static PyType CallableProxyType => PyCallableProxy.ClassType;

    [PyConstant] private static PyType WeakTable => PyWeakTable.ClassType;

    /// <summary>How many weak references to the object there are.</summary>
    [PyFunction]
    public static int getweakrefcount(PyObject @object) => WeakReferences.Of(@object).Count;

    /// <summary>The weak references to the object.</summary>
    [PyFunction]
    public static PyObject getweakrefs(PyObject @object) => new PyList([.. WeakReferences.Of(@object).Select(reference => reference.Shown)]);

    /// <summary>An object that stands for another without keeping it.</summary>
    [PyFunction]
    public static PyObject? proxy(PyObject @object, PyObject? callback = null)
    {
        if (!WeakReferences.IsPossible(@object)) return PyErr.TypeError($"cannot create weak reference to '{@object.Type.Name}' object");
        if (callback is null or PyNone)
        {
            foreach (PyWeakReference known in WeakReferences.Of(@object))
                if (known is { Callback: null, Proxy: not null, Shown: PyWeakProxy shared }) return shared;
        }
        PyWeakReference reference = PyWeakReference.Own(@object, callback is PyNone ? null : callback);
        return @object.IsCallable ? new PyCallableProxy(reference) : new PyWeakProxy(reference);
    }

    /// <summary>Takes an item out of a dict when its value is a weak reference to what has gone.</summary>
    [PyFunction("_remove_dead_weakref")]
    public static PyObject? RemoveDead(PyDict dct, PyObject key)
    {
        if (dct.Get(key) is not { } value) return PyErr.Current is null ? PyNone.None : null;
        if (UserSlots.Unwrap(value) is PyWeakReference { Target: null }) dct.Remove(key);
        return PyErr.Current is null ? PyNone.None : null;
    }
}
