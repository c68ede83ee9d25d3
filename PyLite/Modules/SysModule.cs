using System.Numerics;
using MetaJit;
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

    /// <summary>What the program has put in place of <c>sys.stdout</c>, or null.</summary>
    public static PyObject? ReplacedOutput =>
        Made.IsValueCreated && Made.Value.Globals.Get("stdout") is { } o and not PyStandardFile { Number: 1 } ? o : null;

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
        d.Set("executable", new PyStr(Environment.ProcessPath ?? ""));
        d.Set("stdout", new PyStandardFile(1));
        d.Set("stderr", new PyStandardFile(2));
        d.Set("stdin", new PyStandardFile(0));
        d.Set("__stdout__", d.Get("stdout")!);
        d.Set("__stderr__", d.Get("stderr")!);
        AddInformation(d);
        d.Set("exit", new PyBuiltin("exit") { Any = Exit });
        d.Set("getrecursionlimit", new PyBuiltin("getrecursionlimit") { F0 = static () => new PyInt(Recursion.Limit) });
        d.Set("setrecursionlimit", new PyBuiltin("setrecursionlimit") { F1 = SetRecursionLimit });
        d.Set("get_int_max_str_digits", new PyBuiltin("get_int_max_str_digits") { F0 = static () => new PyInt(PyLong.MaxDigits) });
        d.Set("set_int_max_str_digits", new PyBuiltin("set_int_max_str_digits") { F1 = SetMaxDigits });
        AsyncGeneratorHooks.AddTo(d);
        d.Set("exc_info", new PyBuiltin("exc_info") { F0 = ExcInfo });
        d.Set("exception", new PyBuiltin("exception") { F0 = static () => (PyObject?)PyErr.Handled ?? PyNone.None });
        d.Set("intern", new PyBuiltin("intern") { F1 = static s => s is PyStr text ? PyStr.Intern(text) : PyErr.TypeError(UserSlots.Unwrap(s) is PyStr ? $"can't intern {s.Type.Name}" : $"intern() argument must be str, not {s.Type.Name}") });
        d.Set("getsizeof", new PyBuiltin("getsizeof") { Any = GetSizeOf });
        d.Set("getrefcount", new PyBuiltin("getrefcount") { F1 = static x => new PyInt(2) });
        d.Set("getdefaultencoding", new PyBuiltin("getdefaultencoding") { F0 = static () => new PyStr("utf-8") });
        d.Set("_is_pylite", PyBool.True);
        AddPlaces(d);
        return m;
    }

    public static PyObject? Exit(PyObject[] args, PyStr[]? keywords) => PyErr.Raise(new PyException(Types.SystemExit, new PyTuple([.. args])));

    private static PyObject? SetRecursionLimit(PyObject limit)
    {
        if (!Sequences.Integer(limit, out long n)) return null;
        if (n < 1) return PyErr.ValueError("recursion limit must be greater or equal than 1");
        Recursion.Limit = Math.Min(n, Recursion.Highest);
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

/// <summary><c>sys.stdin</c>, <c>sys.stdout</c>, <c>sys.stderr</c>.</summary>
public sealed class PyStandardFile(int number) : PyObject
{
    private static readonly PyType FileType = new("TextIOWrapper", Types.Object, Populate);

    public readonly int Number = number;

    public override PyType Type => FileType;
    public override PyStr Repr() => new($"<_io.TextIOWrapper name='<{(Number == 0 ? "stdin" : Number == 1 ? "stdout" : "stderr")}>' mode='{(Number == 0 ? "r" : "w")}' encoding='utf-8'>");
    public override PyObject Iter() => this;
    public override bool IsIterator => true;

    public override PyObject? Next() => StandardInput.ReadLine() is { } line ? line.Length == 0 ? PyEnd.Value : line : null;

    private TextWriter Writer => Number == 2 ? StandardStreams.CurrentError : StandardStreams.CurrentOutput;

    private static void Populate(PyType t)
    {
        t.Method("write", (self, text) =>
        {
            if (UserSlots.Unwrap(text) is not PyStr s) return PyErr.TypeError($"write() argument must be str, not {text.Type.Name}");
            var file = (PyStandardFile)self;
            if (file.Number == 2 && !StandardStreams.Write(StandardStreams.CurrentOutput, "", flush: true)) return null;
            return StandardStreams.Write(file.Writer, s.Value, flush: false) ? new PyInt(s.Length) : null;
        });
        t.Method("writelines", (self, lines) =>
        {
            if (Sequences.ToList(lines) is not { } list) return null;
            foreach (PyObject line in list)
            {
                if (UserSlots.Unwrap(line) is not PyStr s) return PyErr.TypeError($"write() argument must be str, not {line.Type.Name}");
                if (!StandardStreams.Write(((PyStandardFile)self).Writer, s.Value, flush: false)) return null;
            }
            return PyNone.None;
        });
        t.Method("flush", self =>
        {
            return StandardStreams.Write(((PyStandardFile)self).Writer, "", flush: true) ? PyNone.None : null;
        });
        t.Method("readline", self => StandardInput.ReadLine());
        t.Method("read", self => StandardInput.Read(), (self, count) =>
            count is PyNone ? StandardInput.Read() : Sequences.Integer(count, out long n) ? StandardInput.Read(n < 0 ? long.MaxValue : n) : null);
        t.Method("readlines", self => Sequences.ToList(self) is { } lines ? new PyList(lines) : null);
        t.Method("isatty", self => PyBool.Of(((PyStandardFile)self).Number switch { 0 => !Console.IsInputRedirected, 1 => !Console.IsOutputRedirected, _ => !Console.IsErrorRedirected }));
        t.Method("fileno", self => new PyInt(((PyStandardFile)self).Number));
        t.Property("encoding", self => new PyStr("utf-8"));
        t.Property("closed", self => PyBool.False);
    }
}
