using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The collector. It is .NET's: it can be asked to work, and says how often it has; the rest of CPython's settings are kept and mean nothing.</summary>
[PyModule("gc")]
[DontLookInside]
public static partial class GcModule
{
    private static bool s_isEnabled = true;
    private static long s_debug, s_first = 700, s_second = 10, s_third = 10;

    [PyConstant] public const int DEBUG_STATS = 1;
    [PyConstant] public const int DEBUG_COLLECTABLE = 2;
    [PyConstant] public const int DEBUG_UNCOLLECTABLE = 4;
    [PyConstant] public const int DEBUG_SAVEALL = 32;
    [PyConstant] public const int DEBUG_LEAK = 38;

    [PyModuleInit]
    private static void AddLists(PyModule module)
    {
        module.Globals.Set("garbage", new PyList());
        module.Globals.Set("callbacks", new PyList());
    }

    /// <summary>Collects what nobody holds. How many objects that were is not known: 0.</summary>
    [PyFunction]
    public static PyObject? collect([Keyword] long generation = 2)
    {
        if (generation is < 0 or > 2) return PyErr.ValueError("invalid generation");
        MethodCache.Clear();
        GC.Collect((int)generation);
        GC.WaitForPendingFinalizers();
        Finalizers.Run();
        WeakReferences.RunCallbacks();
        return PyErr.Current is null ? PyInt.Zero : null;
    }

    [PyFunction] public static void enable() => s_isEnabled = true;
    [PyFunction] public static void disable() => s_isEnabled = false;
    [PyFunction] public static bool isenabled() => s_isEnabled;
    [PyFunction] public static void set_debug(long flags) => s_debug = flags;
    [PyFunction] public static long get_debug() => s_debug;
    [PyFunction] public static void freeze() { }
    [PyFunction] public static void unfreeze() { }
    [PyFunction] public static int get_freeze_count() => 0;

    [PyFunction]
    public static void set_threshold(long threshold0, long threshold1 = 10, long threshold2 = 10) => (s_first, s_second, s_third) = (threshold0, threshold1, threshold2);

    [PyFunction]
    public static PyObject get_threshold() => new PyTuple([new PyInt(s_first), new PyInt(s_second), new PyInt(s_third)]);

    /// <summary>Collections of each generation so far.</summary>
    [PyFunction]
    public static PyObject get_count() => new PyTuple([new PyInt(GC.CollectionCount(0)), new PyInt(GC.CollectionCount(1)), new PyInt(GC.CollectionCount(2))]);

    [PyFunction]
    public static PyObject get_stats()
    {
        var all = new PyList();
        for (int generation = 0; generation < 3; generation++)
        {
            var one = new PyDict();
            one.SetStr(new PyStr("collections"), new PyInt(GC.CollectionCount(generation)));
            one.SetStr(new PyStr("collected"), PyInt.Zero);
            one.SetStr(new PyStr("uncollectable"), PyInt.Zero);
            all.Append(one);
        }
        return all;
    }

    /// <summary>Whether the object may be part of a ring.</summary>
    [PyFunction]
    public static bool is_tracked(PyObject obj) => obj is not (PyInt or PyLong or PyFloat or PyBool or PyStr or PyBytes or PyNone);

    /// <summary>The objects that modules and running functions hold, directly or not.</summary>
    [PyFunction]
    public static PyObject? get_objects([Keyword] PyObject? generation = null)
    {
        long which = -1;
        if (generation is not (null or PyNone) && generation.Type.Lookup(Names.Index) == null) return PyErr.TypeError($"argument should be integer or None, not '{generation.Type.Name}'");
        if (generation is not (null or PyNone) && !Sequences.Integer(generation, out which)) return null;
        if (which < -1) return PyErr.ValueError("generation parameter cannot be negative");
        if (which > 2) return PyErr.ValueError("generation parameter must be less than the number of available generations (3)");
        return new PyList([.. which is -1 or 2 ? ObjectGraph.Reachable() : []]);
    }

    /// <summary>Those of the objects that refer to any of these.</summary>
    [PyFunction]
    public static PyList get_referrers(params PyObject[] objs) =>
        new([.. ObjectGraph.Reachable().Where(holder => ObjectGraph.Referents(holder).Exists(referent => Array.Exists(objs, o => ReferenceEquals(o, referent))))]);

    /// <summary>The objects that these refer to.</summary>
    [PyFunction]
    public static PyList get_referents(params PyObject[] objs) => new([.. objs.SelectMany(ObjectGraph.Referents)]);

    [PyFunction]
    public static bool is_finalized(PyObject obj) => false;
}
