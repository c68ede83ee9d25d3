using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Which weak references point to which objects, and the callbacks to run for objects that have gone. An object goes when the
/// collector finds that nothing holds it, which is later than in CPython; callbacks run after that, between two instructions.
/// </summary>
[DontLookInside]
internal static class WeakReferences
{
    private static readonly ConditionalWeakTable<PyObject, List<WeakReference<PyWeakReference>>> ByTarget = [];

    /// <summary>References that have a callback to run. They are held as long as somebody else holds them.</summary>
    private static readonly List<WeakReference<PyWeakReference>> WithCallback = [];
    private static int s_collections;

    /// <summary>Whether references to the object can be made.</summary>
    public static bool IsPossible(PyObject target) => target switch
    {
        PyInstance instance => instance.Native is not PyTuple and not PyInt and not PyLong
            && (AllowsReferences(instance.Type) || instance.Native is { } native && IsPossible(native)),
        PyException e => e.Type.IsUser,
        PyInt or PyLong or PyFloat or PyBool or PyStr or PyTuple or PyList or PyDict or PyNone or PyEllipsis or PyNotImplemented or PySlice or PyRange => false,
        PyBytes => false,
        _ => true,
    };

    private static bool AllowsReferences(PyType type)
    {
        if (type.SlotNames is null) return true;
        foreach (PyType part in type.Mro)
            if (part.Dict.GetStr(Names.Slots) is { } slots && slots.Contains(WeakRefName) == 1) return true;
        return false;
    }

    private static readonly PyStr WeakRefName = PyStr.Intern("__weakref__");

    public static void Add(PyObject target, PyWeakReference reference)
    {
        List<WeakReference<PyWeakReference>> list = ByTarget.GetOrCreateValue(target);
        list.RemoveAll(known => !known.TryGetTarget(out _));
        var weak = new WeakReference<PyWeakReference>(reference);
        list.Add(weak);
        if (reference.Callback is not null) WithCallback.Add(weak);
    }

    /// <summary>The references to the object that are still there.</summary>
    public static List<PyWeakReference> Of(PyObject target)
    {
        List<PyWeakReference> found = [];
        if (ByTarget.TryGetValue(target, out List<WeakReference<PyWeakReference>>? list))
        {
            foreach (WeakReference<PyWeakReference> weak in list)
                if (weak.TryGetTarget(out PyWeakReference? reference)) found.Add(reference);
        }
        return found;
    }

    /// <summary>Runs the callbacks of references whose objects have gone since the last time.</summary>
    public static void RunCallbacks()
    {
        int collections = GC.CollectionCount(0);
        if (collections == s_collections || WithCallback.Count == 0) return;
        s_collections = collections;
        List<PyWeakReference> dead = [];
        WithCallback.RemoveAll(weak =>
        {
            if (!weak.TryGetTarget(out PyWeakReference? reference) || reference.Callback is null) return true;
            if (reference.Target is not null) return false;
            dead.Add(reference);
            return true;
        });
        // Of one object the newest is called first.
        foreach (PyWeakReference reference in dead.GroupBy(reference => reference.TargetNumber).SelectMany(group => group.Reverse()).ToList())
        {
            PyObject callback = reference.Callback!;
            reference.Callback = null;
            PyException? pending = PyErr.Current;
            PyErr.Current = null;
            if (Calls.Call1(callback, reference.Shown) == null) Unraisable.Write("Exception ignored in: ", callback, PyErr.Take());
            PyErr.Current = pending;
        }
    }
}
