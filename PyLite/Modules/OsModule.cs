using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The modules <c>os</c> and <c>os.path</c>, in small.</summary>
[DontLookInside]
public static class OsModule
{
    private static PyStr? Text(PyObject o)
    {
        if (UserSlots.Unwrap(o) is PyStr s) return s;
        PyErr.TypeError($"expected str, bytes or os.PathLike object, not {o.Type.Name}");
        return null;
    }

    private static void F1(ModuleDict d, string name, Func<string, PyObject?> f) =>
        d.Set(name, new PyBuiltin(name) { F1 = x => Text(x) is { } s ? f(s.Value) : null });

    public static PyModule Create()
    {
        var m = new PyModule("os");
        ModuleDict d = m.Globals;
        d.Set("name", new PyStr("posix"));
        d.Set("sep", new PyStr("/"));
        d.Set("linesep", new PyStr("\n"));
        d.Set("curdir", new PyStr("."));
        PyModule path = CreatePath();
        d.Set("path", path);
        Interpreter.Imports.Modules.SetStr(PyStr.Intern("posixpath"), path);
        Interpreter.Imports.Modules.SetStr(PyStr.Intern("os.path"), path);
        var environment = new PyDict();
        foreach (System.Collections.DictionaryEntry pair in Environment.GetEnvironmentVariables())
            environment.SetStr(new PyStr((string)pair.Key), new PyStr((string?)pair.Value ?? ""));
        d.Set("environ", environment);
        d.Set("getcwd", new PyBuiltin("getcwd") { F0 = static () => new PyStr(Directory.GetCurrentDirectory()) });
        d.Set("getpid", new PyBuiltin("getpid") { F0 = static () => new PyInt(Environment.ProcessId) });
        d.Set("getenv", new PyBuiltin("getenv")
        {
            F1 = x => environment.Get(x) ?? PyNone.None,
            F2 = (x, otherwise) => environment.Get(x) ?? otherwise,
        });
        d.Set("listdir", new PyBuiltin("listdir") { F0 = static () => List("."), F1 = static x => Text(x) is { } s ? List(s.Value) : null });
        F1(d, "remove", Remove);
        F1(d, "unlink", Remove);
        F1(d, "mkdir", static s =>
        {
            Directory.CreateDirectory(s);
            return PyNone.None;
        });
        d.Set("makedirs", new PyBuiltin("makedirs")
        {
            Any = static (args, keywords) =>
            {
                if (Text(args[0]) is not { } s) return null;
                Directory.CreateDirectory(s.Value);
                return PyNone.None;
            },
        });
        return m;
    }

    private static PyObject? Missing(string path) =>
        PyErr.RaiseWithArgs(Types.FileNotFoundError, new PyInt(2), new PyStr("No such file or directory"), new PyStr(path));

    private static PyObject? List(string path) => Directory.Exists(path)
        ? new PyList([.. Directory.GetFileSystemEntries(path).Select(p => new PyStr(Path.GetFileName(p)))]) : Missing(path);

    private static PyObject? Remove(string path)
    {
        if (!File.Exists(path)) return Missing(path);
        File.Delete(path);
        return PyNone.None;
    }

    public static PyModule CreatePath()
    {
        var m = new PyModule("posixpath");
        ModuleDict d = m.Globals;
        F1(d, "exists", static s => PyBool.Of(File.Exists(s) || Directory.Exists(s)));
        F1(d, "isfile", static s => PyBool.Of(File.Exists(s)));
        F1(d, "isdir", static s => PyBool.Of(Directory.Exists(s)));
        F1(d, "isabs", static s => PyBool.Of(s.StartsWith('/')));
        F1(d, "abspath", static s => new PyStr(Path.GetFullPath(s)));
        F1(d, "realpath", static s => new PyStr(Path.GetFullPath(s)));
        F1(d, "normpath", static s => new PyStr(s.Length == 0 ? "." : Path.GetRelativePath(".", s)));
        F1(d, "basename", static s => new PyStr(s[(s.LastIndexOf('/') + 1)..]));
        F1(d, "dirname", static s => new PyStr(s.LastIndexOf('/') is var i && i > 0 ? s[..i] : i == 0 ? "/" : ""));
        F1(d, "split", static s => new PyTuple([new PyStr(s.LastIndexOf('/') is var i && i > 0 ? s[..i] : i == 0 ? "/" : ""), new PyStr(s[(i + 1)..])]));
        F1(d, "splitext", static s =>
        {
            int dot = s.LastIndexOf('.');
            int start = s.LastIndexOf('/') + 1;
            while (start < s.Length && s[start] == '.') start++;
            return dot <= start - 1 || dot < 0 ? new PyTuple([new PyStr(s), PyStr.Empty]) : new PyTuple([new PyStr(s[..dot]), new PyStr(s[dot..])]);
        });
        F1(d, "getsize", static s => File.Exists(s) ? new PyInt(new FileInfo(s).Length) : Missing(s));
        d.Set("sep", new PyStr("/"));
        d.Set("join", new PyBuiltin("join")
        {
            Any = static (args, keywords) =>
            {
                string result = "";
                for (int i = 0; i < args.Length; i++)
                {
                    if (Text(args[i]) is not { } part) return null;
                    if (i == 0 || part.Value.StartsWith('/')) result = part.Value;
                    else result += (result.Length > 0 && !result.EndsWith('/') ? "/" : "") + part.Value;
                }
                return new PyStr(result);
            },
        });
        return m;
    }
}
