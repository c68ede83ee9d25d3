using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Functions to be called when the program ends, the last registered first.</summary>
[PyModule("atexit")]
[DontLookInside]
public static partial class AtExitModule
{
    private static readonly List<(PyObject Function, PyObject[] Arguments, PyStr[]? Keywords)> Registered = [];

    /// <summary>Has func called with the arguments when the program ends.</summary>
    [PyFunction]
    public static PyObject? register(PyObject func, params PyObject[] args) => Add(func, args, null);

    private static PyObject? Add(PyObject function, PyObject[] arguments, PyStr[]? keywords)
    {
        if (!function.IsCallable) return PyErr.TypeError("the first argument must be callable");
        Registered.Add((function, arguments, keywords));
        return function;
    }

    [PyModuleInit]
    private static void AddKeywords(PyModule module) => module.Globals.Set("register", new PyBuiltin("register")
    {
        Module = "atexit",
        Any = static (args, keywords) => args.Length - (keywords?.Length ?? 0) > 0
            ? Add(args[0], Calls.Rest(args), keywords) : PyErr.TypeError("register() takes at least 1 argument (0 given)"),
    });

    /// <summary>Takes all registrations of func back.</summary>
    [PyFunction]
    public static PyObject? unregister(PyObject func)
    {
        for (int i = Registered.Count - 1; i >= 0; i--)
        {
            int same = Operators.CompareTruth(CompareOp.Eq, Registered[i].Function, func);
            if (same < 0) return null;
            if (same == 1 && i < Registered.Count) Registered.RemoveAt(i);
        }
        return PyNone.None;
    }

    [PyFunction("_clear")]
    public static void Clear() => Registered.Clear();

    [PyFunction("_ncallbacks")]
    public static int Count() => Registered.Count;

    /// <summary>Calls what is registered.</summary>
    [PyFunction("_run_exitfuncs")]
    public static void Run()
    {
        while (Registered.Count > 0)
        {
            (PyObject function, PyObject[] arguments, PyStr[]? keywords) = Registered[^1];
            Registered.RemoveAt(Registered.Count - 1);
            if (function.Call(arguments, keywords) is not null) continue;
            PyException error = PyErr.Take();
            if (!error.Type.IsSubtype(Types.SystemExit)) Unraisable.Write("Exception ignored in atexit callback: ", function, error);
        }
    }
}
