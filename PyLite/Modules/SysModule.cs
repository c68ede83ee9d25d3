using System.Numerics;
using MetaJit;
using PyLite.Importing;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The module <c>sys</c>.</summary>
[DontLookInside]
public static partial class SysModule
{
    private static readonly Lazy<PyModule> Made = new(Create);
    private static readonly PyList Arguments = new();

    public static PyModule Module => Made.Value;

    /// <summary>What stands in the names of compiled files.</summary>
    public const string CacheTag = "pylite-311";

    /// <summary>Whether somebody has asked for it.</summary>
    public static bool IsMade => Made.IsValueCreated;

    /// <summary>What the command was called with, <c>sys.orig_argv</c> but for its first item.</summary>
    public static string[] CommandLine { get; set; } = [];

    public static void SetArguments(IEnumerable<string> args)
    {
        Arguments.Clear();
        foreach (string a in args) Arguments.Append(new PyStr(a));
    }

    private static PyModule Create()
    {
        var m = new PyModule("sys");
        ModuleDict d = m.Globals;
        d.Set("argv", Arguments);
        d.Set("path", Imports.Path);
        d.Set("modules", Imports.Modules);
        d.Set("maxsize", new PyInt(long.MaxValue));
        d.Set("maxunicode", new PyInt(0x10ffff));
        d.Set("platform", new PyStr("linux"));
        d.Set("byteorder", new PyStr("little"));
        d.Set("executable", new PyStr(ProgramFile.Path));
        d.Set("stdout", StandardStreams.File(1));
        d.Set("stderr", StandardStreams.File(2));
        d.Set("stdin", StandardStreams.File(0));
        d.Set("__stdout__", d.Get("stdout")!);
        d.Set("__stderr__", d.Get("stderr")!);
        AddInformation(d);
        d.Set("exit", new PyBuiltin("exit") { Module = "sys", Any = Exit });
        d.Set("getrecursionlimit", new PyBuiltin("getrecursionlimit") { Module = "sys", F0 = static () => new PyInt(Recursion.Limit) });
        d.Set("setrecursionlimit", new PyBuiltin("setrecursionlimit") { Module = "sys", F1 = SetRecursionLimit });
        d.Set("get_int_max_str_digits", new PyBuiltin("get_int_max_str_digits") { Module = "sys", F0 = static () => new PyInt(PyLong.MaxDigits) });
        d.Set("set_int_max_str_digits", new PyBuiltin("set_int_max_str_digits") { Module = "sys", F1 = SetMaxDigits });
        AsyncGeneratorHooks.AddTo(d);
        CoroutineOrigins.AddTo(d);
        d.Set("exc_info", new PyBuiltin("exc_info") { Module = "sys", F0 = ExcInfo });
        d.Set("exception", new PyBuiltin("exception") { Module = "sys", F0 = static () => (PyObject?)PyErr.Handled ?? PyNone.None });
        d.Set("intern", new PyBuiltin("intern") { Module = "sys", F1 = static s => s is PyStr text ? PyStr.Intern(text) : PyErr.TypeError(UserSlots.Unwrap(s) is PyStr ? $"can't intern {s.Type.Name}" : $"intern() argument must be str, not {s.Type.Name}") });
        d.Set("getsizeof", new PyBuiltin("getsizeof") { Module = "sys", Any = GetSizeOf });
        d.Set("getrefcount", new PyBuiltin("getrefcount") { Module = "sys", F1 = static x => new PyInt(2) });
        d.Set("getdefaultencoding", new PyBuiltin("getdefaultencoding") { Module = "sys", F0 = static () => new PyStr("utf-8") });
        d.Set("_is_pylite", PyBool.True);
        AddPlaces(d);
        return m;
    }

    public static PyObject? Exit(PyObject[] args, PyStr[]? keywords) => !Define.NoKeywords("sys.exit", keywords) || !Define.Count("exit", args, 0, 1) ? null : PyErr.Raise(new PyException(Types.SystemExit, args switch { [PyTuple several] => several, [PyNone] => new PyTuple([]), _ => new PyTuple([.. args]) }));

    private static PyObject? SetRecursionLimit(PyObject limit)
    {
        if (!Sequences.Integer(limit, out long n)) return null;
        if (n < 1) return PyErr.ValueError("recursion limit must be greater or equal than 1");
        Recursion.SetLimit(n);
        return PyNone.None;
    }

    private static PyObject? GetSizeOf(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("getsizeof", args, keywords, ["object", "default"], 1, out PyObject?[] v)) return null;
        if (v[0]!.Type.Lookup(PyStr.Intern("__sizeof__")) is not { } method)
            return v[1] ?? PyErr.TypeError($"Type {v[0]!.Type.Name} doesn't define __sizeof__");
        PyObject? size = Calls.CallMethod(method, v[0]!);
        if (size == null && v[1] != null && PyErr.TakeIf(Types.TypeError)) return v[1];
        if (size is PyInt { Value: < 0 }) return PyErr.ValueError("__sizeof__() should return >= 0");
        return size == null || size is PyInt ? size : PyErr.TypeError($"'{size.Type.Name}' object cannot be interpreted as an integer");
    }

    private static PyObject? SetMaxDigits(PyObject limit)
    {
        if (!Sequences.Integer(limit, out long n)) return null;
        if (n != 0 && n < 640) return PyErr.ValueError("maxdigits must be 0 or larger than 640");
        PyLong.MaxDigits = (int)Math.Min(n, int.MaxValue);
        return PyNone.None;
    }

    private static PyObject ExcInfo() => PyErr.Handled is { } e
        ? new PyTuple([e.Type, e, e.Traceback == null ? PyNone.None : e.Traceback]) : new PyTuple([PyNone.None, PyNone.None, PyNone.None]);
}
